"""The span of days a report is about, in the company's zone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

LONGEST = timedelta(days=400)
PERIODS = ("this_week", "last_week", "four_weeks", "custom")


class PeriodError(Exception):
    """The days asked for cannot be reported on; the message says what would work."""


@dataclass(frozen=True, slots=True)
class Period:
    """From the first day's start to the last day's end, both in `zone`."""

    name: str
    first: date
    last: date
    zone: ZoneInfo

    @property
    def starts(self) -> datetime:
        return datetime.combine(self.first, time(), self.zone)

    @property
    def ends(self) -> datetime:
        """The first moment after it."""
        return datetime.combine(self.last + timedelta(days=1), time(), self.zone)

    def weeks(self) -> list[date]:
        """The Mondays of its weeks, in order."""
        monday = self.first - timedelta(days=self.first.weekday())
        return [monday + timedelta(weeks=n) for n in range(((self.last - monday).days // 7) + 1)]


def period_of(name: str, first: str, last: str, *, now: datetime, zone: ZoneInfo) -> Period:
    """`first` and `last` (ISO dates) count where `name` is custom. Raises PeriodError."""
    today = now.astimezone(zone).date()
    monday = today - timedelta(days=today.weekday())
    if name == "last_week":
        return Period(name, monday - timedelta(days=7), monday - timedelta(days=1), zone)
    if name == "four_weeks":
        return Period(name, monday - timedelta(weeks=3), monday + timedelta(days=6), zone)
    if name != "custom":
        return Period("this_week", monday, monday + timedelta(days=6), zone)
    return _custom(first, last, zone)


def _custom(first: str, last: str, zone: ZoneInfo) -> Period:
    try:
        start, end = date.fromisoformat(first), date.fromisoformat(last)
    except ValueError:
        raise PeriodError("Say both days, like 2026-01-12.") from None
    if end < start:
        raise PeriodError("The last day comes before the first; swap them.")
    if end - start > LONGEST:
        raise PeriodError(f"That is longer than {LONGEST.days} days; take a shorter span.")
    if not 2000 <= start.year <= 2200 or not 2000 <= end.year <= 2200:
        raise PeriodError("Take days of this century.")
    return Period("custom", start, end, zone)
