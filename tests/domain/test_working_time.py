"""Working hours, quiet hours, and when somebody can be promised to answer."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from fixtures.household import ANA, ATLANTA, DANA, HOUR, MINUTE, NOW, policy
from hypothesis import given
from hypothesis import strategies as st

from fieldcomm.domain import shifts
from fieldcomm.domain.capacity import due_for_person, owed_in_hour_before
from fieldcomm.domain.policy import Policy
from fieldcomm.domain.snapshot import PhoneView, Snapshot
from fieldcomm.domain.working_hours import DEFAULT, WorkingHours, parse_working_hours

moments = st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1)).map(
    lambda at: at.replace(tzinfo=UTC)
)


@given(moments, st.integers(1, 600))
def test_working_time_ends_in_working_hours_and_never_early(at: datetime, minutes: int) -> None:
    due = shifts.add(DEFAULT, at, timedelta(minutes=minutes), ATLANTA)
    assert due >= at + timedelta(minutes=minutes)
    local = due.astimezone(ATLANTA)
    assert DEFAULT.covers(local)


@given(moments)
def test_the_next_opening_is_now_or_the_first_one_after(at: datetime) -> None:
    opened = shifts.next_open(DEFAULT, at, ATLANTA)
    assert opened >= at
    assert shifts.is_open(DEFAULT, opened, ATLANTA)
    if shifts.is_open(DEFAULT, at, ATLANTA):
        assert opened == at


def test_holidays_are_days_off() -> None:
    hours = WorkingHours(DEFAULT.spans, frozenset({date(2026, 1, 14)}))
    evening = datetime(2026, 1, 13, 23, 30, tzinfo=UTC)
    opened = shifts.next_open(hours, evening, ATLANTA).astimezone(ATLANTA)
    assert f"{opened:%a %H:%M}" == "Thu 08:00"


def test_a_lunch_break_is_no_working_time() -> None:
    hours = parse_working_hours("Mon-Fri 08:00-12:00, Mon-Fri 13:00-17:00")
    at = datetime(2026, 1, 13, 11, 30, tzinfo=ATLANTA).astimezone(UTC)
    due = shifts.add(hours, at, HOUR, ATLANTA).astimezone(ATLANTA)
    assert f"{due:%H:%M}" == "13:30"


@given(moments, st.sampled_from(["America/New_York", "America/Phoenix", "Pacific/Auckland"]))
def test_quiet_hours_end_outside_themselves(at: datetime, name: str) -> None:
    zone, rules = ZoneInfo(name), Policy()
    end = rules.quiet_ends(at, zone)
    assert end >= at
    assert not rules.is_quiet(end, zone)
    before = rules.quiet_starts_before(at, zone)
    assert before <= at
    assert not rules.is_quiet(before, zone)


def test_an_answer_after_hours_is_promised_for_the_next_working_day() -> None:
    friday_night = datetime(2026, 1, 16, 22, 0, tzinfo=ATLANTA).astimezone(UTC)
    snapshot = Snapshot(friday_night, policy(), PhoneView(DANA), office=(ANA,))
    assert f"{due_for_person(snapshot).astimezone(ATLANTA):%a %H:%M}" == "Mon 09:00"


def test_what_is_left_over_from_the_evening_has_its_whole_hour_in_the_morning() -> None:
    evening = datetime(2026, 1, 14, 17, 50, tzinfo=ATLANTA).astimezone(UTC)
    early = parse_working_hours("Mon-Fri 07:30-18:00")  # an hour in which nobody is called is none
    for hours, due in ((DEFAULT, "Thu 09:00"), (early, "Thu 09:00")):
        rules = replace(policy(), working_hours=hours)
        snapshot = Snapshot(evening, rules, PhoneView(DANA), office=(ANA,))
        assert f"{due_for_person(snapshot).astimezone(ATLANTA):%a %H:%M}" == due


def test_no_more_is_promised_in_an_hour_than_people_can_keep() -> None:
    full = tuple(NOW + HOUR - n * MINUTE for n in range(6))
    snapshot = Snapshot(NOW, policy(), PhoneView(DANA), office=(ANA,), owed_at=full)
    due = due_for_person(snapshot)
    assert due > NOW + HOUR
    assert owed_in_hour_before(snapshot, due) < snapshot.policy.callbacks_per_hour
