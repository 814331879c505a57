"""What happened before anybody wrote it down: evidence counts from when it was, not from now.

Nothing here texts anybody: whoever records it knows what was said on the phone.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Literal

from fieldcomm.domain.arrival.here import arrives, can_arrive
from fieldcomm.domain.arrival.owed import KNOW_MORE, came
from fieldcomm.domain.arrival.say import change_job, others
from fieldcomm.domain.customer.evidence import settle_by_person
from fieldcomm.domain.effects import (
    ChangeJob,
    ChangePhone,
    ChangeVisit,
    Effect,
    Note,
    SettlePromise,
)
from fieldcomm.domain.job import JobEvent, WaitingOn
from fieldcomm.domain.promise import Settlement
from fieldcomm.domain.snapshot import JobView, PromiseView, Snapshot, VisitView
from fieldcomm.domain.visit import VisitEvent, VisitStatus, after

What = Literal["arrived", "done", "returns", "called"]
WHATS: tuple[What, ...] = ("arrived", "done", "returns", "called")
OLDEST = timedelta(days=30)  # longer ago it is a slip of the finger
SLACK = timedelta(minutes=1)  # the form knows whole minutes


class BackDateError(ValueError):
    """It cannot have happened then; the message says what would work."""


def back_date(
    snapshot: Snapshot, job: JobView, visit: VisitView | None, *, what: What, at: datetime, by: str
) -> list[Effect]:
    """Record that it happened at `at` (aware UTC). Raises BackDateError."""
    check_past(snapshot, job, at)
    then = replace(snapshot, now=at)
    effects = {
        "arrived": _arrived,
        "done": _done,
        "returns": _returns,
        "called": _called,
    }[what](then, job, visit, by)
    return [_as_then(snapshot, job, effect, at) for effect in _honest(snapshot, effects, at)]


def check_past(snapshot: Snapshot, job: JobView, at: datetime) -> None:
    if at > snapshot.now:
        raise BackDateError("That is still to come. Name a time that has passed.")
    if at < snapshot.now - OLDEST:
        raise BackDateError("That is more than 30 days ago. Write a note instead.")
    if at + SLACK < job.created_at:
        raise BackDateError("The job was not with us yet then. Name a later time.")


def _arrived(then: Snapshot, job: JobView, visit: VisitView | None, by: str) -> list[Effect]:
    if visit is not None and visit.status in (VisitStatus.ON_SITE, VisitStatus.DONE):
        if visit.left_at is not None and then.now > visit.left_at:
            raise BackDateError("They had left by then. Name an earlier time.")
        corrected = Note("arrived", by, job.id, {"visit": visit.id, "corrected": True})
        return [ChangeVisit(visit.id, arrived_at=then.now), corrected]
    if visit is not None and not can_arrive(visit):
        raise BackDateError(f"The visit is {visit.status}: nobody can arrive on it any more.")
    return arrives(then, job, visit, by=by)


def _done(then: Snapshot, job: JobView, visit: VisitView | None, by: str) -> list[Effect]:
    effects = _left(then, job, visit, by)
    if others(job, visit):  # another visit stands: scheduled, not done
        return [*effects, *change_job(job, JobEvent.FINISHED), ChangeJob(job.id, JobEvent.BOOKED)]
    return [*effects, *change_job(job, JobEvent.FINISHED)]


def _returns(then: Snapshot, job: JobView, visit: VisitView | None, by: str) -> list[Effect]:
    effects = _left(then, job, visit, by)
    effects += change_job(job, JobEvent.NEEDS_RETURN, WaitingOn.CREW)
    if others(job, visit):
        effects.append(ChangeJob(job.id, JobEvent.BOOKED))
    return [*effects, Note("needs_return", by, job.id)]


def _left(then: Snapshot, job: JobView, visit: VisitView | None, by: str) -> list[Effect]:
    effects: list[Effect] = [
        *came(then, job, visit),
        Note("left", by, job.id, {"visit": visit.id if visit else None}),
    ]
    if visit is None:
        return effects
    if visit.arrived_at is not None and then.now < visit.arrived_at:
        raise BackDateError("They had not arrived by then. Name a later time.")
    if after(visit.status, VisitEvent.FINISHED) is None:
        raise BackDateError(f"The visit is {visit.status}: it cannot end like that.")
    arrived = visit.arrived_at or then.now
    finished = ChangeVisit(
        visit.id, VisitEvent.FINISHED, renew=True, arrived_at=arrived, left_at=then.now
    )
    return [finished, *effects]


def _called(then: Snapshot, job: JobView, visit: VisitView | None, by: str) -> list[Effect]:
    return [*settle_by_person(then, job, then.now, "call"), Note("call_spoke", by, job.id)]


def _honest(snapshot: Snapshot, effects: Iterable[Effect], at: datetime) -> list[Effect]:
    """A call made before the promise to call is no evidence of keeping it. Nor does an old call
    take back what has been learnt since."""
    promises = {p.id: p for p in snapshot.all_promises()}
    kept: list[Effect] = []
    for effect in effects:
        if isinstance(effect, SettlePromise):
            promise = promises[effect.promise_id]
            if at + SLACK < promise.created_at:
                kept += _without_object(snapshot, promise)
                continue
        if isinstance(effect, ChangePhone):
            last = snapshot.phone.last_person_at
            upset = snapshot.phone.chatter_off_at
            fields = dict(effect.fields)
            if last is not None and last > at:
                fields.pop("last_person_at", None)
            if upset is not None and upset > at:
                fields.pop("chatter_off_at", None)
            effect = replace(effect, fields=fields)
        kept.append(effect)
    return kept


def _without_object(snapshot: Snapshot, promise: PromiseView) -> list[Effect]:
    """We said we would find out why nobody came, and somebody had: there is nothing to find out."""
    if promise.words != KNOW_MORE:
        return []
    cause = "the crew had been there"
    return [SettlePromise(promise.id, Settlement.RELEASED, snapshot.now, cause=cause)]


def _as_then(snapshot: Snapshot, job: JobView, effect: Effect, at: datetime) -> Effect:
    """The timeline shows it where it belongs, and that it was written down later."""
    if isinstance(effect, Note):
        data = {**effect.data, "recorded_at": snapshot.now}
        return replace(effect, at=at, data=data)
    if isinstance(effect, ChangeJob):
        return replace(effect, at=at)
    return effect
