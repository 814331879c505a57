"""The wait at a door, and who may have the door note."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from fixtures.household import (
    DAY,
    HOUR,
    LUIS,
    MIA,
    MINUTE,
    NOW,
    all_of,
    dana,
    job,
    one,
    snapshot,
    task,
    texts,
    visit,
)

from fieldcomm.domain.desk.back_date import BackDateError
from fieldcomm.domain.desk.door_note import has_served, send_to_crews
from fieldcomm.domain.desk.nobody_home import WAITS, nobody_home, wait_is_over
from fieldcomm.domain.desk.offer_windows import offer_windows
from fieldcomm.domain.effects import OpenPromise, OpenTask, Say, SettleTask
from fieldcomm.domain.snapshot import VisitView
from fieldcomm.domain.visit import VisitStatus
from fieldcomm.domain.working_hours import DEFAULT

TODAY = visit(window_from=NOW + HOUR, window_to=NOW + 3 * HOUR)
WRITTEN = NOW - DAY


def test_the_customer_is_told_the_wait_is_timed_and_a_call_is_owed() -> None:
    house = job(visits=(TODAY,))
    effects = nobody_home(snapshot(house), house, TODAY, at=NOW, by="Ana")
    assert texts(effects) == ["nobody_home"]
    assert one(effects, OpenTask).climb == WAITS
    assert one(effects, OpenPromise).kind == "callback"


@pytest.mark.parametrize(
    ("ago", "left"), [(5 * MINUTE, 10 * MINUTE), (HOUR, MINUTE / 60), (3 * DAY, MINUTE / 60)]
)
def test_the_wait_runs_from_when_they_came(ago: timedelta, left: timedelta) -> None:
    house = job(visits=(TODAY,))
    effects = nobody_home(snapshot(house), house, TODAY, at=NOW - ago, by="Ana")
    assert one(effects, OpenTask).climb == left


def test_who_comes_again_waits_again() -> None:
    """On another day where there is no visit, and for a visit that was moved."""
    bare, moved = job(visits=()), replace(TODAY, version=TODAY.version + 2)

    def key(visit_: VisitView | None, at: datetime) -> str | None:
        house = bare if visit_ is None else job(visits=(visit_,))
        return one(nobody_home(snapshot(house), house, visit_, at=at, by="Ana"), OpenTask).once

    assert key(None, NOW) == key(None, NOW - 5 * MINUTE)
    assert key(None, NOW) != key(None, NOW - DAY)
    assert key(TODAY, NOW) == key(TODAY, NOW - 5 * MINUTE)
    assert key(TODAY, NOW) != key(moved, NOW)


def test_nobody_waits_at_the_door_of_a_visit_that_is_over() -> None:
    gone = visit(status=VisitStatus.DONE)
    house = job(visits=(gone,))
    with pytest.raises(BackDateError):
        nobody_home(snapshot(house), house, gone, at=NOW, by="Ana")


@pytest.mark.parametrize(("heard", "calls"), [(None, 1), (NOW - HOUR, 1), (NOW, 0)])
def test_the_end_of_the_wait_is_a_call_unless_they_answered(heard: object, calls: int) -> None:
    waiting = task(kind="nobody_home", opened_at=NOW - 15 * MINUTE)
    house = job()
    effects = wait_is_over(snapshot(house, phone=dana(last_in_at=heard)), waiting)
    assert len(all_of(effects, OpenTask)) == calls
    assert len(all_of(effects, SettleTask)) == 1


def test_only_the_crew_that_comes_today_gets_the_door_note() -> None:
    tomorrow = visit(8, contractor=MIA)
    house = job(visits=(TODAY, tomorrow), contractor=MIA)
    sent = one(send_to_crews(snapshot(house), house, "Gate 4471", WRITTEN), Say)
    assert sent.to == LUIS.phone


@pytest.mark.parametrize(
    "status", [VisitStatus.PROPOSED, VisitStatus.MISSED, VisitStatus.DONE, VisitStatus.CANCELLED]
)
def test_nobody_who_has_not_taken_the_visit_gets_it(status: VisitStatus) -> None:
    house = job(visits=(visit(status=status, window_from=NOW, window_to=NOW + HOUR),))
    assert send_to_crews(snapshot(house), house, "Gate 4471", WRITTEN) == []


def test_it_has_served_when_the_visit_is_over_or_its_day_has_passed() -> None:
    coming, left = job(visits=(TODAY,)), visit(status=VisitStatus.DONE, left_at=NOW)
    later = NOW + DAY
    assert not has_served(snapshot(coming), coming, WRITTEN, later)
    assert has_served(snapshot(coming), coming, WRITTEN, NOW)
    house = job(visits=(left,))
    assert has_served(snapshot(house), house, WRITTEN, later)
    again = job(visits=(left, TODAY))
    assert not has_served(snapshot(again), again, WRITTEN, later)
    for_the_next = job(visits=(left,))
    assert not has_served(snapshot(for_the_next), for_the_next, NOW + MINUTE, later)


def test_windows_offered_are_ahead_and_in_working_hours() -> None:
    found = offer_windows(NOW, job().zone, DEFAULT)
    assert found[0].starts == NOW + 3 * HOUR
    assert all(w.starts >= NOW + HOUR for w in found)
    assert len({w.day for w in found}) == 4
    assert all(w.day.weekday() < 5 for w in found)
