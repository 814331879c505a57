"""The customer's own page: what it says, what it does, what it never shows."""

from __future__ import annotations

import re
from datetime import timedelta
from io import BytesIO
from typing import Any

from PIL import Image
from web.office import DANA, LUIS, Office, office
from werkzeug.test import TestResponse

from fieldcomm.services import photos, tracking, visits

BUDGET = 50_000  # bytes, uncompressed, all told


def path_of(place: Office, code: str) -> str:
    return tracking.link_for(place.deps, code, by="Ana").removeprefix("http://localhost")


def booked(place: Office, code: str, *, accepted: bool = True) -> None:
    visits.book(
        place.deps,
        code,
        window_from="2026-01-13T14:00",
        window_to="2026-01-13T16:00",
        contractor_phone=LUIS,
        tell_now=accepted,
    )


def send(place: Office, path: str, do: str, **form: str) -> TestResponse:
    """Send one of the page's forms as it stands there."""
    client = place.app.test_client()
    shown = client.get(path).text
    forms = [f for f in re.findall(r"<form.*?</form>", shown, re.DOTALL) if f'value="{do}"' in f]
    assert forms, f"no form for {do}"
    hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', forms[0]))
    return client.post(path, data={**hidden, **form})


def see(place: Office, path: str) -> str:
    return place.app.test_client().get(path).text


def test_one_glance_says_where_it_stands_and_when_the_next_word_comes(database_url: str) -> None:
    with office(database_url) as place:
        shown = see(place, path_of(place, place.job()))
        assert "<h1>You&#39;re on our list.</h1>" in shown
        assert "Next word from us by 5:30 pm EST." in shown


def test_texts_carry_a_link_that_opens_the_page(database_url: str) -> None:
    with office(database_url) as place:
        code = place.job()
        booked(place, code)
        bodies = {r.moment: r.body for r in place.sql("SELECT moment, body FROM messages")}
        for moment in ("job_opened", "visit_booked"):
            found = re.search(r"http://localhost(/t/[0-9A-Za-z]{22})(?=\s|$)", bodies[moment])
            assert found, bodies[moment]
            assert "Luis is coming today 2:00" in see(place, found[1])
        stored = str(place.sql("SELECT * FROM tracking_links"))
        assert found[1].removeprefix("/t/") not in stored


def test_a_tap_confirms_the_window_once(database_url: str) -> None:
    with office(database_url) as place:
        code = place.job()
        booked(place, code)
        path = path_of(place, code)
        client = place.app.test_client()
        shown = client.get(path).text
        form = next(f for f in shown.split("<form") if 'value="confirm"' in f)
        hidden = dict(re.findall(r'name="(\w+)" value="([^"]*)"', form))
        for _ in range(2):
            assert client.post(path, data=hidden).status_code == 303
        assert place.sql("SELECT status FROM visits")[0].status == "confirmed"
        assert len(place.sql("SELECT 1 FROM messages WHERE moment = 'visit_confirmed'")) == 1
        assert "You said this time fits" in see(place, path)


def test_a_window_that_moved_meanwhile_is_not_confirmed_unseen(database_url: str) -> None:
    with office(database_url) as place:
        code = place.job()
        booked(place, code)
        path = path_of(place, code)
        answer = send(place, path, "confirm", version="77")
        assert answer.location.endswith("said=changed")
        assert place.sql("SELECT status FROM visits")[0].status == "accepted"
        assert "had changed while you looked" in see(place, answer.location)


def test_another_time_is_promised_an_answer_and_the_words_are_kept(database_url: str) -> None:
    with office(database_url) as place:
        code = place.job()
        booked(place, code)
        path = path_of(place, code)
        send(place, path, "other", words="Thursday morning")
        (kept,) = place.sql("SELECT body, channel FROM messages WHERE direction = 'in'")
        assert (kept.body, kept.channel) == ("Another time, please. Thursday morning", "page")
        (owed,) = place.sql("SELECT words FROM promises WHERE kind = 'reply'")
        assert owed.words == "answer about another time for the visit"
        (told,) = place.sql("SELECT body FROM messages WHERE moment = 'alert'")
        assert "Thursday morning" in told.body
        assert "An answer from Ana" in see(place, path)


def test_call_me_opens_a_callback_at_the_time_they_say(database_url: str) -> None:
    with office(database_url) as place:
        path = path_of(place, place.job())
        send(place, path, "call", words="after 3")
        (owed,) = place.sql("SELECT due_at FROM promises WHERE kind = 'callback'")
        assert owed.due_at.astimezone(place.deps.clock.machine().tzinfo).hour in (20, 21)
        assert "A call from Ana" in see(place, path)


def test_what_they_write_is_read_like_a_text_danger_first(database_url: str) -> None:
    with office(database_url) as place:
        path = path_of(place, place.job())
        assert send(place, path, "write", words="I smell gas").status_code == 303
        moments = {r.moment for r in place.sql("SELECT moment FROM messages")}
        assert {"safety", "safety_alert"} <= moments
        assert send(place, path, "write", words="  ").location.endswith("said=empty")


def test_stop_written_on_the_page_opts_out_and_the_page_still_works(database_url: str) -> None:
    with office(database_url) as place:
        code = place.job()
        booked(place, code)
        path = path_of(place, code)
        send(place, path, "write", words="STOP")
        assert (
            place.sql("SELECT consent FROM phones WHERE phone = :p", p=DANA)[0].consent == "stopped"
        )
        send(place, path, "confirm")
        assert place.sql("SELECT status FROM visits")[0].status == "confirmed"
        left = "SELECT moment FROM messages WHERE phone = :p AND state IN ('held', 'queued')"
        assert [r.moment for r in place.sql(left, p=DANA)] in ([], ["opted_out"])
        send(place, path, "write", words="are the fans ok at night?")
        assert place.sql("SELECT 1 FROM promises WHERE kind = 'callback' AND state = 'open'")
        assert "opted out of our texts" in see(place, path)


def _promise(place: Office, state: str, kind: str = "callback", **more: Any) -> int:
    due = place.clock.business(timedelta()) - timedelta(hours=2)
    given = {"state": state, "kind": kind, "due": due, "phone": DANA, "cause": None, "at": due}
    return int(
        place.sql(
            "INSERT INTO promises (kind, job_id, phone, words, due_at, state, cause, settled_at,"
            " created_at, stepped_to) SELECT :kind, id, :phone, 'We call', :due, :state, :cause,"
            " CAST(:at AS timestamptz), CAST(:due AS timestamptz) - interval '3 hours',"
            " CAST(:due AS timestamptz) FROM jobs ORDER BY id LIMIT 1 RETURNING id",
            **(given | more),
        )[0].id
    )


def test_every_promise_stands_there_with_what_came_of_it(database_url: str) -> None:
    with office(database_url) as place:
        path = path_of(place, place.job())
        _promise(place, "kept")
        _promise(place, "kept_late")
        _promise(place, "moved")
        _promise(place, "broken", cause="the crew runs late")
        _promise(place, "broken", cause="Bo forgot, as ever")
        _promise(place, "open", at=None)
        shown = see(place, path)
        for words in ("kept", "kept, but late: 10:00 am EST", "moved in time", "not kept",
                      "The crew ran late", "late, we&#39;re sorry"):  # fmt: skip
            assert words in shown, words
        assert "Bo forgot" not in shown


def test_this_did_not_happen_is_a_complaint_once_and_only_for_what_we_call_kept(
    database_url: str,
) -> None:
    with office(database_url) as place:
        path = path_of(place, place.job())
        _promise(place, "moved")
        kept = _promise(place, "kept")
        assert see(place, path).count("This didn&#39;t happen<") == 1
        send(place, path, "didnt")
        shown = see(place, path)
        assert "You told us this didn&#39;t happen" in shown
        assert "An answer from Ana" in shown
        assert place.sql("SELECT 1 FROM messages WHERE moment = 'complaint_ack'")
        (said,) = place.sql("SELECT body FROM messages WHERE direction = 'in'")
        assert said.body.startswith("This did not happen: a call, due Tue Jan 13 10:00 EST")
        events = place.sql("SELECT data FROM events WHERE kind = 'disputed'")
        assert [e.data["promise"] for e in events] == [kept]


def test_it_shows_no_address_no_family_name_and_no_number_but_ours(database_url: str) -> None:
    with office(database_url) as place:
        code = place.job()
        booked(place, code)
        _promise(place, "kept")
        shown = see(place, path_of(place, code))
        for secret in (
            "Oak",
            "Atlanta",
            "Reed",
            "Dana",
            "Mora",
            "Ruiz",
            "0123",
            "0111",
            "0101",
            code,
        ):
            assert secret not in shown, secret
        assert "404-555-0100" in shown


def test_a_window_not_yet_told_is_not_shown(database_url: str) -> None:
    with office(database_url) as place:
        code = place.job()
        booked(place, code, accepted=False)
        assert "Luis" not in see(place, path_of(place, code))


def test_spanish_for_a_phone_that_speaks_it(database_url: str) -> None:
    with office(database_url) as place:
        shown = see(place, path_of(place, place.job(language="es")))
        assert '<html lang="es">' in shown
        assert "Está en nuestra lista." in shown
        assert "Próximas noticias nuestras antes de: 5:30 pm EST." in shown


def _detailed() -> bytes:
    """A portrait with more in it than a face has: nothing but strong, coarse noise."""
    noise = Image.effect_noise((50, 50), 90).resize((1600, 1600), Image.Resampling.BICUBIC)
    out = BytesIO()
    noise.convert("RGB").save(out, "JPEG", quality=90)
    return out.getvalue()


def test_the_page_is_light_and_loads_nothing_from_elsewhere(database_url: str) -> None:
    with office(database_url) as place:
        code = place.job()
        booked(place, code)
        crew = place.sql("SELECT id FROM contractors WHERE phone = :p", p=LUIS)[0].id
        photos.set_portrait(place.deps, crew, _detailed())
        for _ in range(60):
            _promise(place, "kept")
        client = place.app.test_client()
        path = path_of(place, code)
        page = client.get(path)
        loaded = re.findall(r'<(?:link [^>]*href|img [^>]*src)="([^"]+)"', page.text)
        assert "<script" not in page.text
        assert f"{path}/photo" in loaded
        assert all(address.startswith(("/static/", f"{path}/photo")) for address in loaded)
        whole = len(page.data)
        for address in loaded:
            with client.get(address) as file:
                whole += len(file.data)
        assert whole <= BUDGET, whole


def test_the_number_of_statements_does_not_grow_with_the_history(database_url: str) -> None:
    with office(database_url) as place:
        path = path_of(place, place.job())
        client = place.app.test_client()
        client.get(path)
        with place.statements() as few:
            client.get(path)
        for _ in range(30):
            _promise(place, "kept")
        with place.statements() as many:
            client.get(path)
        assert few.count == many.count <= 8


def test_check_ins_are_counted_together(database_url: str) -> None:
    with office(database_url) as place:
        path = path_of(place, place.job())
        _promise(place, "kept", "check_in")
        _promise(place, "broken", "check_in", cause="asleep")
        shown = see(place, path)
        assert "1 of 2 came on time." in shown
