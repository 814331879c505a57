"""How close a job is to a broken promise: the order of the board."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum

from fieldcomm.domain.visit import VisitStatus

SOON = timedelta(minutes=30)
UNSURE_BEFORE = timedelta(hours=24)  # a window this near should be agreed by everybody
SIGN_BEFORE = timedelta(minutes=30)  # by then a crew should have set out


class Risk(IntEnum):
    """Worst first."""

    LATE = 0
    SOON = 1
    UNANSWERED = 2
    ARRIVAL = 3
    CALM = 4


@dataclass(frozen=True, slots=True)
class Standing:
    """What decides: the soonest open promise of a person, open tasks, and the visit that matters."""

    due_at: datetime | None  # of the soonest promise that is no check-in
    on_board: bool
    replies_owed: int
    tasks: int
    visit_status: VisitStatus | None = None
    window_from: datetime | None = None
    window_to: datetime | None = None
    eta: datetime | None = None


def risk_of(job: Standing, now: datetime) -> Risk:
    """Late, due soon, unanswered, arrival at risk, calm."""
    if job.due_at is not None and job.due_at < now:
        return Risk.LATE
    if job.visit_status is VisitStatus.MISSED:
        return Risk.LATE
    if job.on_board or (job.due_at is not None and job.due_at - now <= SOON):
        return Risk.SOON
    if job.replies_owed or job.tasks:
        return Risk.UNANSWERED
    return Risk.ARRIVAL if _arrival_unsure(job, now) else Risk.CALM


def _arrival_unsure(job: Standing, now: datetime) -> bool:
    start, end = job.window_from, job.window_to
    if start is None or end is None:
        return False
    if job.visit_status in (VisitStatus.PROPOSED, VisitStatus.ACCEPTED):
        return start - now <= UNSURE_BEFORE
    if job.visit_status is VisitStatus.CONFIRMED:
        return start - now <= SIGN_BEFORE
    if job.visit_status is VisitStatus.EN_ROUTE:
        expected = job.eta or start
        return expected > end or now - expected >= SIGN_BEFORE
    return False
