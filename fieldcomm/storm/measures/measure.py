"""One figure of a storm."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from math import ceil

from fieldcomm.storm.options import ZONE

MOST_CASES = 40
# Somebody was just talking with them as they wrote: what they asked for then was said.
CROSSING_CALL = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Measure:
    """`held` None: printed, with no reach to hold. `cases` says what fell short, one line each."""

    name: str
    reach: str
    found: str
    held: bool | None
    cases: list[str] = field(default_factory=list)


def share(good: int, of: int) -> str:
    """`99.8 % of 1,234`; cut, never rounded up to all."""
    if not of:
        return "none there were"
    return f"{int(good / of * 1000) / 10:g} % of {of:,}"


def at_most(bad: int, of: int) -> str:
    """The same of what should not be; never rounded down to within its reach."""
    if not of:
        return "none there were"
    return f"{ceil(bad / of * 1000) / 10:g} % of {of:,}"


def hours(span: timedelta) -> str:
    minutes = int(span.total_seconds() / 60)
    return f"{minutes // 60} h {minutes % 60:02} min"


def clock(at: datetime) -> str:
    return f"{at.astimezone(ZONE):%a %H:%M}"
