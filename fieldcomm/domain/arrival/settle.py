"""A window told to the customer keeps or replaces what we owed about windows before it."""

from __future__ import annotations

from fieldcomm.domain.arrival.owed import (
    NEW_TIME,
    OTHER_TIME,
    RETURN_TIME,
    arrival_promise,
    know_more,
)
from fieldcomm.domain.effects import Effect, SettlePromise
from fieldcomm.domain.promise import PromiseKind, Settlement
from fieldcomm.domain.snapshot import JobView, PromiseView, Snapshot, VisitView
from fieldcomm.domain.visit import VisitStatus

_ANSWERED = (OTHER_TIME, RETURN_TIME)


def settle_with_window(
    snapshot: Snapshot, job: JobView, visit: VisitView | None, label: str
) -> list[Effect]:
    """`visit` is the one told, None when it is only being booked; `label` its new promise.

    Its earlier window is renegotiated: moved, or broken when its time has passed. A text with a
    time answers who waited for one; it is no call, but takes the place of the call about it.
    """
    replaced = [p for p in job.owed(PromiseKind.CALLBACK) if p.words == NEW_TIME]
    answered = [p for p in job.owed(PromiseKind.REPLY) if p.words in _ANSWERED]
    if visit is not None:
        replaced += _found(arrival_promise(job, visit))
        answered += _found(know_more(job, visit))
    told = visit.id if visit else None
    missed = [v for v in job.visits if v.status is VisitStatus.MISSED and v.id != told]
    for earlier in missed:
        answered += _found(know_more(job, earlier))
    return [
        *(_settle(snapshot, p, Settlement.RENEGOTIATED, label) for p in replaced),
        *(_settle(snapshot, p, Settlement.EVIDENCE, None) for p in answered),
        *(
            _settle(snapshot, p, Settlement.IMPOSSIBLE, label)
            for earlier in missed
            for p in _found(arrival_promise(job, earlier))
        ),
    ]


def _found(promise: PromiseView | None) -> list[PromiseView]:
    return [promise] if promise else []


def _settle(
    snapshot: Snapshot, promise: PromiseView, settlement: Settlement, label: str | None
) -> SettlePromise:
    cause = None if settlement is Settlement.EVIDENCE else "another window took its place"
    return SettlePromise(promise.id, settlement, snapshot.now, cause=cause, replaced_by=label)
