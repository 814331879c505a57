"""Frustration: chatter stops, a person takes over with the whole story, and we are sorry."""

from __future__ import annotations

from datetime import timedelta

from fieldcomm.domain.arrival.owed import KNOW_MORE
from fieldcomm.domain.customer.owed import (
    CHATTER,
    alert,
    answer,
    called,
    likely_job,
    name_of,
    open_answer,
    owed,
    prompt_owner,
)
from fieldcomm.domain.effects import (
    ChangePhone,
    Effect,
    Note,
    PlanCheckIns,
    SettlePromise,
    SuppressQueued,
)
from fieldcomm.domain.intent.reading import Reading
from fieldcomm.domain.promise import PromiseKind, Settlement
from fieldcomm.domain.snapshot import JobView, PromiseView, Snapshot
from fieldcomm.domain.visit import VisitStatus

ONE_APOLOGY = timedelta(hours=1)  # within this a second "sorry" from a machine is an insult
_MISSABLE = (PromiseKind.ARRIVAL, PromiseKind.CALLBACK, PromiseKind.REPLY)


def decide_complaint(snapshot: Snapshot, reading: Reading, text: str) -> list[Effect]:
    job = likely_job(snapshot, reading)
    running = _running(snapshot)
    noted = Note("complaint", "customer", job.id if job else None, {"words": text})
    if running is not None:
        return [
            noted,
            *_quiet(snapshot),
            *_said_again(snapshot, job, running),
            *_owner_hears(snapshot, job, running, text),
        ]
    promise = open_answer(snapshot, job, text)
    return [
        promise,
        noted,
        *_quiet(snapshot, replaced_by=promise.label),
        answer(
            snapshot,
            "complaint_ack",
            _facts(snapshot, job, called(promise.owner), promise.due_at),
            job=job,
            about=promise,
        ),
        *alert(snapshot, "complaint", job, words=text, to=promise.owner, due=promise.due_at),
    ]


def _running(snapshot: Snapshot) -> PromiseView | None:
    answers = owed(snapshot, snapshot.phone.phone, PromiseKind.REPLY, PromiseKind.RESULT)
    return next((p for p in answers if p.words != KNOW_MORE), None)


def missed_times(snapshot: Snapshot) -> int:
    """Visits that nobody came to, promises past due, and what we broke in the last two weeks."""
    missed = {v.id for _, v in snapshot.visits() if v.status is VisitStatus.MISSED}
    late = [
        p
        for p in owed(snapshot, snapshot.phone.phone, *_MISSABLE)
        if p.due_at < snapshot.now and p.visit_id not in missed
    ]
    return len(missed) + len(late) + sum(job.let_down for job in snapshot.jobs)


def days_waiting(snapshot: Snapshot, job: JobView | None) -> int | None:
    """Whole local days since the job was opened; None on the first day."""
    if job is None:
        return None
    today, opened = (at.astimezone(job.zone).date() for at in (snapshot.now, job.created_at))
    return (today - opened).days or None


def _facts(
    snapshot: Snapshot, job: JobView | None, owner: str | None, due: object
) -> dict[str, object]:
    return {
        "name": name_of(job),
        "owner": owner,
        "due": due,
        "missed_times": missed_times(snapshot),
        "days_waiting": days_waiting(snapshot, job),
    }


def _quiet(snapshot: Snapshot, *, replaced_by: str | None = None) -> list[Effect]:
    """No machine keeps "next word by" any more: the person's answer does."""
    phone = snapshot.phone.phone
    return [
        ChangePhone(phone, {"chatter_off_at": snapshot.phone.chatter_off_at or snapshot.now}),
        SuppressQueued(phone, "they are upset; a person answers", CHATTER),
        *(
            SettlePromise(p.id, Settlement.RENEGOTIATED, snapshot.now, replaced_by=replaced_by)
            for p in owed(snapshot, phone, PromiseKind.CHECK_IN, PromiseKind.REPLY)
            if p.due_at >= snapshot.now
            and (p.kind is PromiseKind.CHECK_IN or (replaced_by and p.words == KNOW_MORE))
        ),
        PlanCheckIns(phone),
    ]


def _said_again(snapshot: Snapshot, job: JobView | None, running: PromiseView) -> list[Effect]:
    """An answer owed for another question covers a first complaint, which still gets its sorry."""
    last = snapshot.phone.chatter_off_at
    if last is not None:
        last = max(last, running.created_at, snapshot.phone.last_told_at or last)
    too_soon = last is not None and snapshot.now - last < ONE_APOLOGY
    if too_soon or running.due_at <= snapshot.now:
        return []
    facts = _facts(snapshot, job, called(running.owner), running.due_at)
    return [answer(snapshot, "complaint_ack", facts, job=job, about=running)]


def _owner_hears(
    snapshot: Snapshot, job: JobView | None, running: PromiseView, text: str
) -> list[Effect]:
    prompts = prompt_owner(snapshot, job, running, text)
    return prompts or alert(snapshot, "complaint", job, words=text, due=running.due_at)
