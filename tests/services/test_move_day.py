"""A crew's day moves in one transaction: one text a household, all of it or nothing."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from web.office import ANA, DANA, FOX, LUIS, MIA, Office, office

from fieldcomm.services import visits
from fieldcomm.services.acting import Acting
from fieldcomm.services.deps import Deps
from fieldcomm.services.move_day import CannotMove, DayMove, Wish, move_day, preview_day
from fieldcomm.services.undo import undo_deed

DAY = date(2026, 1, 13)
HILL = "+14045550125"


def _booked(place: Office, code: str, hours: tuple[int, int], *, tell: bool = True) -> int:
    visits.book(
        place.deps,
        code,
        window_from=f"2026-01-13T{hours[0]}:00",
        window_to=f"2026-01-13T{hours[1]}:00",
        contractor_phone=LUIS,
        tell_now=tell,
    )
    return int(place.sql("SELECT max(id) AS id FROM visits")[0].id)


def _luis(place: Office) -> int:
    return int(place.sql("SELECT id FROM contractors WHERE phone = :p", p=LUIS)[0].id)


def _day(place: Office, *wishes: Wish, reason: str = "sick", words: str = "") -> DayMove:
    return DayMove(_luis(place), DAY, reason, words, wishes)


def _to_mia(visit: int) -> Wish:
    return Wish(visit, "reassign", contractor_phone=MIA)


def _tomorrow(visit: int, crew: str = LUIS) -> Wish:
    return Wish(visit, "rebook", crew, "2026-01-14T09:00", "2026-01-14T11:00")


def _acting(place: Office) -> Deps:
    from dataclasses import replace

    ana = place.sql("SELECT id FROM users WHERE phone = :p", p=ANA)[0].id
    return replace(place.deps, acting=Acting("a form of the day", "move_day", ana, "Ana Ruiz"))


def _said(place: Office, phone: str) -> list[Any]:
    return place.sql(
        "SELECT moment, body, state FROM messages WHERE phone = :p AND direction = 'out'"
        " AND moment IN ('day_moved', 'visit_cancelled', 'visit_moved', 'visit_booked',"
        " 'day_added', 'day_cleared', 'visit_withdrawn', 'visit_proposed') ORDER BY id",
        p=phone,
    )


def _everything(place: Office) -> list[Any]:
    return [
        place.sql(f"SELECT * FROM {table} ORDER BY 1")
        for table in ("jobs", "visits", "promises", "messages", "tasks", "events", "days_off")
    ]


def test_each_household_and_each_crew_gets_exactly_one_text(database_url: str) -> None:
    with office(database_url) as place:
        kitchen, den = place.job(), place.job(summary="den carpet")
        fox = place.job(FOX, customer_name="Sam Fox", address="3 Ivy Ln")
        one, two = _booked(place, kitchen, (13, 15)), _booked(place, den, (15, 16))
        three = _booked(place, fox, (16, 18))
        place.sql("DELETE FROM messages WHERE moment <> 'job_opened'")
        done = move_day(
            place.deps, _day(place, _to_mia(one), _tomorrow(two), _to_mia(three)), by="Ana"
        )
        assert [m.moment for m in _said(place, DANA)] == ["day_moved"]
        assert [m.moment for m in _said(place, FOX)] == ["day_moved"]
        assert [m.moment for m in _said(place, MIA)] == ["day_added"]
        assert [m.moment for m in _said(place, LUIS)] == ["day_added"]  # off and new in one
        body = _said(place, DANA)[0].body
        assert body.startswith("We're sorry, Dana: a crew member is out sick")
        assert "Reply 1 to take it, 2 for other times, 3 for a call." in body
        assert done.texts == 2


def test_promises_move_in_time_or_are_broken_when_it_is_too_late(database_url: str) -> None:
    with office(database_url) as place:
        ahead = _booked(place, place.job(), (13, 15))
        past = _booked(place, place.job(FOX, customer_name="Sam Fox"), (11, 14))
        place.clock.move(timedelta(hours=2, minutes=10))  # 2:10 pm: the second window is over
        done = move_day(place.deps, _day(place, _to_mia(ahead), _tomorrow(past)), by="Ana")
        states = {
            row.visit_id: row.state
            for row in place.sql(
                "SELECT visit_id, state FROM promises WHERE kind = 'arrival' AND state <> 'open'"
            )
        }
        assert states == {ahead: "moved", past: "broken"}
        assert done.arrivals == {"moved": 1, "broken": 1}
        left = place.sql(
            "SELECT p.due_at = v.window_to AS fits, c.phone FROM promises p JOIN visits v"
            " ON v.id = p.visit_id JOIN contractors c ON c.id = p.owner_contractor_id"
            " WHERE p.kind = 'arrival' AND p.state = 'open' ORDER BY v.id"
        )
        assert [tuple(row) for row in left] == [(True, MIA), (True, LUIS)]


def test_to_call_them_takes_the_visit_off_and_promises_the_call(database_url: str) -> None:
    with office(database_url) as place:
        code = place.job()
        visit = _booked(place, code, (13, 15))
        place.sql("DELETE FROM messages")
        move_day(place.deps, _day(place, Wish(visit, "call", call_by="2026-01-13T14:30")), by="Ana")
        assert [m.moment for m in _said(place, DANA)] == ["visit_cancelled"]
        assert "We'll call you with a new time by 2:30 pm" in _said(place, DANA)[0].body
        assert place.sql("SELECT status FROM jobs")[0].status == "waiting"
        owed = place.sql("SELECT kind, state FROM promises WHERE kind <> 'check_in' ORDER BY id")
        assert [tuple(row) for row in owed] == [("arrival", "moved"), ("callback", "open")]
        assert [m.moment for m in _said(place, LUIS)] == ["day_cleared"]


def test_one_choice_that_cannot_be_leaves_everything_as_it_was(database_url: str) -> None:
    with office(database_url) as place:
        one = _booked(place, place.job(), (13, 15))
        two = _booked(place, place.job(FOX, customer_name="Sam Fox"), (15, 17))
        before = _everything(place)
        wrong = Wish(two, "rebook", MIA, "2026-01-12T09:00", "2026-01-12T11:00")
        with pytest.raises(CannotMove, match="is over") as found:
            move_day(place.deps, _day(place, _to_mia(one), wrong), by="Ana")
        assert found.value.visit_id == two
        with pytest.raises(CannotMove, match="has changed"):
            move_day(place.deps, _day(place, _to_mia(one)), by="Ana")
        assert _everything(place) == before


def test_looking_at_it_first_shows_the_very_texts_and_changes_nothing(database_url: str) -> None:
    with office(database_url) as place:
        visit = _booked(place, place.job(), (13, 15))
        before = _everything(place)
        seen = preview_day(place.deps, _day(place, _to_mia(visit)))
        assert _everything(place) == before
        done = move_day(place.deps, _day(place, _to_mia(visit)), by="Ana")
        assert seen.households[0].text.body == done.households[0].text.body
        assert [t.body for _, t in seen.crews] == [t.body for _, t in done.crews]


def test_who_opted_out_is_shown_as_left_out_and_called_instead(database_url: str) -> None:
    with office(database_url) as place:
        visit = _booked(place, place.job(), (13, 15))
        place.sql("UPDATE phones SET consent = 'stopped' WHERE phone = :p", p=DANA)
        seen = preview_day(place.deps, _day(place, _to_mia(visit)))
        assert (seen.households[0].text.state, seen.texts) == ("suppressed", 0)
        move_day(place.deps, _day(place, _to_mia(visit)), by="Ana")
        assert len(place.sql("SELECT 1 FROM tasks WHERE kind = 'call'")) == 1


def test_who_was_told_nothing_yet_hears_nothing_of_the_move(database_url: str) -> None:
    with office(database_url) as place:
        visit = _booked(place, place.job(), (13, 15), tell=False)
        place.sql("DELETE FROM messages")
        done = move_day(place.deps, _day(place, _to_mia(visit)), by="Ana")
        assert done.households[0].text is None
        assert _said(place, DANA) == []
        assert place.sql("SELECT status FROM visits")[0].status == "proposed"
        assert [m.moment for m in _said(place, MIA)] == ["day_added"]


def test_nobody_yet_leaves_the_visit_without_a_crew(database_url: str) -> None:
    with office(database_url) as place:
        visit = _booked(place, place.job(), (13, 15))
        move_day(place.deps, _day(place, _tomorrow(visit, crew="")), by="Ana")
        row = place.sql("SELECT contractor_id, status FROM visits")[0]
        assert (row.contractor_id, row.status) == (None, "accepted")


def test_undo_takes_the_whole_day_back_and_it_can_be_moved_again(database_url: str) -> None:
    with office(database_url) as place:
        kitchen = place.job()
        one = _booked(place, kitchen, (13, 15))
        two = _booked(place, place.job(FOX, customer_name="Sam Fox"), (15, 17))
        place.sql(
            "INSERT INTO tasks (kind, phone, words, opened_at)"
            " VALUES ('sick', :p, 'Luis: all', now())",
            p=LUIS,
        )
        look = "SELECT id, status, contractor_id, window_from, told_at FROM visits ORDER BY id"
        before, jobs = place.sql(look), place.sql("SELECT status FROM jobs ORDER BY id")
        deps = _acting(place)
        call = Wish(two, "call", call_by="2026-01-13T14:30")
        move_day(deps, _day(place, _to_mia(one), call), by="Ana Ruiz")
        new = place.sql(
            "SELECT state FROM messages WHERE moment IN ('day_moved', 'day_added',"
            " 'day_cleared', 'visit_cancelled')"
        )
        assert [row.state for row in new] == ["held"] * 4
        assert place.sql("SELECT 1 FROM tasks WHERE settled_at IS NULL") == []
        assert len(place.sql("SELECT 1 FROM days_off")) == 1
        assert deps.acting is not None
        assert deps.acting.deed_id is not None
        undo_deed(place.deps, deps.acting.deed_id, user_id=deps.acting.user_id or 0, by="Ana")
        assert place.sql(look) == before
        assert place.sql("SELECT status FROM jobs ORDER BY id") == jobs
        assert place.sql("SELECT 1 FROM days_off") == []
        assert len(place.sql("SELECT 1 FROM tasks WHERE settled_at IS NULL")) == 1
        open_ones = place.sql(
            "SELECT kind FROM promises WHERE state = 'open' AND kind <> 'check_in' ORDER BY id"
        )
        assert [row.kind for row in open_ones] == ["arrival", "arrival"]
        move_day(place.deps, _day(place, _to_mia(one), call), by="Ana Ruiz")
        assert _said(place, DANA)[-1].state == "queued"


def test_their_one_takes_every_window_the_text_offered(database_url: str) -> None:
    from fieldcomm.domain.answer import answer
    from fieldcomm.services.apply import apply
    from fieldcomm.services.locked import locked_phone
    from fieldcomm.services.unit import unit

    with office(database_url) as place:
        one = _booked(place, place.job(), (13, 15))
        two = _booked(place, place.job(summary="den carpet"), (15, 16))
        move_day(place.deps, _day(place, _to_mia(one), _tomorrow(two)), by="Ana")
        with unit(place.deps) as work:
            snapshot = locked_phone(work, DANA)
            _, effects = answer(snapshot, "1", said_at=work.now)
            apply(work, [(snapshot, effects)])
        statuses = place.sql("SELECT status FROM visits ORDER BY id")
        assert [row.status for row in statuses] == ["confirmed", "confirmed"]
        assert len(place.sql("SELECT 1 FROM messages WHERE moment = 'visit_confirmed'")) == 1
