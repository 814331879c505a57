"""Time zones to choose from: the country's first, then every other."""

from __future__ import annotations

from functools import cache
from zoneinfo import available_timezones

USUAL_ZONES = (
    "America/New_York",
    "America/Chicago",
    "America/Denver",
    "America/Phoenix",
    "America/Los_Angeles",
    "America/Anchorage",
    "Pacific/Honolulu",
    "America/Puerto_Rico",
)


@cache
def other_zones() -> tuple[str, ...]:
    return tuple(sorted(available_timezones() - set(USUAL_ZONES)))
