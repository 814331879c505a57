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
        ("in abt 25", "01-13 09:35"),
        ("in about twenty five minutes", "01-13 09:35"),
        ("twenty-five minutes from now", "01-13 09:35"),
        ("in 45ish", "01-13 09:55"),
        ("another hour and a half from now", "01-13 10:40"),
        ("around 1:15ish", "01-13 13:15"),
        ("between 2 and 3", "01-13 14:00"),
        ("by 6 tonight", "01-13 18:00"),
        ("at noon", "01-13 12:00"),
        ("mid morning", "01-13 10:00"),
        ("tomorrow at 8", "01-14 08:00"),
        ("this afternoon at 4", "01-13 16:00"),
        ("thursday 2pm", "01-15 14:00"),
        ("the 15th at 10", "01-15 10:00"),
        ("1/15 at 3", "01-15 15:00"),
        ("1330", "01-13 13:30"),
        ("1430 hrs", "01-13 14:30"),
        ("at 1430hrs", "01-13 14:30"),
        ("2 o clock", "01-13 14:00"),
        ("2 oclock", "01-13 14:00"),
        ("two o'clock", "01-13 14:00"),
        ("tomorow at 9", "01-14 09:00"),
        ("tmw 10am", "01-14 10:00"),
        ("2mrw at 11", "01-14 11:00"),
        ("in 15 mins", "01-13 09:25"),
        ("in 30min", "01-13 09:40"),
        ("in 1hr", "01-13 10:10"),
        ("in an hr and a half", "01-13 10:40"),
        ("in hr and a half", "01-13 10:40"),
        ("in 1.5 hrs", "01-13 10:40"),
        ("in 1 1/2 hours", "01-13 10:40"),
        ("in one and a half hours", "01-13 10:40"),
        ("in 2 and a half hours", "01-13 11:40"),
        ("in 1 hr 15 min", "01-13 10:25"),
        ("in 1hr 15", "01-13 10:25"),
        ("in an hour and 20 minutes", "01-13 10:30"),
        ("in an hour twenty", "01-13 10:30"),
        ("en unos 20 minutos", "01-13 09:30"),
        ("como a las 5", "01-13 17:00"),
        ("después de las 5", "01-13 17:00"),
        ("el jueves a las 2", "01-15 14:00"),
        ("a mediodía", "01-13 12:00"),
        ("hasta las 6", "01-13 18:00"),
        ("en hora y media", "01-13 10:40"),
        ("en una hora y media", "01-13 10:40"),
        ("en una hora", "01-13 10:10"),
        ("en un par de horas", "01-13 11:10"),
        ("cuarto para las 4", "01-13 15:45"),
        ("diez para las 4", "01-13 15:50"),
        ("a las cuatro y cuarto", "01-13 16:15"),
        ("a las 3 y 20", "01-13 15:20"),
        ("a la una", "01-13 13:00"),
        ("a la 1", "01-13 13:00"),
        ("el 15 a las 10", "01-15 10:00"),
        ("el viernes por la mañana", "01-16 09:00"),
        ("mañana en la tarde", "01-14 13:00"),
        ("esta tarde a las 4", "01-13 16:00"),
        ("hoy a las 5", "01-13 17:00"),
        ("a las dos de la tarde", "01-13 14:00"),
        ("a las 9 de la mañana", "01-14 09:00"),
        ("ten of two", "01-13 13:50"),
        ("at ten of two", "01-13 13:50"),
        ("ten till three", "01-13 14:50"),
        ("10 til 3", "01-13 14:50"),
        ("5 after 2", "01-13 14:05"),
        ("quarter to four", "01-13 15:45"),
        ("a quarter of 4", "01-13 15:45"),
        ("qtr past 3", "01-13 15:15"),
        ("half 3", "01-13 15:30"),
        ("half past three", "01-13 15:30"),
        ("three thirty", "01-13 15:30"),
        ("at three-thirty", "01-13 15:30"),
        ("two forty five", "01-13 14:45"),
        ("ten fifteen", "01-13 10:15"),
        ("at four", "01-13 16:00"),
        ("2:30ish", "01-13 14:30"),
        ("@ 3", "01-13 15:00"),
        ("@3pm", "01-13 15:00"),
        ("at 3 p.m.", "01-13 15:00"),
        ("at 330", "01-13 15:30"),
        ("330 pm", "01-13 15:30"),
        ("at 11:30a", "01-13 11:30"),
        ("11a", "01-13 11:00"),
        ("around 11 or 12", "01-13 11:00"),
        ("from 2 to 4", "01-13 14:00"),
        ("2 to 4 pm", "01-13 14:00"),
        ("fri between 9 and 11", "01-16 09:00"),
        ("friday 9-11", "01-16 09:00"),
        ("fri at 10", "01-16 10:00"),
        ("Wed @ 2", "01-14 14:00"),
        ("on wednesday the 14th at 2", "01-14 14:00"),
        ("jan 15 3pm", "01-15 15:00"),
        ("january 15th at 3", "01-15 15:00"),
        ("15th of january 3pm", "01-15 15:00"),
        ("next monday at 10", "01-19 10:00"),
        ("next tuesday at 10", "01-20 10:00"),
        ("day after tomorrow at 1", "01-15 13:00"),
        ("in 2 days at 9", "01-15 09:00"),
        ("at 7 in the morning", "01-14 07:00"),
        ("7 in the evening", "01-13 19:00"),
        ("at 8 tonight", "01-13 20:00"),
        ("tonight around 7:30", "01-13 19:30"),
        ("after 5 tomorrow", "01-14 17:00"),
        ("tomorrow after 5", "01-14 17:00"),
        ("before 10 tomorrow", "01-14 10:00"),
        ("by noon tomorrow", "01-14 12:00"),
        ("tomorrow noon", "01-14 12:00"),
        ("tomorrow noonish", "01-14 12:00"),
        ("within the next hour", "01-13 10:10"),
        ("within an hour", "01-13 10:10"),
        ("in half an hr", "01-13 09:40"),
        ("in a half hour", "01-13 09:40"),
        ("half hour from now", "01-13 09:40"),
        ("in 3/4 of an hour", "01-13 09:55"),
        ("three quarters of an hour from now", "01-13 09:55"),
        ("in a couple hours", "01-13 11:10"),
        ("in a few hours", "01-13 12:10"),
        ("in 20 or 30 min", "01-13 09:40"),
        ("in 20/30 min", "01-13 09:40"),
        ("in twenty to thirty minutes", "01-13 09:40"),
        ("in five", "01-13 09:15"),
        ("in 5", "01-13 09:15"),
        ("in fifteen", "01-13 09:25"),
        ("3 hours from now", "01-13 12:10"),
        ("first thing tomorrow", "01-14 08:00"),
        ("tomorrow first thing", "01-14 08:00"),
        ("good morning can you at 3", "01-13 15:00"),
        ("Morning, at 3", "01-13 15:00"),
        ("Morning! 3pm pls", "01-13 15:00"),
        ("Good afternoon at 2:30", "01-13 14:30"),
        ("Buenas tardes a las 3", "01-13 15:00"),
        ("Buenos días a las 3", "01-13 15:00"),
        ("3 in the afternoon", "01-13 15:00"),
        ("3 this afternoon", "01-13 15:00"),
        ("tuesday at 8", "01-20 08:00"),
        ("at 8", "01-14 08:00"),
        ("at 9", "01-14 09:00"),
        ("at 10", "01-13 10:00"),
        ("18:00", "01-13 18:00"),
        ("at 6", "01-13 18:00"),
        ("1115 call me", "01-13 11:15"),
        ("call me 1115", "01-13 11:15"),
        ("call me 230", "01-13 14:30"),
        ("230 works", "01-13 14:30"),
        ("at about ten fifty", "01-13 10:50"),
        ("one thirty", "01-13 13:30"),
        ("at 12", "01-13 12:00"),
        ("at 12:30", "01-13 12:30"),
        ("at 1", "01-13 13:00"),
        ("3pm on the 20th", "01-20 15:00"),
        ("el 20 de enero a las 3", "01-20 15:00"),
        ("pasado mañana a las 10", "01-15 10:00"),
        ("el lunes a las 9 y media", "01-19 09:30"),
        ("a las 5 pm", "01-13 17:00"),
        ("5 de la tarde", "01-13 17:00"),
        ("como en una hora", "01-13 10:10"),
        ("dentro de dos horas", "01-13 11:10"),
        ("en 45", "01-13 09:55"),
        ("al mediodia", "01-13 12:00"),
        ("tipo 4", "01-13 16:00"),
        ("a eso de las 4", "01-13 16:00"),
        ("en la mañana a las 10", "01-13 10:00"),
        ("mañana temprano", "01-14 09:00"),
        ("saturday at noon", "01-17 12:00"),
        ("sat 10ish", "01-17 10:00"),
    ],
)
def test_times_as_people_write_them(text: str, expected: str) -> None:
    assert at(text) == expected


@pytest.mark.parametrize(
    "text",
    ["call 404-555-0123", "at 14 Oak St", "at 14 oak", "99:99", "2/31", "today", "in a minute", "3 fans", "good morning", "it cost $3",
     "45ish", "at 45ish", "2-4", "after lunch", "sometime after lunch", "after work", "asap", "in a bit", "later", "my appt this morning ran long, 2 works", "gate code 1230", "code is 4411", "unit 1130", "apt 915", "1130 Peachtree", "300 dollars", "2 of 4 fans", "10 of the 12 fans", "give me 20 fans", "half 2 fans", "12", "al rato"],
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
