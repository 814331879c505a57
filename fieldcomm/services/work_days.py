"""Days as the company counts them, and how full each contractor's is."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from fieldcomm.domain.policy import Policy
from fieldcomm.services.unit import Unit
from fieldcomm.store.queries import crews as rows


def day_span(policy: Policy, day: date, days: int = 1) -> tuple[datetime, datetime]:
    """From when to when a date of the company's zone lasts; aware UTC, 23 to 25 hours a day."""
    start = datetime.combine(day, time(), policy.zone)
    end = datetime.combine(day + timedelta(days=days), time(), policy.zone)
    return start.astimezone(UTC), end.astimezone(UTC)


def today(work: Unit) -> date:
    return work.now.astimezone(work.policy.zone).date()


def day_load(work: Unit, day: date) -> dict[int | None, int]:
    """Visits still to come or under way on that date, by contractor id; None: without a crew."""
    return rows.load_between(work.session, *day_span(work.policy, day))
