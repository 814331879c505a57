"""A job that can rest is put aside with a reason and a wake time; what marks it as pressing."""

from __future__ import annotations

from datetime import datetime, timedelta

from fieldcomm.domain.effects import Effect, MarkJob, Note
from fieldcomm.domain.job import Urgency
from fieldcomm.domain.promise import PromiseKind
from fieldcomm.domain.risk import SOON
from fieldcomm.domain.snapshot import JobView, Snapshot
from fieldcomm.domain.visit import VisitStatus

FURTHEST = timedelta(days=90)
LONGEST_REASON = 200


class SnoozeError(ValueError):
    """The job cannot rest now; the message says what would work."""


def snooze(
    snapshot: Snapshot, job: JobView, *, until: datetime, reason: str, by: str
) -> list[Effect]:
    """Out of the way until `until` (aware), or until the customer writes or a promise is near.

    Raises SnoozeError: without a reason, for a time that has passed or is too far off, and while
    something of the job is late or about to be.
    """
    why = " ".join(reason.replace("\0", "").split())[:LONGEST_REASON]
    if not why:
        raise SnoozeError("Say why it can rest, so that whoever finds it knows.")
    if until <= snapshot.now:
        raise SnoozeError("That time has passed. Name a later one.")
    if until > snapshot.now + FURTHEST:
        raise SnoozeError("That is more than 90 days away. Name an earlier time.")
    if problem := _pressing(snapshot, job):
        raise SnoozeError(problem)
    fields = {
        "snoozed_at": snapshot.now,
        "snoozed_until": until,
        "snooze_reason": why,
        "snoozed_by": by,
    }
    return [
        MarkJob(job.id, fields),
        Note("snoozed", by, job.id, {"words": why, "until": until.isoformat()}),
    ]


def wake(job: JobView, *, by: str) -> list[Effect]:
    """Back in its place before its time."""
    fields = dict.fromkeys(("snoozed_at", "snoozed_until", "snooze_reason", "snoozed_by"))
    return [MarkJob(job.id, fields), Note("woken", by, job.id)]


def mark_urgent(job: JobView, urgency: Urgency | None, *, by: str) -> list[Effect]:
    """What makes it worse while it waits; None: nothing any more."""
    return [
        MarkJob(job.id, {"urgency": str(urgency) if urgency else None}),
        Note("urgency", by, job.id, {"urgency": str(urgency) if urgency else None}),
    ]


def _pressing(snapshot: Snapshot, job: JobView) -> str | None:
    """What of the job would be hidden although it is late, or will be before anybody looks."""
    near = [
        p
        for p in job.promises
        if p.kind is not PromiseKind.CHECK_IN and p.due_at <= snapshot.now + SOON
    ]
    if near:
        late = "is late" if near[0].due_at < snapshot.now else "is due within half an hour"
        return f"“{near[0].words}” {late}. Settle or move that first."
    if any(visit.status is VisitStatus.MISSED for visit in job.visits):
        return "A visit was missed. Rebook it or call it off first."
    return None
