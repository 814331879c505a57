"""A job ends at the desk: closed after the work, or cancelled before it."""

from __future__ import annotations

from fieldcomm.domain.arrival.move import withdraw
from fieldcomm.domain.effects import (
    ChangeJob,
    ChangeVisit,
    Effect,
    Note,
    PlanCheckIns,
    Say,
    SettlePromise,
    SuppressQueued,
)
from fieldcomm.domain.job import JobEvent, after
from fieldcomm.domain.promise import PromiseKind, Settlement
from fieldcomm.domain.snapshot import JobView, PromiseView, Snapshot
from fieldcomm.domain.visit import VisitEvent

CHATTER = ("check_in", "update", "visit_reminder", "visit_booked", "visit_moved")


class EndError(ValueError):
    """The job cannot end this way now; the message says what would work."""


def close_job(
    snapshot: Snapshot, job: JobView, *, by: str, review_link: str | None = None
) -> list[Effect]:
    """On the customer's word that all is well. With a `review_link` they are asked for a few words
    there, once for a job. Raises EndError while we still owe them something."""
    if after(job.status, JobEvent.CLOSED) is None:
        raise EndError(f"The job is {_words(job)}; only work that is done can be closed.")
    owed = [promise for promise in job.promises if promise.kind is not PromiseKind.CHECK_IN]
    if owed:
        raise EndError(f"We still owe them: {owed[0].words}. Settle that first.")
    return [
        ChangeJob(job.id, JobEvent.CLOSED),
        Note("job_closed", by, job.id),
        *(SettlePromise(p.id, Settlement.RELEASED, snapshot.now) for p in job.promises),
        *([_ask_for_review(job, review_link)] if review_link else []),
        PlanCheckIns(job.phone),
    ]


def _ask_for_review(job: JobView, link: str) -> Say:
    facts = {"name": job.first_name, "summary": job.summary, "link": link}
    return Say("review_request", job.phone, facts, job_id=job.id, once=f"review/{job.id}")


def cancel_job(
    snapshot: Snapshot, job: JobView, *, by: str, words: str, tell: bool
) -> list[Effect]:
    """Called off. Crews hear it; the customer too with `tell`. Raises EndError once work is done."""
    if after(job.status, JobEvent.CANCELLED) is None:
        raise EndError(f"The job is {_words(job)}; it can be closed, not cancelled.")
    effects: list[Effect] = [
        ChangeJob(job.id, JobEvent.CANCELLED),
        Note("job_cancelled", by, job.id, {"words": words}),
    ]
    for visit in job.visits:
        if visit.is_active:
            effects.append(ChangeVisit(visit.id, VisitEvent.CANCELLED, renew=True))
            effects += withdraw(job, visit)
    effects += [_let_off(snapshot, promise) for promise in job.promises]
    if len(snapshot.jobs) == 1:
        effects.append(SuppressQueued(job.phone, "the job was called off", CHATTER))
    if tell:
        facts = {"name": job.first_name, "code": job.code, "owner": None}
        effects.append(Say("job_cancelled", job.phone, facts, job_id=job.id))
    return [*effects, PlanCheckIns(job.phone)]


def _let_off(snapshot: Snapshot, promise: PromiseView) -> SettlePromise:
    """What was late already stays broken: calling a job off is no pardon."""
    if promise.due_at < snapshot.now:
        cause = "the job was called off"
        return SettlePromise(promise.id, Settlement.IMPOSSIBLE, snapshot.now, cause=cause)
    return SettlePromise(promise.id, Settlement.RELEASED, snapshot.now)


def _words(job: JobView) -> str:
    return str(job.status).replace("_", " ")
