"""Which slots, quiet hours and working hours a company may choose: no word may be named and then
not be kept."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import time, timedelta
from itertools import pairwise

from fieldcomm.domain.policy import Policy

NIGHT = (time(21), time(8))  # nobody is texted about a job then, whatever a company prefers
MOST_SLOTS = 4
AWAKE = 8 * 60  # the fewest minutes of the day in which texts may leave


def slot_in_quiet_hours(policy: Policy) -> time | None:
    """The first slot that begins or ends in quiet hours: it would be named and then not kept."""
    start, end = map(_minute, policy.quiet)
    spread = int(policy.check_in_spread.total_seconds()) // 60
    for at in policy.check_in_times:
        for minute in (_minute(at), _minute(at) + spread):
            if _within(minute % (24 * 60), start, end):
                return at
    return None


def slot_problem(policy: Policy) -> str | None:
    """What is wrong with the slots, as the end of a sentence; None: they can be kept."""
    times = sorted(policy.check_in_times)
    if len(times) > MOST_SLOTS:
        return f"may be at most {MOST_SLOTS} a day: more is noise"
    if any(gap < policy.check_in_gap for gap in _gaps(times)):
        hours = int(policy.check_in_gap / timedelta(hours=1))
        return f"must be {hours} hours apart: the second would be left out"
    if (at := slot_in_quiet_hours(policy)) is not None:
        quiet = f"{policy.quiet[0]:%H:%M}-{policy.quiet[1]:%H:%M}"
        return f"must lie outside the quiet hours {quiet}, and the one at {at:%H:%M} does not"
    return None


def quiet_problem(quiet: tuple[time, time]) -> str | None:
    """What is wrong with quiet hours, as the end of a sentence."""
    start, end = quiet
    if start <= end or start > NIGHT[0] or end < NIGHT[1]:
        return f"must cover the night, {NIGHT[0]:%H:%M}-{NIGHT[1]:%H:%M} at least"
    if _minute(start) - _minute(end) < AWAKE:
        return "must leave eight hours of the day in which texts may leave"
    return None


def _gaps(times: list[time]) -> Iterator[timedelta]:
    for first, second in pairwise(times):
        yield timedelta(minutes=_minute(second) - _minute(first))


def _minute(at: time) -> int:
    return at.hour * 60 + at.minute


def _within(minute: int, start: int, end: int) -> bool:
    """Strictly inside: a slot may end at the very minute the quiet hours begin."""
    if start > end:
        return minute > start or minute < end
    return start < minute < end
