"""Dana sends a picture of the ceiling; Ana answers with one."""

from __future__ import annotations

import base64
from io import BytesIO

import requests
from journeys.town import DANA, town
from PIL import Image

from fieldcomm.services.photos import linked_photo, photo
from fieldcomm.services.promise_work import send_manual


def a_picture(kind: str = "PNG") -> bytes:
    out = BytesIO()
    Image.new("RGB", (60, 40), "brown").save(out, kind)
    return out.getvalue()


def address(raw: bytes, kind: str) -> str:
    return f"data:{kind};base64,{base64.b64encode(raw).decode()}"


def test_pictures_in_are_fetched_and_kept_and_what_is_none_is_said_to_be_none(
    database_url: str,
) -> None:
    with town(database_url) as place:
        place.job()
        ceiling, note = address(a_picture(), "image/png"), address(b"BEGIN:VCARD", "text/vcard")
        place.twilio.text(DANA, "look at the ceiling", media=[ceiling, note])
        until_read(place)
        found = place.sql("SELECT id, state, why, width FROM photos ORDER BY id")
        assert [row.state for row in found] == ["kept", "refused"]
        assert found[1].why == "That is no JPEG, PNG, GIF or WebP picture."
        assert (photo(place.deps, found[0].id) or b"").startswith(b"\xff\xd8")
        assert photo(place.deps, found[1].id) is None


def test_while_the_provider_does_not_hand_it_out_it_is_asked_again(database_url: str) -> None:
    with town(database_url) as place:
        place.job()
        place.twilio.faults("server_error", on="media", status=500)
        place.twilio.text(DANA, "look", media=[address(a_picture(), "image/png")])
        until_read(place)
        assert place.sql("SELECT state, tries FROM photos")[0].state == "wanted"
        place.twilio.clear_faults()
        place.change("UPDATE photos SET next_try_at = '2020-01-01Z'")
        place.settle()
        assert place.sql("SELECT state FROM photos")[0].state == "kept"


def test_a_picture_out_is_fetched_by_the_provider_through_a_link_for_a_day(
    database_url: str,
) -> None:
    with town(database_url) as place:
        code = place.job()
        send_manual(
            place.deps, code, body="This is the fan we bring.", by="Ana", photos=[a_picture()]
        )
        place.settle()
        sent = next(m for m in place.twilio.thread(DANA) if m["media"])
        assert sent["body"] == "This is the fan we bring."
        assert sent["media"][0].startswith(place.env["PUBLIC_URL"] + "/m/")
        got = requests.get(sent["media"][0], timeout=5)
        assert got.headers["Content-Type"] == "image/jpeg"
        assert got.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert got.content.startswith(b"\xff\xd8")
        token = sent["media"][0].rsplit("/", 1)[1]
        assert place.sql("SELECT 1 FROM photos WHERE link_hash = :t", t=token) == []
        assert requests.get(sent["media"][0] + "x", timeout=5).status_code == 404
        place.change("UPDATE photos SET link_until = '2020-01-01Z'")
        assert linked_photo(place.deps, token) is None


def until_read(place: object) -> None:
    import time

    until = time.monotonic() + 10
    while not place.sql("SELECT 1 FROM photos") and time.monotonic() < until:  # type: ignore[attr-defined]
        place.settle()  # type: ignore[attr-defined]
        time.sleep(0.02)
    place.settle()  # type: ignore[attr-defined]
