"""What a storm is made of: how many, how long, which seed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("America/New_York")
FIRST_MORNING = datetime(2026, 1, 12, 6, tzinfo=ZONE)  # a Monday in a cold January
OURS = "+14045550100"
GRID = timedelta(seconds=5)  # the clock's tick: nothing happens at a finer time
WAKING = (7, 21)  # hours in which people begin something by themselves


@dataclass(frozen=True, slots=True)
class Options:
    """`pace`: segments a second our number may send. `faults`: a seed of deaths and vices, or None.
    `only`: numbers of the faults that may strike (what a shrunk replay is left with); None: all."""

    customers: int = 1000
    days: int = 5
    seed: int = 1
    pace: float = 4.0
    faults: int | None = None
    only: frozenset[int] | None = None
    hours: float | None = None  # of the last day, from six in the morning; None: until 23:30
    lists_late: timedelta = timedelta(seconds=45)  # the provider's list lags up to so much

    @property
    def ends(self) -> datetime:
        """The evening of the last day."""
        last = FIRST_MORNING + timedelta(days=self.days - 1)
        return last + timedelta(hours=17.5 if self.hours is None else self.hours)

    @property
    def crews(self) -> int:
        return max(2, ceil(self.customers / 40))

    @property
    def dispatchers(self) -> int:
        few = 1 if self.customers < 20 else 2
        return max(few, ceil(self.customers / 110))


# Area codes people have; N11 are services, 900 costs money, 404 is ours.
_AREAS = [area for area in range(205, 990) if area % 100 != 11 and area not in (404, 900)]


def phone_number(n: int) -> str:
    """The n-th number that nobody has: 555-01xx of every area code."""
    area, line = divmod(n, 100)
    return f"+1{_AREAS[area]}55501{line:02}"
