"""An honest wait: from how many are ahead and how many the crews finish in a working day."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from fieldcomm.domain.policy import Policy

FARTHEST = 30  # working days; beyond that nobody can tell


def likely_days(policy: Policy, now: datetime, ahead: int) -> tuple[datetime, datetime] | None:
    """The two days on which a visit is likely, as their noons in the company's zone; None where
    nobody has said what the crews can do, or it lies too far off to say."""
    if not policy.jobs_per_day:
        return None
    first = ahead // policy.jobs_per_day + 1
    if first > FARTHEST:
        return None
    days = _working_days(policy, now.astimezone(policy.zone).date(), first + 1)
    return _noon(policy, days[-2]), _noon(policy, days[-1])


def _working_days(policy: Policy, today: date, count: int) -> list[date]:
    days = []
    for _ in range(count):
        today = policy.working_hours.next_day(today)
        days.append(today)
    return days


def _noon(policy: Policy, day: date) -> datetime:
    return datetime.combine(day, time(12), policy.zone).astimezone(UTC)
