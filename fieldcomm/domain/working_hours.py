"""When people work: days, hours, holidays, in one zone."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


@dataclass(frozen=True, slots=True)
class WorkingHours:
    """Opening and closing time per weekday (0 is Monday); a missing weekday is a day off."""

    days: dict[int, tuple[time, time]]
    holidays: frozenset[date] = field(default_factory=frozenset)

    def on(self, day: date) -> tuple[time, time] | None:
        """Opening and closing time of a local date, None on a day off."""
        return None if day in self.holidays else self.days.get(day.weekday())

    def is_open(self, at: datetime, zone: ZoneInfo) -> bool:
        local = at.astimezone(zone)
        hours = self.on(local.date())
        return hours is not None and hours[0] <= local.time() < hours[1]

    def next_open(self, at: datetime, zone: ZoneInfo) -> datetime:
        """`at` itself while open, else the next opening; aware, in `zone`."""
        if self.is_open(at, zone):
            return at.astimezone(zone)
        local = at.astimezone(zone)
        for ahead in range(0, 30):
            day = local.date() + timedelta(days=ahead)
            hours = self.on(day)
            if hours is None:
                continue
            opening = datetime.combine(day, hours[0], zone)
            if opening >= local:
                return opening
        return local  # no working day within a month: do not wait for one

    def closing(self, at: datetime, zone: ZoneInfo) -> datetime | None:
        """When the working day of `at` ends; None on a day off."""
        local = at.astimezone(zone)
        hours = self.on(local.date())
        return None if hours is None else datetime.combine(local.date(), hours[1], zone)

    def add(self, at: datetime, span: timedelta, zone: ZoneInfo) -> datetime:
        """`span` of working time after `at`; aware, in `zone`."""
        now = self.next_open(at, zone)
        for _ in range(60):
            closing = self.closing(now, zone)
            if closing is None or now + span <= closing:
                return (now + span).astimezone(zone)
            span -= closing - now
            now = self.next_open(closing + timedelta(seconds=1), zone)
        return now + span


def parse_working_hours(raw: str, holidays: frozenset[date] = frozenset()) -> WorkingHours:
    """Read `Mon-Fri 08:00-18:00, Sat 09:00-13:00`. Raises ValueError on anything else."""
    days: dict[int, tuple[time, time]] = {}
    for part in raw.split(","):
        match = re.fullmatch(
            r"\s*(\w{3})(?:-(\w{3}))?\s+(\d\d:\d\d)-(\d\d:\d\d)\s*", part, re.ASCII
        )
        if not match:
            raise ValueError(f"{part.strip()!r} means nothing here; write Mon-Fri 08:00-18:00")
        first, last = _DAYS.index(match[1]), _DAYS.index(match[2] or match[1])
        span = (time.fromisoformat(match[3]), time.fromisoformat(match[4]))
        for step in range((last - first) % 7 + 1):
            days[(first + step) % 7] = span
    return WorkingHours(days, holidays)


DEFAULT = parse_working_hours("Mon-Fri 08:00-18:00")
