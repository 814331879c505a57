"""Every zone there is, over every change of its clocks in three years: each local date has its slots,
each slot one check-in, none in quiet hours, and each names a next word that then comes in time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from domain.test_check_in import DANA, of, waiting
from fixtures.figures import Figure
from fixtures.household import DAY

from fieldcomm.domain.check_in import decide_check_in
from fieldcomm.domain.effects import ChangePhone, Guard, OpenPromise, Say
from fieldcomm.domain.next_check_in import next_check_in
from fieldcomm.domain.policy import Policy
from fieldcomm.domain.snapshot import PhoneView, Snapshot

YEARS = range(2026, 2029)
FIRST, LAST = datetime(2026, 1, 1, tzinfo=UTC), datetime(2029, 1, 1, tzinfo=UTC)
POLICY = Policy()
Changes = tuple[tuple[datetime, timedelta], ...]


def changes_of(zone: ZoneInfo) -> Changes:
    """Every moment in the three years at which the clocks change, and to which offset."""
    found, at = [], FIRST
    while at < LAST:
        if at.astimezone(zone).utcoffset() != (at + DAY).astimezone(zone).utcoffset():
            found.append(_change_within(zone, at, at + DAY))
        at += DAY
    return tuple(found)


def _change_within(zone: ZoneInfo, low: datetime, high: datetime) -> tuple[datetime, timedelta]:
    before = low.astimezone(zone).utcoffset()
    while high - low > timedelta(minutes=1):
        middle = low + (high - low) / 2
        low, high = (
            (middle, high) if middle.astimezone(zone).utcoffset() == before else (low, middle)
        )
    offset = high.astimezone(zone).utcoffset()
    assert offset is not None
    return high, offset


def zones() -> dict[str, Changes]:
    return {name: changes_of(ZoneInfo(name)) for name in sorted(available_timezones())}


def alike(found: dict[str, Changes]) -> dict[str, Changes]:
    """One zone for all that keep the same time these three years."""
    one: dict[tuple[Changes, timedelta | None], str] = {}
    for name, changes in found.items():
        one.setdefault((changes, FIRST.astimezone(ZoneInfo(name)).utcoffset()), name)
    return {name: found[name] for name in one.values()}


def days_around(changes: Changes) -> Iterator[date]:
    """Two days before each change; where there is none, some day."""
    for at, _ in changes or ((FIRST + 100 * DAY, timedelta()),):
        yield at.date() - timedelta(days=2)


@pytest.mark.parametrize("which", ["one of each", pytest.param("all", marks=pytest.mark.chaos)])
def test_one_check_in_a_slot_a_local_date_whatever_the_clocks_do(
    which: str, figure: Figure
) -> None:
    found = zones()
    played = found if which == "all" else alike(found)
    said = sum(plays(name, day) for name in played for day in days_around(played[name]))
    changes = sum(map(len, played.values()))
    figure(
        "Time: zones",
        f"{len(played)} zones ({which} of {len(found)}), {changes:,} changes of clocks in"
        f" {len(YEARS)} years: {said:,} check-ins, one a slot a local date, 0 in quiet hours",
    )


def plays(name: str, day: date) -> int:
    """Five days of waiting; returns how many check-ins there were."""
    zone = ZoneInfo(name)
    now = datetime(day.year, day.month, day.day, 12, tzinfo=zone).astimezone(UTC)
    job, phone = waiting(zone=zone, created_at=now - 2 * DAY), PhoneView(DANA, consent="given")
    keys: list[str] = []
    due, end = None, now + 5 * DAY
    while (slot := next_check_in(phone, [job], POLICY, now)) and slot.starts < end:
        now = slot.starts
        assert not POLICY.is_quiet(now, zone), f"{name} {now}"
        assert due is None or now < due <= slot.ends, f"{name}: the word of {due} is not kept"
        effects = decide_check_in(Snapshot(now, POLICY, phone, (job,)), {})
        assert of(Say, effects), f"{name} {now}"
        keys += [guard.key for guard in of(Guard, effects)]
        due = of(OpenPromise, effects)[0].due_at
        assert due - now <= timedelta(hours=25), f"{name} {now}"
        phone = PhoneView(DANA, consent="given", last_check_in_at=now, check_in_wording=len(keys))
        assert of(ChangePhone, effects)
    assert len(keys) == len(set(keys)), name
    whole_days = [day + timedelta(days=n) for n in range(1, 5)]
    missing = [
        f"{name} {one}/{number}"
        for one in whole_days
        for number in (1, 2)
        if not any(key.endswith(f"{one.isoformat()}/{number}") for key in keys)
    ]
    assert not missing
    return len(keys)
