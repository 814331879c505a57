"""Times on pages: short, and never without their zone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from fieldcomm.web.formats import ago, clock, how_long, until, when, window

ATLANTA = ZoneInfo("America/New_York")
NOW = datetime(2026, 1, 13, 12, tzinfo=ATLANTA).astimezone(UTC)
HOUR = timedelta(hours=1)


def test_a_time_today_tomorrow_and_later() -> None:
    assert when(NOW + 2 * HOUR, NOW, ATLANTA) == "2:00 pm EST"
    assert when(NOW + 24 * HOUR, NOW, ATLANTA) == "tomorrow 12:00 pm EST"
    assert when(NOW - 24 * HOUR, NOW, ATLANTA) == "yesterday 12:00 pm EST"
    assert when(NOW + 72 * HOUR, NOW, ATLANTA) == "Fri Jan 16, 12:00 pm EST"
    assert when(NOW + 365 * 24 * HOUR, NOW, ATLANTA) == "Wed Jan 13 2027, 12:00 pm EST"


def test_the_zone_follows_the_season_and_the_place() -> None:
    july = datetime(2026, 7, 1, 18, 5, tzinfo=UTC)
    assert clock(july, ATLANTA) == "2:05 pm EDT"
    assert clock(july, ZoneInfo("America/Phoenix")) == "11:05 am MST"
    assert clock(july, ZoneInfo("Asia/Kathmandu")) == "11:50 pm UTC+0545"


def test_windows_name_the_day_once() -> None:
    assert window(NOW + HOUR, NOW + 3 * HOUR, NOW, ATLANTA) == "1:00–3:00 pm EST"
    assert window(NOW + 23 * HOUR, NOW + 25 * HOUR, NOW, ATLANTA) == "tomorrow 11:00 am–1:00 pm EST"
    assert window(NOW + 8 * HOUR, NOW + 13 * HOUR, NOW, ATLANTA) == "8:00 pm–Wed Jan 14 1:00 am EST"


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (25, "in 25 min"),
        (0, "now"),
        (-40, "40 min late"),
        (60, "in 1 h"),
        (200, "in 3 h 20 min"),
        (3000, "in 2 days"),
    ],
)
def test_time_left(minutes: int, words: str) -> None:
    assert until(NOW + timedelta(minutes=minutes), NOW) == words


def test_how_long_ago() -> None:
    assert ago(NOW, NOW) == "just now"
    assert ago(NOW - 3 * HOUR, NOW) == "3 h ago"
    assert how_long(timedelta(seconds=20)) == "20 s"
