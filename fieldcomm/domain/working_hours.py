"""When the company works: spans of the day for each weekday, in the company's local time."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_SPAN = re.compile(r"\s*([A-Z][a-z]{2})(?:-([A-Z][a-z]{2}))?\s+(\d\d:\d\d)-(\d\d:\d\d)\s*")


@dataclass(frozen=True, slots=True)
class WorkingHours:
    """`spans[weekday]` (Monday is 0) lists (start, end) in local time, in order."""

    spans: tuple[tuple[tuple[time, time], ...], ...]
    holidays: frozenset[date] = field(default_factory=frozenset)

    def works_on(self, day: date) -> bool:
        return day not in self.holidays and bool(self.spans[day.weekday()])

    def covers(self, local: datetime) -> bool:
        """Whether somebody works at that local time; the end of a span still counts."""
        return self.works_on(local.date()) and self.has(local.weekday(), local.time())

    def has(self, weekday: int, hour: time) -> bool:
        return any(start <= hour <= end for start, end in self.spans[weekday])

    def next_day(self, after: date) -> date:
        """The first working day after `after`; simply the next day when nobody ever works."""
        for ahead in range(1, 15):
            if self.works_on(day := after + timedelta(days=ahead)):
                return day
        return after + timedelta(days=1)

    def start_of(self, day: date) -> time:
        """When that day begins; on a day off, when an ordinary working day does."""
        return self._usual(day)[0][0]

    def end_of(self, day: date) -> time:
        return self._usual(day)[-1][1]

    def usual_has(self, day: date, hour: time) -> bool:
        """Whether `hour` belongs to the working day, taking a day off as an ordinary one."""
        return any(start <= hour <= end for start, end in self._usual(day))

    def _usual(self, day: date) -> tuple[tuple[time, time], ...]:
        of_day = self.spans[day.weekday()]
        return of_day or next((spans for spans in self.spans if spans), _ORDINARY)


_ORDINARY = ((time(8), time(18)),)


def parse_working_hours(raw: str) -> WorkingHours:
    """Read `Mon-Fri 08:00-18:00, Sat 09:00-13:00`. Raises ValueError on anything else."""
    spans: list[list[tuple[time, time]]] = [[] for _ in _DAYS]
    for part in raw.split(","):
        match = _SPAN.fullmatch(part)
        if not match or match[1] not in _DAYS or (match[2] or "Mon") not in _DAYS:
            raise ValueError(f"{part.strip()!r} means nothing here; write Mon-Fri 08:00-18:00")
        start, end = time.fromisoformat(match[3]), time.fromisoformat(match[4])
        if start >= end:
            raise ValueError(f"{part.strip()!r} ends before it starts")
        first, last = _DAYS.index(match[1]), _DAYS.index(match[2] or match[1])
        for day in range(first, first + (last - first) % 7 + 1):
            spans[day % 7].append((start, end))
    return WorkingHours(tuple(tuple(sorted(day)) for day in spans))


DEFAULT = parse_working_hours("Mon-Fri 08:00-18:00")
