"""A time rounded up is one of the clock's, never earlier than the one it was made of."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from fieldcomm.domain.times import up_to

TWO = datetime(2026, 1, 14, 14, 0, tzinfo=UTC)


@pytest.mark.parametrize("minutes", [5, 15])
def test_a_full_time_stays(minutes: int) -> None:
    assert up_to(TWO, minutes) == TWO


@pytest.mark.parametrize("past", [timedelta(microseconds=1), timedelta(seconds=30)])
def test_a_moment_past_a_full_time_is_the_next(past: timedelta) -> None:
    assert up_to(TWO + past, 5) == TWO + timedelta(minutes=5)
    assert up_to(TWO + past, 15) == TWO + timedelta(minutes=15)


def test_the_last_of_the_hour_is_the_next_hour() -> None:
    assert up_to(TWO + timedelta(minutes=57), 15) == TWO + timedelta(hours=1)
