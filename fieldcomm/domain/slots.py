"""The day's check-in slots in a job site's zone: RFC 5545 rules evaluated with dateutil."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from dateutil.rrule import DAILY, rrule
from dateutil.tz import resolve_imaginary

from fieldcomm.domain.policy import Policy


@dataclass(frozen=True, slots=True)
class Slot:
    """One slot: `number` from 1, the local date it belongs to, start and end aware UTC."""

    number: int
    day: date
    starts: datetime
    ends: datetime


def slots_on(day: date, policy: Policy, zone: ZoneInfo) -> tuple[Slot, ...]:
    """All slots of one local date, earliest first."""
    return _slots_on(day, policy.check_in_times, policy.check_in_spread, zone)


def slot_at(at: datetime, policy: Policy, zone: ZoneInfo) -> Slot | None:
    """The slot that `at` falls into, its end included."""
    day = at.astimezone(zone).date()
    for slot in (*slots_on(day - timedelta(days=1), policy, zone), *slots_on(day, policy, zone)):
        if slot.starts <= at <= slot.ends:
            return slot
    return None


def slots_after(at: datetime, policy: Policy, zone: ZoneInfo, days: int = 9) -> list[Slot]:
    """The slots that start after `at`, soonest first."""
    return list(_slots_after(at, policy.check_in_times, policy.check_in_spread, zone, days))


@lru_cache(maxsize=1024)
def _slots_after(
    at: datetime, times: tuple[time, ...], spread: timedelta, zone: ZoneInfo, days: int
) -> tuple[Slot, ...]:
    """Everybody in a wave asks from the same moment on."""
    today = at.astimezone(zone).date()
    return tuple(
        slot
        for ahead in range(days)
        for slot in _slots_on(today + timedelta(days=ahead), times, spread, zone)
        if slot.starts > at
    )


@lru_cache(maxsize=4096)
def _slots_on(
    day: date, times: tuple[time, ...], spread: timedelta, zone: ZoneInfo
) -> tuple[Slot, ...]:
    starts = sorted(
        start
        for at in times
        for start in rrule(
            DAILY,
            count=1,
            dtstart=datetime.combine(day, time()),
            byhour=at.hour,
            byminute=at.minute,
            bysecond=0,
        )
    )
    return tuple(
        Slot(n, day, begin := _in_utc(start, zone), begin + spread)
        for n, start in enumerate(starts, 1)
    )


def _in_utc(local: datetime, zone: ZoneInfo) -> datetime:
    """A wall-clock time in UTC. One that the clocks skip moves forward with them."""
    return resolve_imaginary(local.replace(tzinfo=zone)).astimezone(UTC)
