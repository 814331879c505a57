"""Somebody of ours is at the house: by the crew's HERE, or by the customer's own word."""

from __future__ import annotations

from fieldcomm.domain.arrival.owed import came
from fieldcomm.domain.arrival.say import change_job
from fieldcomm.domain.effects import ChangeVisit, Effect, Note
from fieldcomm.domain.job import JobEvent
from fieldcomm.domain.snapshot import JobView, Snapshot, VisitView
from fieldcomm.domain.visit import VisitEvent, VisitStatus, after


def can_arrive(visit: VisitView) -> bool:
    return after(visit.status, VisitEvent.ARRIVED) is not None


def arrives(snapshot: Snapshot, job: JobView, visit: VisitView | None, *, by: str) -> list[Effect]:
    """The arrival promise is kept, or kept late; texts about the way there are not true any more.
    Said twice it changes nothing."""
    if visit is not None and visit.status in (VisitStatus.ON_SITE, VisitStatus.DONE):
        return []
    effects: list[Effect] = [
        Note("arrived", by, job.id, {"visit": visit.id if visit else None}),
        *came(snapshot, job, visit),
        *change_job(job, JobEvent.ARRIVED),
    ]
    if visit is None:
        return effects
    return [
        ChangeVisit(visit.id, VisitEvent.ARRIVED, renew=True, arrived_at=snapshot.now),
        *effects,
    ]
