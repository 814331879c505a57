"""The story, the door note, a text moved, who is writing, and the tone check's record."""

from __future__ import annotations

import re
from datetime import timedelta
from io import BytesIO

from PIL import Image
from web.office import DANA, LUIS, MIA, Office, office

from fieldcomm.services.run_due import run_due
from fieldcomm.services.views import show_job
from fieldcomm.services.visits import book

GATE = "Gate 4471, box 2580"


def _do(place: Office, code: str, path: str, **form: object):  # type: ignore[no-untyped-def]
    return place.ana().post(f"/jobs/{code}/{path}", page=f"/jobs/{code}", **form)


def _hears(place: Office, code: str, body: str) -> int:
    """A text of the customer's on the job, with the answer promised for it."""
    place.sql(
        "INSERT INTO messages (direction, state, phone, job_id, moment, body, segments, priority,"
        " created_at) SELECT 'in', 'received', :p, id, 'other', :b, 1, 1, :at FROM jobs"
        " WHERE code = :c", p=DANA, b=body, c=code, at=place.clock.machine(),
    )  # fmt: skip
    place.sql(
        "INSERT INTO promises (kind, job_id, phone, words, due_at, created_at, stepped_to)"
        " SELECT 'reply', id, :p, 'answer', :due, :at, :at FROM jobs WHERE code = :c",
        p=DANA, c=code, at=place.clock.machine(), due=place.clock.machine() + timedelta(hours=1),
    )  # fmt: skip
    return int(place.sql("SELECT max(id) AS id FROM messages")[0].id)


def test_the_story_is_told_once_with_who_and_when(database_url: str) -> None:
    with office(database_url) as place:
        code = place.job()
        _do(place, code, "story", story="Pipe burst on Sunday.", notes="Dog is friendly", seen="")
        page = place.ana().get(f"/jobs/{code}").text
        assert "Pipe burst on Sunday." in page
        assert "Told by Ana Ruiz, 12:00 pm EST" in page


def test_two_people_who_tell_it_do_not_overwrite_each_other(database_url: str) -> None:
    with office(database_url) as place:
        code = place.job()
        _do(place, code, "story", story="Pipe burst on Sunday.", notes="", seen="")
        answer = _do(place, code, "story", story="The roof leaks.", notes="", seen="")
        assert answer.status_code == 422
        assert "Somebody else has changed the story" in answer.text
        assert "The roof leaks." in answer.text
        assert place.sql("SELECT story FROM customers")[0].story == "Pipe burst on Sunday."


def test_a_text_moves_with_the_answer_it_is_owed_and_back(database_url: str) -> None:
    with office(database_url) as place:
        code = place.job()
        other = place.job(summary="roof leak")
        text = _hears(place, code, "about the roof")
        ana = place.ana()
        assert "Move a text" in ana.get(f"/jobs/{code}?move={text}").text
        ana.post(f"/jobs/{code}/texts/{text}/move", page=f"/jobs/{code}", to=other.lower())
        assert [p["kind"] for p in show_job(place.deps, other)["promises"]].count("reply") == 1
        assert "about the roof" in ana.get(f"/jobs/{other}").text
        deed = place.sql("SELECT max(id) AS id FROM deeds")[0].id
        ana.post(f"/deeds/{deed}/undo", page=f"/jobs/{code}")
        assert [p["kind"] for p in show_job(place.deps, code)["promises"]].count("reply") == 1


def test_only_inbound_texts_move_and_only_to_a_job_that_is(database_url: str) -> None:
    with office(database_url) as place:
        code = place.job()
        text = _hears(place, code, "hello")
        assert "no job" in _do(place, code, f"texts/{text}/move", to="Z9Z").text
        assert "already" in _do(place, code, f"texts/{text}/move", to=code).text
        ours = place.sql("SELECT id FROM messages WHERE direction = 'out'")[0].id
        assert "somebody sent us" in _do(place, code, f"texts/{ours}/move", to=code).text


def test_a_door_note_is_masked_and_looking_at_it_is_on_record(database_url: str) -> None:
    with office(database_url) as place:
        code = place.job()
        _do(place, code, "door", words=GATE)
        assert "4471" not in place.ana().get(f"/jobs/{code}").text
        assert "4471" in _do(place, code, "door/read").text
        kinds = [row.kind for row in place.sql("SELECT kind FROM events ORDER BY id")]
        assert kinds[-2:] == ["door_note_written", "door_note_read"]
        for table in ("events", "deeds"):
            assert "4471" not in str(place.sql(f"SELECT * FROM {table}"))


def test_it_goes_to_the_days_crew_only_and_is_erased_after_the_visit(database_url: str) -> None:
    with office(database_url) as place:
        code = place.job(contractor_phone=MIA)
        for day, crew in (("13", LUIS), ("15", MIA)):
            book(
                place.deps, code, window_from=f"2026-01-{day}T13:00",
                window_to=f"2026-01-{day}T15:00", contractor_phone=crew, tell_now=True,
            )  # fmt: skip
        _do(place, code, "door", words=GATE)
        run_due(place.deps)
        run_due(place.deps)
        sent = "SELECT phone, body, state FROM messages WHERE moment = 'door_note'"
        assert [(row.phone, GATE in row.body) for row in place.sql(sent)] == [(LUIS, True)]
        assert "4471" not in place.ana().get(f"/jobs/{code}").text
        place.sql("UPDATE visits SET status = 'cancelled' WHERE window_from > '2026-01-14'")
        place.clock.move(timedelta(hours=3))
        visit = place.sql("SELECT id FROM visits ORDER BY id")[0].id
        _do(place, code, "happened", what="done", at="2026-01-13T14:30", visit=str(visit))
        run_due(place.deps)
        assert place.sql("SELECT 1 FROM door_notes") == []
        assert "4471" not in str(place.sql("SELECT * FROM messages"))


def test_a_door_note_too_long_for_its_text_is_refused(database_url: str) -> None:
    with office(database_url) as place:
        code = place.job()
        assert "110 fit" in _do(place, code, "door", words="x" * 111).text
        assert _do(place, code, "door", words=GATE, until="2030-01-01").status_code == 422
        assert _do(place, code, "door", words=GATE, until="2026-01-20").status_code == 303
        _do(place, code, "door/erase")
        assert place.sql("SELECT 1 FROM door_notes") == []


def test_who_writes_shows_to_others_for_ten_seconds_and_moves_no_version(
    database_url: str,
) -> None:
    with office(database_url) as place:
        code = place.job()
        ana, bo = place.ana(), place.browser().sign_in("bo@example.com")
        page = f"/jobs/{code}"
        before = ana.get("/version").text
        assert bo.post(f"{page}/writing", page=page).status_code == 204
        assert ana.get(f"{page}/writing").json == {"names": ["Bo Lind"]}
        assert bo.get(f"{page}/writing").json == {"names": []}
        assert ana.get("/version").text == before
        place.clock.move(timedelta(seconds=11))
        assert ana.get(f"{page}/writing").json == {"names": []}


def test_words_sent_against_advice_stay_on_record(database_url: str) -> None:
    with office(database_url) as place:
        code = place.job()
        harsh = "CALM DOWN, they will come when they can"
        _do(place, code, "text", body=harsh)
        assert place.sql("SELECT 1 FROM events WHERE kind = 'tone_overridden'") == []
        _do(place, code, "text", body=harsh, anyway="1")
        row = place.sql(
            "SELECT e.actor, e.data, j.code FROM events e JOIN jobs j ON j.id = e.job_id"
            " WHERE e.kind = 'tone_overridden'"
        )[0]
        assert (row.actor, row.code) == ("Ana Ruiz", code)
        assert "CALM DOWN" in [found["words"] for found in row.data["findings"]]
        assert "advised against" in place.ana().get(f"/jobs/{code}").text


def test_a_text_is_seen_as_it_will_be_read_without_any_script(database_url: str) -> None:
    with office(database_url) as place:
        code = place.job()
        answer = _do(place, code, "text", body="We\n\n come \u201cat 4\u201d", preview="1")
        assert answer.status_code == 200
        assert ">We come \u201cat 4\u201d</p>" in answer.text
        assert place.sql("SELECT 1 FROM messages WHERE moment = 'manual'") == []


def test_an_offered_window_is_booked_by_one_choice(database_url: str) -> None:
    with office(database_url) as place:
        code = place.job()
        page = place.ana().get(f"/jobs/{code}").text
        offered = re.findall(r'<option value="(\d{4}-\d\d-\d\dT\d\d:\d\d/[^"]+)"', page)
        assert offered[0] == "2026-01-13T13:00/2026-01-13T15:00"
        _do(place, code, "visits", window=offered[0], kind="repair", contractor=LUIS)
        visit = show_job(place.deps, code)["visits"][0]
        assert visit["from"] == "2026-01-13T18:00:00Z"
        assert "Luis Mora (today 1)" in place.ana().get(f"/jobs/{code}").text


def test_a_job_is_assigned_and_waits_with_a_day_to_ask_again(database_url: str) -> None:
    with office(database_url) as place:
        code = place.job()
        bo = place.sql("SELECT id FROM users WHERE name = 'Bo Lind'")[0].id
        _do(place, code, "assign", owner=str(bo), contractor=LUIS)
        _do(place, code, "waiting", waiting_on="insurer", chase_at="2026-01-15T10:00")
        page = place.ana().get(f"/jobs/{code}").text
        assert "on insurer, asked again Thu Jan 15, 10:00 am EST" in page
        assert show_job(place.deps, code)["contractor"]["name"] == "Luis Mora"
        assert (
            "has passed"
            in _do(place, code, "waiting", waiting_on="insurer", chase_at="2026-01-12T10:00").text
        )


def test_the_page_takes_as_many_statements_however_long_its_story(database_url: str) -> None:
    with office(database_url) as place:
        code = place.job()
        ana = place.ana()
        with place.statements() as few:
            ana.get(f"/jobs/{code}")
        for n in range(12):
            _hears(place, code, f"text {n}")
            _do(place, code, "note", words=f"note {n}")
        with place.statements() as many:
            ana.get(f"/jobs/{code}")
        assert many.count <= few.count


def test_a_picture_goes_with_a_text_and_stands_in_the_thread(database_url: str) -> None:
    with office(database_url) as place:
        code = place.job()
        raw = BytesIO()
        Image.new("RGB", (8, 6), "red").save(raw, "PNG")
        raw.seek(0)
        form = {"body": "This is the valve.", "photos": (raw, "valve.png")}
        assert _do(place, code, "text", **form).status_code == 303
        page = place.ana().get(f"/jobs/{code}").text
        found = re.search(r'<img src="(/photos/\d+)" width="8" height="6"', page)
        assert found
        assert place.ana().get(found[1]).status_code == 200
