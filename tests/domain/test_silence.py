"""Waking time between two words."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from fieldcomm.domain.policy import Policy
from fieldcomm.domain.silence import waking

ATLANTA = ZoneInfo("America/New_York")
TUESDAY = datetime(2026, 1, 13, tzinfo=ATLANTA)
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("start", "end", "hours"),
    [
        (9.5, 16.5, 7),
        (17, 24 + 9.5, 4.5),  # three in the evening, one and a half in the morning
        (19.75, 24 + 8.25, 0.5),  # to the minute, also where quiet hours begin in between
        (21, 24 + 7, 0),
        (10, 10, 0),
        (17, 48 + 9.5, 16.5),
    ],
)
def test_quiet_hours_do_not_count(start: float, end: float, hours: float) -> None:
    found = waking(TUESDAY + start * HOUR, TUESDAY + end * HOUR, Policy(), ATLANTA)
    assert found == hours * HOUR


def test_quiet_hours_within_one_night_end_too() -> None:
    policy = Policy(quiet=(time(3), time(3, 1)))
    assert waking(TUESDAY, TUESDAY + 24 * HOUR, policy, ATLANTA) == 24 * HOUR - timedelta(minutes=1)
