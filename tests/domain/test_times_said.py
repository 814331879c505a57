from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldcomm.domain.times import find_when, next_hour
from fieldcomm.domain.working_hours import DEFAULT, parse_working_hours

NEW_YORK = ZoneInfo("America/New_York")
TUESDAY = datetime(2026, 1, 13, 9, 10, tzinfo=NEW_YORK)


def at(text: str, now: datetime = TUESDAY, **more: bool) -> str | None:
    when = find_when(text, now=now, zone=NEW_YORK, **more)
    return when.at.strftime("%m-%d %H:%M") if when else None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("at 3", "01-13 15:00"),
        ("3ish", "01-13 15:00"),
        ("half past 4", "01-13 16:30"),
        ("quarter to 4", "01-13 15:45"),
        ("after 5", "01-13 17:00"),
        ("by 6pm", "01-13 18:00"),
        ("at 1:40", "01-13 13:40"),
        ("at 1340", "01-13 13:40"),
        ("noon", "01-13 12:00"),
        ("tmrw morning", "01-14 09:00"),
        ("tomorrow 3", "01-14 15:00"),
        ("thurs", "01-15 08:00"),
        ("tuesday", "01-20 08:00"),
        ("tuesday at 3", "01-13 15:00"),
        ("next thurs at 2", "01-22 14:00"),
        ("in 20", "01-13 09:30"),
        ("in an hour and a half", "01-13 10:40"),
        ("in 20-30 min", "01-13 09:40"),
        ("2-4pm", "01-13 14:00"),
        ("between 2 and 4", "01-13 14:00"),
        ("Jan 14 at 2", "01-14 14:00"),
        ("1/14", "01-14 08:00"),
        ("the 16th at 9", "01-16 09:00"),
        ("mañana a las 9", "01-14 09:00"),
        ("a las 3 y media", "01-13 15:30"),
        ("a las 4 menos cuarto", "01-13 15:45"),
        ("el jueves", "01-15 08:00"),
        ("mañana por la mañana", "01-14 09:00"),
        ("en media hora", "01-13 09:40"),
    ],
)
def test_times_as_people_write_them(text: str, expected: str) -> None:
    assert at(text) == expected


@pytest.mark.parametrize(
    "text",
    ["call 404-555-0123", "at 14 Oak St", "99:99", "2/31", "today", "in a minute", "3 fans", "good morning", "it cost $3"],
)  # fmt: skip
def test_what_is_no_time_is_none(text: str) -> None:
    assert at(text) is None


def test_a_bare_hour_is_the_next_such_hour_of_the_working_day() -> None:
    four_pm = TUESDAY.replace(hour=16)
    assert next_hour(3, TUESDAY, NEW_YORK) == TUESDAY.replace(hour=15, minute=0)
    assert next_hour(3, four_pm, NEW_YORK).strftime("%a %H:%M") == "Wed 15:00"
    assert next_hour(8, TUESDAY.replace(hour=14), NEW_YORK).strftime("%a %H:%M") == "Wed 08:00"
    friday = four_pm + timedelta(days=3)
    assert next_hour(3, friday, NEW_YORK).strftime("%a %H:%M") == "Mon 15:00"


def test_an_arrival_time_just_gone_means_now_and_one_ahead_is_the_nearest() -> None:
    late = TUESDAY.replace(hour=13, minute=45)
    assert at("1:40", late, near=True) == "01-13 13:45"
    assert at("at 8", TUESDAY.replace(hour=19, minute=30), near=True) == "01-13 20:00"


def test_a_time_the_clocks_skip_moves_forward() -> None:
    saturday = datetime(2026, 3, 7, 12, tzinfo=NEW_YORK)
    assert at("tomorrow at 2:30am", saturday) == "03-08 03:30"


def test_an_hour_ahead_is_an_hour_ahead_across_the_change_of_clocks() -> None:
    before = datetime(2026, 3, 8, 1, 30, tzinfo=NEW_YORK)
    when = find_when("in an hour", now=before, zone=NEW_YORK)
    assert when is not None
    assert when.at.astimezone(UTC) - before.astimezone(UTC) == timedelta(hours=1)


hours_of_day = st.integers(1, 12)
any_moment = st.integers(0, 3 * 366 * 24 * 60).map(
    lambda minute: (datetime(2024, 1, 1, tzinfo=UTC) + timedelta(minutes=minute)).astimezone(
        NEW_YORK
    )
)


@given(hours_of_day, any_moment)
def test_the_next_hour_is_ahead_and_says_that_hour(hour: int, now: datetime) -> None:
    when = next_hour(hour, now, NEW_YORK)
    assert when > now
    assert when.hour % 12 in (hour % 12, (hour + 1) % 12)  # the second only where clocks skip it
    assert when - now < timedelta(days=5)


def test_working_hours_are_parsed_and_know_their_days() -> None:
    hours = parse_working_hours("Mon-Fri 08:00-18:00, Sat 09:00-13:00")
    saturday = TUESDAY.date() + timedelta(days=4)
    assert hours.works_on(saturday)
    assert not hours.works_on(saturday + timedelta(days=1))
    assert not DEFAULT.works_on(saturday)
    assert DEFAULT.next_day(saturday).isoformat() == "2026-01-19"
    assert hours.end_of(saturday).hour == 13


@pytest.mark.parametrize(
    "raw", ["", "Mon-Fri", "mon 08:00-18:00", "Mon 18:00-08:00", "Mon 25:00-26:00"]
)
def test_malformed_working_hours_are_refused(raw: str) -> None:
    with pytest.raises(ValueError, match=r"means nothing|before it starts|must be in|Invalid|hour"):
        parse_working_hours(raw)
