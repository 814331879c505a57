"""Windows one would offer on the phone: two hours each, today and the next working days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from fieldcomm.domain.working_hours import WorkingHours

STARTS = (8, 10, 13, 15)  # local hours
LENGTH = timedelta(hours=2)
DAYS = 4
NOTICE = timedelta(hours=1)  # a crew needs that much to get there


@dataclass(frozen=True, slots=True)
class Offered:
    """One window, aware UTC, and its local day."""

    day: date
    starts: datetime
    ends: datetime


def offer_windows(now: datetime, zone: ZoneInfo, hours: WorkingHours) -> list[Offered]:
    """Soonest first; `zone` is the job site's. None that begins within the hour."""
    day = now.astimezone(zone).date()
    days = [day] if hours.works_on(day) else []
    while len(days) < DAYS:
        day = hours.next_day(day)
        days.append(day)
    return [
        Offered(day, starts.astimezone(UTC), (starts + LENGTH).astimezone(UTC))
        for day in days
        for starts in (datetime.combine(day, time(hour), zone) for hour in STARTS)
        if starts >= now + NOTICE and hours.usual_has(day, (starts + LENGTH).time())
    ]
