"""How times are said, in the recipient's zone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from fieldcomm.messaging.spoken import English, Spanish, speaker

NEW_YORK = "America/New_York"
NOW = datetime(2025, 1, 13, 15, tzinfo=UTC)  # Monday, 10 am in New York


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """A time on a day of January 2025 as New York's clocks show it."""
    return datetime(2025, 1, day, hour, minute, tzinfo=UTC) + timedelta(hours=5)


def say(language: type, how: str, *times: datetime) -> str:
    speak = speaker(NEW_YORK, NOW)
    return getattr(language, how)(*(speak(time) for time in times))


@pytest.mark.parametrize(
    ("how", "time", "english", "spanish"),
    [
        ("clock", at(13, 13, 40), "1:40 pm", "1:40 pm"),
        ("clock", at(13, 13), "1 pm", "1 pm"),
        ("clock", at(13, 9, 5), "9:05 am", "9:05 am"),
        ("clock", at(13, 0, 15), "12:15 am", "12:15 am"),
        ("clock", at(13, 12), "noon", "12 pm"),
        ("day", at(13, 23, 59), "today", "hoy"),
        ("day", at(14, 0), "tomorrow", "mañana"),
        ("day", at(12, 9), "yesterday", "ayer"),
        ("day", at(21, 9), "Tue Jan 21", "el mar 21 ene"),
        ("by", at(13, 17, 30), "by 5:30 pm", "antes de las 5:30 pm"),
        ("by", at(13, 13), "by 1 pm", "antes de la 1 pm"),
        ("by", at(14, 10, 30), "by 10:30 am tomorrow", "mañana antes de las 10:30 am"),
        ("by", at(16, 10, 30), "by Thu 10:30 am", "el jue antes de las 10:30 am"),
        ("by", at(21, 10, 30), "by Tue Jan 21, 10:30 am", "el mar 21 ene antes de las 10:30 am"),
        ("by", at(12, 15), "by 3 pm yesterday", "ayer antes de las 3 pm"),
        ("at", at(13, 15), "at 3 pm", "a las 3 pm"),
        ("at", at(14, 15), "at 3 pm tomorrow", "mañana a las 3 pm"),
        ("at", at(16, 13), "Thu at 1 pm", "el jue a la 1 pm"),
        ("around", at(13, 13, 40), "about 1:40 pm", "hacia la 1:40 pm"),
    ],
)
def test_a_time_is_said_as_people_say_it(
    how: str, time: datetime, english: str, spanish: str
) -> None:
    assert say(English, how, time) == english
    assert say(Spanish, how, time) == spanish


@pytest.mark.parametrize(
    ("start", "end", "english", "spanish"),
    [
        (at(21, 13), at(21, 15), "Tue Jan 21 between 1 and 3 pm", "el mar 21 ene entre la 1 y las 3 pm"),
        (at(13, 11), at(13, 13), "today between 11 am and 1 pm", "hoy entre las 11 am y la 1 pm"),
        (at(14, 12), at(14, 14), "tomorrow between 12 and 2 pm", "mañana entre las 12 y las 2 pm"),
        (at(14, 10), at(14, 12), "tomorrow between 10 am and noon", "mañana entre las 10 am y las 12 pm"),
        (at(14, 9, 30), at(14, 11), "tomorrow between 9:30 and 11 am", "mañana entre las 9:30 y las 11 am"),
    ],
)  # fmt: skip
def test_a_window_says_its_day_and_both_ends(
    start: datetime, end: datetime, english: str, spanish: str
) -> None:
    assert say(English, "window", start, end) == english
    assert say(Spanish, "window", start, end) == spanish


def test_hours_are_short_for_lists() -> None:
    assert say(English, "hours", at(13, 9), at(13, 11)) == "9-11 am"
    assert say(Spanish, "hours", at(13, 9), at(13, 11)) == "9 a 11 am"


def test_today_is_the_recipients_today() -> None:
    late = datetime(2025, 1, 14, 4, 30, tzinfo=UTC)  # still Monday evening in New York
    assert English.day(speaker(NEW_YORK, late)(late)) == "today"
    assert English.clock(speaker(NEW_YORK, late)(late)) == "11:30 pm"
    assert English.clock(speaker("Pacific/Honolulu", late)(late)) == "6:30 pm"


def test_a_day_with_daylight_saving_is_one_day() -> None:
    before = datetime(2025, 3, 8, 15, tzinfo=UTC)
    after = datetime(2025, 3, 9, 14, tzinfo=UTC)  # 23 hours later, the same clock
    assert English.when(speaker(NEW_YORK, before)(after)) == "10 am tomorrow"


def test_a_naive_time_is_refused() -> None:
    with pytest.raises(ValueError, match="not an aware time"):
        speaker(NEW_YORK, NOW)("2025-01-13T15:00:00")
