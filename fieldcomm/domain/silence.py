"""How long we may say nothing to somebody who waits, in the hours people are awake (FIGURES)."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from fieldcomm.domain.policy import Policy

AS_LONG_AS = timedelta(hours=9)  # the longest silence that we allow ourselves


def waking(start: datetime, end: datetime, policy: Policy, zone: ZoneInfo) -> timedelta:
    """How much of a span lies outside quiet hours."""
    total, at = timedelta(), start
    while at < end:
        if policy.is_quiet(at, zone):
            at = policy.quiet_ends(at, zone)
            continue
        until = min(end, at + timedelta(minutes=30))
        total += until - at
        at = until
    return total
