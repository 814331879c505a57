"""Evidence with its real time, a wait at the door, and taking back what a crew texted."""

from __future__ import annotations

import json
import re
from datetime import timedelta

from web.office import DANA, LUIS, Office, office

from fieldcomm.services.read_inbox import read_next
from fieldcomm.services.run_due import run_due
from fieldcomm.services.visits import book

MINUTE = timedelta(minutes=1)


def _do(place: Office, code: str, path: str, **form: str):  # type: ignore[no-untyped-def]
    return place.ana().post(f"/jobs/{code}/{path}", page=f"/jobs/{code}", **form)


def _visit(place: Office, code: str) -> int:
    """Booked from 1 to 3, accepted and told."""
    book(
        place.deps,
        code,
        window_from="2026-01-13T13:00",
        window_to="2026-01-13T15:00",
        contractor_phone=LUIS,
        tell_now=True,
    )
    return int(place.sql("SELECT max(id) AS id FROM visits")[0].id)


def _texts(place: Office, phone: str, body: str, sid: str) -> None:
    place.sql(
        "INSERT INTO inbox (kind, sid, phone, source, params, received_at, arrived_at, state)"
        " VALUES ('text', :sid, :phone, 'webhook', CAST(:body AS jsonb), :at, :at, 'unread')",
        sid=sid, phone=phone, body=json.dumps({"Body": body}), at=place.clock.machine(),
    )  # fmt: skip
    read_next(place.deps, phone)


def _arrival(place: Office) -> str:
    return str(place.sql("SELECT state FROM promises WHERE kind = 'arrival'")[0].state)


def test_arrived_2_05_written_down_after_the_window_is_kept_and_says_nothing(
    database_url: str,
) -> None:
    with office(database_url) as place:
        code = place.job()
        visit = _visit(place, code)
        place.clock.move(timedelta(hours=3, minutes=5))
        run_due(place.deps)
        assert place.sql("SELECT status FROM visits")[0].status == "missed"
        before = len(place.sql("SELECT 1 FROM messages"))
        answer = _do(
            place, code, "happened", what="arrived", at="2026-01-13T14:05", visit=str(visit)
        )
        assert answer.status_code == 303
        assert _arrival(place) == "kept"
        row = place.sql("SELECT status, arrived_at FROM visits")[0]
        assert row.status == "on_site"
        assert row.arrived_at.isoformat().startswith("2026-01-13T19:05")
        assert len(place.sql("SELECT 1 FROM messages")) == before
        assert place.sql("SELECT 1 FROM promises WHERE state = 'open' AND kind = 'reply'") == []
        page = place.ana().get(f"/jobs/{code}").text
        assert "written down later" in page


def test_a_time_put_right_turns_kept_late_into_kept_and_can_be_undone(database_url: str) -> None:
    with office(database_url) as place:
        code = place.job()
        visit = _visit(place, code)
        place.clock.move(timedelta(hours=3, minutes=20))
        run_due(place.deps)
        _texts(place, LUIS, "here", "SM1")
        assert _arrival(place) == "kept_late"
        ana = place.ana()
        ana.post(
            f"/jobs/{code}/happened", page=f"/jobs/{code}", what="arrived",
            at="2026-01-13T14:55", visit=str(visit),
        )  # fmt: skip
        assert _arrival(place) == "kept"
        undo = re.search(r'action="(/deeds/\d+/undo)"', ana.get(f"/jobs/{code}").text)
        assert undo
        ana.post(undo[1], page=f"/jobs/{code}")
        assert _arrival(place) == "kept_late"


def test_left_ends_the_visit_and_the_job_at_its_own_time(database_url: str) -> None:
    with office(database_url) as place:
        code = place.job()
        visit = _visit(place, code)
        place.clock.move(timedelta(hours=4))
        _do(place, code, "happened", what="done", at="2026-01-13T15:20", visit=str(visit))
        row = place.sql("SELECT v.left_at, j.status, j.finished_at FROM visits v, jobs j")[0]
        assert row.status == "done"
        assert row.left_at == row.finished_at
        assert row.left_at.isoformat().startswith("2026-01-13T20:20")


def test_times_that_cannot_be_are_refused_with_what_was_typed(database_url: str) -> None:
    with office(database_url) as place:
        code = place.job()
        visit = str(_visit(place, code))
        for at, why in (
            ("2026-01-13T13:30", "still to come"),
            ("2026-01-13T11:00", "not with us yet"),
            ("2025-11-01T11:00", "more than 30 days ago"),
            ("half past two", "is no time"),
        ):
            answer = _do(place, code, "happened", what="arrived", at=at, visit=visit)
            assert answer.status_code == 422, at
            assert why in answer.text
            assert f'value="{at}"' in answer.text
        assert place.sql("SELECT status FROM visits")[0].status == "accepted"


def test_a_call_before_the_promise_to_call_does_not_keep_it(database_url: str) -> None:
    with office(database_url) as place:
        code = place.job()
        place.clock.move(timedelta(minutes=30))
        _do(place, code, "callback", due="2026-01-13T13:00", words="the estimate")
        place.clock.move(timedelta(minutes=45))
        _do(place, code, "happened", what="called", at="2026-01-13T12:10")
        state = "SELECT state FROM promises WHERE kind = 'callback'"
        assert place.sql(state)[0].state == "open"
        _do(place, code, "happened", what="called", at="2026-01-13T12:50")
        assert place.sql(state)[0].state == "kept"


def test_nobody_home_times_the_wait_and_then_asks_for_a_call(database_url: str) -> None:
    with office(database_url) as place:
        code = place.job()
        visit = _visit(place, code)
        place.clock.move(timedelta(hours=1, minutes=10))
        _do(place, code, "happened", what="nobody_home", at="2026-01-13T13:10", visit=str(visit))
        assert "the crew waits until 1:25 pm EST" in place.ana().get(f"/jobs/{code}").text
        told = "SELECT 1 FROM messages WHERE moment = 'nobody_home' AND phone = :p"
        assert len(place.sql(told, p=DANA)) == 1
        place.clock.move(timedelta(minutes=16))
        run_due(place.deps)
        tasks = place.sql("SELECT kind FROM tasks WHERE settled_at IS NULL")
        assert [task.kind for task in tasks] == ["call"]


def test_an_answer_while_the_crew_waits_needs_no_call(database_url: str) -> None:
    with office(database_url) as place:
        code = place.job()
        _visit(place, code)
        place.clock.move(timedelta(hours=1, minutes=10))
        _texts(place, LUIS, "nobody home", "SM1")
        place.clock.move(5 * MINUTE)
        _texts(place, DANA, "Sorry, opening now", "SM2")
        place.clock.move(timedelta(minutes=16))
        run_due(place.deps)
        kinds = {t.kind for t in place.sql("SELECT kind FROM tasks WHERE settled_at IS NULL")}
        assert not kinds & {"call", "nobody_home"}


def test_what_a_crew_texted_is_taken_back_and_what_left_stays_said(database_url: str) -> None:
    with office(database_url) as place:
        code = place.job()
        _visit(place, code)
        place.clock.move(timedelta(hours=1, minutes=10))
        _texts(place, LUIS, "done", "SM1")
        told = "SELECT id, state FROM messages WHERE moment = 'visit_done'"
        assert [row.state for row in place.sql(told)] == ["queued"]
        place.sql(
            "UPDATE messages SET state = 'sent', provider_sid = 'SMx' WHERE moment = 'visit_done'"
        )
        assert place.sql("SELECT status FROM jobs")[0].status == "done"
        ana = place.ana()
        page = ana.get(f"/jobs/{code}").text
        undo = re.search(r'form="take-back" formaction="(/deeds/\d+/undo)"', page)
        assert undo
        ana.post(undo[1], page=f"/jobs/{code}")
        after = ana.get(f"/jobs/{code}").text
        assert "had left already: tell them how it stands" in after
        assert place.sql("SELECT status FROM jobs")[0].status == "scheduled"
        assert place.sql("SELECT status FROM visits")[0].status == "accepted"
        assert _arrival(place) == "open"
        assert [row.state for row in place.sql(told)] == ["sent"]
        assert f'formaction="{undo[1]}"' not in after
        _texts(place, LUIS, "done", "SM2")
        assert place.sql("SELECT status FROM jobs")[0].status == "done"
        assert len(place.sql(told)) == 2


def test_what_somebody_has_gone_on_from_is_not_taken_back(database_url: str) -> None:
    with office(database_url) as place:
        code = place.job()
        _visit(place, code)
        place.clock.move(timedelta(hours=1, minutes=10))
        _texts(place, LUIS, "omw 20", "SM1")
        deed = place.sql("SELECT id FROM deeds WHERE what = 'by_text'")[0].id
        place.clock.move(15 * MINUTE)
        _texts(place, LUIS, "here", "SM2")
        ana = place.ana()
        ana.post(f"/deeds/{deed}/undo", page=f"/jobs/{code}")
        assert "gone on from it" in ana.get(f"/jobs/{code}").text
        assert place.sql("SELECT status FROM visits")[0].status == "on_site"


def test_a_customers_text_costs_no_deed(database_url: str) -> None:
    with office(database_url) as place:
        place.job()
        _texts(place, DANA, "when will you come?", "SM1")
        assert place.sql("SELECT 1 FROM deeds") == []
