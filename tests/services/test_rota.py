"""The rota says who is on, and what somebody off shift owes goes to those who are."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from web.office import ANA, BO, DANA, FOX, LUIS, Office, office

from fieldcomm.domain.snapshot import Person
from fieldcomm.services import rota
from fieldcomm.services.acting import Acting
from fieldcomm.services.errors import Refused
from fieldcomm.services.hand_over import hand_over_all, read_hand_over
from fieldcomm.services.promise_work import add_callback
from fieldcomm.services.run_ladders import run_ladders
from fieldcomm.services.undo import undo_deed
from fieldcomm.services.unit import unit
from fieldcomm.services.visits import book
from fieldcomm.services.work_days import day_load
from fieldcomm.store.queries.snapshots import People

TUESDAY = date(2026, 1, 13)


def _id(place: Office, phone: str) -> int:
    return int(place.sql("SELECT id FROM users WHERE phone = :p", p=phone)[0].id)


def _people(place: Office) -> dict[str | None, Person]:
    with unit(place.deps) as work:
        return {p.phone: p for p in People(work.session, work.now).users.values()}


def _shift(place: Office, phone: str, kind: str, start: str, end: str, day: date = TUESDAY) -> None:
    rota.add_shifts(
        place.deps, user_id=_id(place, phone), kind=kind, days=[day], start=start, end=end
    )


def test_without_a_rota_everything_is_as_the_users_say(database_url: str) -> None:
    with office(database_url) as place:
        place.sql("UPDATE users SET on_call = (phone = :p)", p=BO)
        people = _people(place)
        assert [(people[p].on_call, people[p].on_shift) for p in (ANA, BO)] == [
            (False, None),
            (True, None),
        ]


def test_on_call_times_win_while_they_name_somebody_with_a_phone(database_url: str) -> None:
    with office(database_url) as place:
        place.sql("UPDATE users SET on_call = (phone = :p)", p=BO)
        _shift(place, ANA, "on_call", "11:00", "13:00")
        assert [_people(place)[p].on_call for p in (ANA, BO)] == [True, False]
        place.clock.move(timedelta(hours=1))  # 1 pm: the rota names nobody, so who always is
        assert [_people(place)[p].on_call for p in (ANA, BO)] == [False, True]


def test_a_night_on_call_ends_the_next_morning(database_url: str) -> None:
    with office(database_url) as place:
        place.sql("UPDATE users SET on_call = false")
        _shift(place, ANA, "on_call", "18:00", "08:00")
        place.clock.move(timedelta(hours=19))  # 7 am on Wednesday
        assert _people(place)[ANA].on_call
        place.clock.move(timedelta(hours=1))
        assert not _people(place)[ANA].on_call


def test_who_is_off_shift_hands_over_at_the_next_prompt_to_who_is_on(database_url: str) -> None:
    with office(database_url) as place:
        place.sql("UPDATE users SET on_call = false")
        _shift(place, ANA, "shift", "08:00", "12:30")
        _shift(place, BO, "shift", "12:00", "18:00")
        add_callback(place.deps, place.job(), due="2026-01-13T14:00", owner_phone=ANA)
        place.clock.move(timedelta(minutes=91))  # half an hour before it is due, Ana is off
        run_ladders(place.deps)
        owner = place.sql(
            "SELECT u.phone FROM promises p JOIN users u ON u.id = p.owner_user_id"
            " WHERE p.kind = 'callback'"
        )
        assert owner[0].phone == BO
        prompts = place.sql("SELECT phone FROM messages WHERE moment = 'prompt'")
        assert [row.phone for row in prompts] == [BO]


def test_the_week_before_is_copied_by_the_clock_on_the_wall_and_nothing_twice(
    database_url: str,
) -> None:
    with office(database_url) as place:
        winter = date(2026, 3, 5)  # summer time begins on March 8
        _shift(place, ANA, "shift", "08:00", "16:00", winter)
        for _ in range(2):
            rota.copy_last_week(place.deps, winter + timedelta(days=7))
        page = rota.read_rota(place.deps, winter + timedelta(days=7))
        (entry,) = page.entries[(_id(place, ANA), winter + timedelta(days=7))]
        assert entry.starts_at.astimezone(page.zone).hour == 8
        with pytest.raises(Refused, match="nobody in it"):
            rota.copy_last_week(place.deps, winter)


def test_times_nobody_with_a_phone_is_on_call_are_warned_of(database_url: str) -> None:
    with office(database_url) as place:
        _shift(place, ANA, "on_call", "12:00", "20:00")
        page = rota.read_rota(place.deps, TUESDAY)
        assert page.planned
        assert page.holes[0][0].astimezone(page.zone).hour == 20
        place.sql("UPDATE users SET phone = NULL WHERE phone = :p", p=BO)
        bo = place.sql("SELECT id FROM users WHERE phone IS NULL")[0].id
        with pytest.raises(Refused, match="no phone"):
            rota.add_shifts(
                place.deps, user_id=bo, kind="on_call", days=[TUESDAY], start="20:00", end="08:00"
            )


def test_a_day_of_our_own_moves_what_is_promised_and_can_be_given_back(database_url: str) -> None:
    with office(database_url) as place:
        wednesday = TUESDAY + timedelta(days=1)
        rota.close_on(place.deps, wednesday)
        with unit(place.deps) as work:
            assert not work.policy.working_hours.works_on(wednesday)
        assert rota.read_rota(place.deps, wednesday).closed[wednesday] == "our day off"
        rota.open_on(place.deps, wednesday)
        with unit(place.deps) as work:
            assert work.policy.working_hours.works_on(wednesday)
        for day in (TUESDAY - timedelta(days=1), None):
            with pytest.raises(Refused):
                rota.close_on(place.deps, day)


def test_everything_owed_changes_hands_in_one_action_with_one_text(database_url: str) -> None:
    with office(database_url) as place:
        one, two = place.job(), place.job(FOX, customer_name="Sam Fox")
        add_callback(place.deps, one, due="2026-01-13T15:00", owner_phone=ANA)
        add_callback(place.deps, two, due="2026-01-13T16:00", owner_phone=ANA)
        ana, bo = _id(place, ANA), _id(place, BO)
        place.sql("UPDATE jobs SET owner_id = :a", a=ana)
        page = read_hand_over(place.deps, ana)
        assert [p.code for p in page.promises] == [one, two]
        assert page.jobs == 2
        steps = place.sql("SELECT next_step_at FROM promises WHERE kind = 'callback' ORDER BY id")
        acting = Acting("hand over form", "hand_over", ana, "Ana Ruiz")
        moved = hand_over_all(
            replace(place.deps, acting=acting),
            ana,
            to={p.id: bo for p in page.promises},
            jobs_to=bo,
            note="Dana likes texts better",
            by="Ana Ruiz",
        )
        assert moved == 4
        said = place.sql("SELECT phone, body, state FROM messages WHERE moment = 'handed_over'")
        assert [(row.phone, row.state) for row in said] == [(BO, "held")]
        assert one in said[0].body
        assert two in said[0].body
        assert "Dana likes texts better" in said[0].body
        owners = "SELECT DISTINCT owner_user_id FROM promises WHERE kind = 'callback'"
        assert [row.owner_user_id for row in place.sql(owners)] == [bo]
        assert (
            place.sql("SELECT next_step_at FROM promises WHERE kind = 'callback' ORDER BY id")
            == steps
        )
        assert acting.deed_id is not None
        undo_deed(place.deps, acting.deed_id, user_id=ana, by="Ana Ruiz")
        assert [row.owner_user_id for row in place.sql(owners)] == [ana]
        assert place.sql("SELECT DISTINCT owner_id FROM jobs")[0].owner_id == ana


def test_what_is_settled_meanwhile_or_nobodys_is_refused_and_nothing_moves(
    database_url: str,
) -> None:
    with office(database_url) as place:
        add_callback(place.deps, place.job(), due="2026-01-13T15:00", owner_phone=ANA)
        ana, bo = _id(place, ANA), _id(place, BO)
        promise = place.sql("SELECT id FROM promises WHERE kind = 'callback'")[0].id
        for to, words in (({promise: ana}, "somebody else"), ({promise + 99: bo}, "look once")):
            with pytest.raises(Refused, match=words):
                hand_over_all(place.deps, ana, to=to, jobs_to=None, note="", by="Ana")
        with pytest.raises(Refused, match="Nothing was chosen"):
            hand_over_all(place.deps, ana, to={}, jobs_to=None, note="", by="Ana")
        assert place.sql("SELECT 1 FROM messages WHERE moment = 'handed_over'") == []


def test_the_load_of_a_day_counts_visits_by_contractor(database_url: str) -> None:
    with office(database_url) as place:
        for phone in (DANA, FOX):
            times = {"window_from": "2026-01-14T00:30", "window_to": "2026-01-14T02:00"}
            book(place.deps, place.job(phone), contractor_phone=LUIS, **times)
        book(
            place.deps,
            place.job("+14045550125"),
            window_from="2026-01-14T23:30",
            window_to="2026-01-15T01:00",
        )
        luis = place.sql("SELECT id FROM contractors WHERE phone = :p", p=LUIS)[0].id
        with unit(place.deps) as work:
            assert day_load(work, date(2026, 1, 14)) == {luis: 2, None: 1}
            assert day_load(work, date(2026, 1, 15)) == {}
