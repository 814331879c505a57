"""They hired someone else, or need us no longer: their clear word is enough (DESIGN 2)."""

from __future__ import annotations

from fieldcomm.domain.arrival.move import withdraw
from fieldcomm.domain.customer.other import to_a_person
from fieldcomm.domain.customer.owed import CHATTER, alert, answer, called, name_of
from fieldcomm.domain.customer.which_job import Several, ask_which, job_meant
from fieldcomm.domain.effects import (
    ChangeJob,
    ChangeVisit,
    Effect,
    Note,
    PlanCheckIns,
    SettlePromise,
    SuppressQueued,
)
from fieldcomm.domain.intent.reading import Reading
from fieldcomm.domain.job import JobEvent, after
from fieldcomm.domain.promise import Settlement
from fieldcomm.domain.snapshot import JobView, Snapshot
from fieldcomm.domain.visit import VisitEvent


def decide_cancel_job(snapshot: Snapshot, reading: Reading, text: str) -> list[Effect]:
    job = job_meant(snapshot, reading)
    if isinstance(job, Several):
        return ask_which(snapshot, job, reading, text)
    if job is None or after(job.status, JobEvent.CANCELLED) is None:
        return to_a_person(snapshot, job, text)  # work that is done is not undone by a text
    params = {"name": name_of(job), "code": job.code, "owner": called(snapshot.dispatcher(job))}
    return [
        ChangeJob(job.id, JobEvent.CANCELLED),
        Note("cancelled_by_customer", "customer", job.id, {"words": text}),
        *_nobody_comes(job),
        *_let_off(snapshot, job),
        *_no_more_chatter(snapshot),
        answer(snapshot, "job_cancelled", params, job=job),
        *alert(snapshot, "customer_cancelled", job, words=text),
    ]


def _nobody_comes(job: JobView) -> list[Effect]:
    effects: list[Effect] = []
    for visit in job.visits:
        if visit.is_active:
            effects.append(ChangeVisit(visit.id, VisitEvent.CANCELLED, renew=True))
            effects += withdraw(job, visit)
    return effects


def _let_off(snapshot: Snapshot, job: JobView) -> list[Effect]:
    """What was late already stays broken: leaving us is no pardon."""
    return [
        SettlePromise(
            promise.id,
            Settlement.IMPOSSIBLE if promise.due_at < snapshot.now else Settlement.RELEASED,
            snapshot.now,
            cause="the customer called the job off" if promise.due_at < snapshot.now else None,
        )
        for promise in job.promises
    ]


def _no_more_chatter(snapshot: Snapshot) -> list[Effect]:
    phone = snapshot.phone.phone
    silent = [SuppressQueued(phone, "the job was called off", CHATTER)]
    return [*(silent if len(snapshot.jobs) == 1 else []), PlanCheckIns(phone)]
