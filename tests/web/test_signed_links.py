"""Every link that opens something without a password: long, random, stored as a hash, the same answer
whatever is wrong with it, and changed by nobody who only looks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from itertools import pairwise

import pytest
from fixtures.figures import Figure
from PIL import Image
from web.office import Office, office
from web.test_tracking_page import path_of

from fieldcomm.services import people, tracking
from fieldcomm.services.photos import checked_picture, keep_for_text
from fieldcomm.services.set_up_link import new_set_up_link
from fieldcomm.services.unit import unit
from fieldcomm.store.models import Base

BITS = 128
PREVIEWS = (
    "facebookexternalhit/1.1",
    "Slackbot-LinkExpanding 1.0",
    "WhatsApp/2.0",
    "Google-Safety",
)


def a_picture() -> bytes:
    out = BytesIO()
    Image.new("RGB", (60, 40), "brown").save(out, "PNG")
    return out.getvalue()


def to_a_page(place: Office) -> str:
    codes = place.sql("SELECT code FROM jobs LIMIT 1")
    return path_of(place, codes[0].code if codes else place.job())


def to_a_picture(place: Office) -> str:
    with unit(place.deps) as work:
        return f"/m/{keep_for_text(work, checked_picture(a_picture()))}"


def to_sign_in(place: Office) -> str:
    made = people.add_user(place.deps, email="cy@example.com", role="dispatcher", name="Cy Vale")
    return str(made["link"]).removeprefix("http://localhost")


def to_set_up(place: Office) -> str:
    with unit(place.deps) as work:
        return f"/welcome/start/{new_set_up_link(work)}"


LINKS: dict[str, Callable[[Office], str]] = {
    "page": to_a_page,
    "picture": to_a_picture,
    "sign-in": to_sign_in,
    "set-up": to_set_up,
}
# Where nobody is yet; what else holds of that one: test_first_run_pages.py.
LASTING = [kind for kind in LINKS if kind != "set-up"]


def everything(place: Office) -> str:
    """All rows of all tables, as words."""
    names = sorted(Base.metadata.tables)
    return "\n".join(str(place.sql(f"SELECT t::text FROM {name} t ORDER BY 1")) for name in names)


@pytest.mark.parametrize("kind", LINKS)
def test_links_are_random_and_only_their_hashes_are_stored(
    database_url: str, kind: str, figure: Figure
) -> None:
    with office(database_url) as place:
        tokens = [LINKS[kind](place).rsplit("/", 1)[1] for _ in range(60)]
        letters = set("".join(tokens))
        assert len(set(tokens)) == len(tokens)
        assert len(letters) in (62, 64)
        bits = min(map(len, tokens)) * 5.95
        assert bits >= BITS
        shared = [
            sum(a == b for a, b in zip(one, two, strict=False)) for one, two in pairwise(tokens)
        ]
        assert max(shared) < len(tokens[0]) / 3, "tokens resemble each other"
        stored = everything(place)
        assert [token for token in tokens if token in stored] == []
    figure("Signed links", f"to a {kind}: {int(bits)} random bits, only hashes stored")


@pytest.mark.parametrize("kind", LASTING)
def test_a_preview_that_looks_changes_nothing(database_url: str, kind: str) -> None:
    with office(database_url) as place:
        place.job()
        path, client = LINKS[kind](place), place.app.test_client()
        before = everything(place)
        for agent in PREVIEWS:
            headers = {"User-Agent": agent}
            assert client.get(path, headers=headers).status_code == 200
            client.head(path, headers=headers)
            client.options(path, headers=headers)
        assert everything(place) == before
        assert place.app.test_client().get(path).status_code == 200


@pytest.mark.parametrize("kind", LINKS)
def test_whatever_is_wrong_with_a_link_the_answer_is_the_same(
    database_url: str, kind: str, figure: Figure
) -> None:
    with office(database_url) as place:
        place.job()
        if kind == "set-up":  # good only while nobody has an account
            place.sql("TRUNCATE users CASCADE")
        expired = LINKS[kind](place)
        place.clock.move(timedelta(days=200))
        used = LINKS[kind](place)
        assert place.app.test_client().get(used).status_code == 200
        if kind == "page":
            for row in place.sql("SELECT code FROM jobs"):
                tracking.revoke(place.deps, row.code, by="Ana")
        else:
            place.clock.move(timedelta(days=200))
        stem, token = used.rsplit("/", 1)
        wrong = [expired, used, f"{stem}/{'a' * len(token)}", f"{stem}/x", f"{stem}/{token[:-1]}"]
        wrong += [
            f"{stem}/{token.swapcase()}",
            f"{stem}/%00",
            f"{stem}/{'é' * 22}",
            f"{stem}/{token} ",
        ]
        answers = [place.app.test_client().get(path) for path in wrong]
        assert {answer.status_code for answer in answers} == {404}
        assert len({answer.data for answer in answers}) == 1
        headers = {
            str(
                sorted(
                    (k, v) for k, v in a.headers.items() if k not in ("Set-Cookie", "X-Request-ID")
                )
            )
            for a in answers
        }
        assert len(headers) == 1
    figure("Signed links", f"to a {kind}: {len(wrong)} ways to be wrong, one answer byte for byte")
