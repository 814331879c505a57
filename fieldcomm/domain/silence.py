"""How long we may say nothing to somebody who waits, in the hours people are awake (FIGURES)."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from fieldcomm.domain.policy import Policy

AS_LONG_AS = timedelta(hours=9)  # the longest silence that we allow ourselves


def waking(start: datetime, end: datetime, policy: Policy, zone: ZoneInfo) -> timedelta:
    """How much of a span lies outside quiet hours in `zone`."""
    total, at = timedelta(), start
    while at < end:
        if policy.is_quiet(at, zone):
            at = policy.quiet_ends(at, zone)
            continue
        until = min(end, _next_evening(at, policy, zone))
        total += until - at
        at = until
    return total


def _next_evening(at: datetime, policy: Policy, zone: ZoneInfo) -> datetime:
    """When the quiet hours after `at` begin."""
    local = at.astimezone(zone)
    later = local.time() >= policy.quiet[0]
    begins = datetime.combine(local.date() + timedelta(days=later), policy.quiet[0], zone)
    return begins.astimezone(at.tzinfo)
