"""Every time zone there is, by its name."""

from __future__ import annotations

from functools import cache
from zoneinfo import available_timezones


@cache
def zone_names() -> frozenset[str]:
    """Kept: looking through the zone files takes longer than reading a text."""
    return frozenset(available_timezones())
