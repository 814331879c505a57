"""Slots: the same wall-clock times every local day, whatever the clocks do."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

from hypothesis import given
from hypothesis import strategies as st

from fieldcomm.domain.policy import Policy
from fieldcomm.domain.slots import slot_at, slots_after, slots_on

ATLANTA = ZoneInfo("America/New_York")
ZONES = sorted(available_timezones())
zones = st.sampled_from(ZONES).map(ZoneInfo)
days = st.dates(date(2026, 1, 1), date(2028, 12, 31))
POLICY = Policy()


@given(zones, days)
def test_every_local_day_has_both_slots_in_order(zone: ZoneInfo, day: date) -> None:
    first, second = slots_on(day, POLICY, zone)
    assert (first.number, second.number) == (1, 2)
    assert first.starts < second.starts
    assert first.ends - first.starts == POLICY.check_in_spread
    assert second.starts.tzinfo is UTC


@given(zones, days)
def test_slots_stand_where_the_wall_clock_says_unless_it_skips_that_time(
    zone: ZoneInfo, day: date
) -> None:
    for slot, at in zip(slots_on(day, POLICY, zone), POLICY.check_in_times, strict=True):
        local = slot.starts.astimezone(zone)
        assert local.date() == day or zone.key == "Pacific/Kwajalein"
        skipped = local.replace(tzinfo=None) != datetime.combine(day, at)
        if skipped:
            before = local - timedelta(hours=3)
            assert before.utcoffset() != (local + timedelta(hours=3)).utcoffset()


@given(zones, days, st.integers(0, 24 * 60 - 1))
def test_a_moment_in_a_slot_finds_it_and_the_next_ones_come_later(
    zone: ZoneInfo, day: date, minutes: int
) -> None:
    at = datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(minutes=minutes)
    slot = slot_at(at, POLICY, zone)
    if slot is not None:
        assert slot.starts <= at <= slot.ends
    following = slots_after(at, POLICY, zone)
    assert all(s.starts > at for s in following)
    assert following == sorted(following, key=lambda s: s.starts)
    assert len({(s.day, s.number) for s in following}) == len(following)


def test_the_clocks_going_forward_and_back_change_nothing_on_the_wall() -> None:
    for change in (date(2026, 3, 8), date(2026, 11, 1)):
        for day in (change - timedelta(days=1), change, change + timedelta(days=1)):
            local = [s.starts.astimezone(ATLANTA) for s in slots_on(day, POLICY, ATLANTA)]
            assert [f"{at:%H:%M}" for at in local] == ["09:30", "16:30"]


def test_a_slot_the_clocks_skip_moves_forward_with_them() -> None:
    from datetime import time

    night = Policy(check_in_times=(time(2, 30),))
    (slot,) = slots_on(date(2026, 3, 8), night, ATLANTA)
    assert f"{slot.starts.astimezone(ATLANTA):%H:%M}" == "03:30"
