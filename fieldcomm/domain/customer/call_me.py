"""\"Call me\": a callback promise, one at a time."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime

from fieldcomm.domain import shifts
from fieldcomm.domain.capacity import asked_for
from fieldcomm.domain.customer.owed import (
    SAME_CONVERSATION,
    answer,
    called,
    likely_job,
    name_of,
    open_answer,
    owed,
    prompt_owner,
)
from fieldcomm.domain.effects import Effect, Note, OpenPromise, Say, SettlePromise
from fieldcomm.domain.intent.reading import Reading
from fieldcomm.domain.promise import PromiseKind, Settlement
from fieldcomm.domain.snapshot import JobView, PromiseView, Snapshot


def decide_call_me(snapshot: Snapshot, reading: Reading, text: str) -> list[Effect]:
    """A time that was said moves a call already owed; asking again without one does not."""
    job = likely_job(snapshot, reading)
    running = next(iter(owed(snapshot, snapshot.phone.phone, PromiseKind.CALLBACK)), None)
    due = _due(snapshot, reading.at, text)
    if running is not None and (reading.at is None or due == running.due_at):
        return _already_owed(snapshot, job, running, text)
    promise = open_answer(
        snapshot,
        job,
        text,
        kind=PromiseKind.CALLBACK,
        due=due,
        label="callback",
    )
    if running is not None:
        promise = replace(promise, owner=running.owner or promise.owner)
    return [
        promise,
        *_replaced(snapshot, running, promise),
        _callback_set(snapshot, job, promise, reading.at),
    ]


def _due(snapshot: Snapshot, at: datetime | None, text: str) -> datetime:
    """ "After 5" is kept by half past, so that the owner is prompted when 5 has come and not before."""
    due, policy = asked_for(snapshot, at), snapshot.policy
    later = due + policy.prompt_before
    if at is None or not _AFTER.search(text):
        return due
    return later if shifts.is_open(policy.working_hours, later, policy.zone) else due


_AFTER = re.compile(r"(?i)\b(after|past|later than|despu[eé]s|pasadas?)\b")


def _replaced(
    snapshot: Snapshot, running: PromiseView | None, promise: OpenPromise
) -> list[Effect]:
    """The call that was owed moves; so does an answer that is not late yet: it comes by phone."""
    old = [running] if running else []
    old += [
        reply
        for reply in owed(snapshot, snapshot.phone.phone, PromiseKind.REPLY)
        if reply.due_at >= snapshot.now
    ]
    return [
        SettlePromise(
            old_one.id,
            Settlement.RENEGOTIATED,
            snapshot.now,
            cause="moved after it was due" if snapshot.now > old_one.due_at else None,
            replaced_by=promise.label,
        )
        for old_one in old
    ]


def _already_owed(
    snapshot: Snapshot, job: JobView | None, running: PromiseView, text: str
) -> list[Effect]:
    noted = Note("asked_again", "customer", running.job_id, {"promise": running.id})
    if running.due_at <= snapshot.now:
        return [noted, *prompt_owner(snapshot, job, running, text)]
    if snapshot.now - running.created_at < SAME_CONVERSATION:
        return [noted]
    return [noted, _callback_set(snapshot, job, running, None)]


def _callback_set(
    snapshot: Snapshot,
    job: JobView | None,
    promise: OpenPromise | PromiseView,
    at: datetime | None,
) -> Say:
    other = at if at and at > snapshot.now and at != promise.due_at else None
    params = {
        "name": name_of(job),
        "owner": called(promise.owner),
        "due": promise.due_at,
        "asked_at": other,
    }
    return answer(snapshot, "callback_set", params, job=job, about=promise)
