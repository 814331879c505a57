"""Counting in working time: is somebody in, when next, and `so long of work` from now."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from fieldcomm.domain.working_hours import WorkingHours


def is_open(hours: WorkingHours, at: datetime, zone: ZoneInfo) -> bool:
    """Whether somebody works at `at`; closing time itself counts as closed."""
    return any(start <= at < end for start, end in _spans(hours, at, zone, days=1))


def next_open(hours: WorkingHours, at: datetime, zone: ZoneInfo) -> datetime:
    """`at` itself while open, else the next opening; aware, in the zone of `at`."""
    for start, end in _spans(hours, at, zone):
        if at < end:
            return max(start, at).astimezone(at.tzinfo)
    return at  # nobody ever works: do not wait for it


def add(hours: WorkingHours, at: datetime, span: timedelta, zone: ZoneInfo) -> datetime:
    """`span` of working time after `at`; aware, in the zone of `at`."""
    for start, end in _spans(hours, at, zone):
        if at >= end:
            continue
        begin = max(start, at)
        if begin + span <= end:
            return (begin + span).astimezone(at.tzinfo)
        span -= end - begin
    return at + span


def _spans(
    hours: WorkingHours, at: datetime, zone: ZoneInfo, days: int = 60
) -> Iterator[tuple[datetime, datetime]]:
    today = at.astimezone(zone).date()
    for ahead in range(days):
        day = today + timedelta(days=ahead)
        if day in hours.holidays:
            continue
        for start, end in hours.spans[day.weekday()]:
            # In UTC: subtracting wall-clock times of one zone ignores daylight saving.
            yield (
                datetime.combine(day, start, zone).astimezone(at.tzinfo),
                datetime.combine(day, end, zone).astimezone(at.tzinfo),
            )
