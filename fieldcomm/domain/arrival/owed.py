"""The promises around a visit: the arrival itself, and what we owe when it goes wrong."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from fieldcomm.domain.capacity import due_for_person
from fieldcomm.domain.effects import Effect, OpenPromise, SettlePromise
from fieldcomm.domain.promise import PromiseKind, Settlement
from fieldcomm.domain.snapshot import JobView, Person, PromiseView, Snapshot, VisitView
from fieldcomm.domain.visit import VisitStatus

KNOW_MORE = "text what we know about the missed window"
NEW_TIME = "call with a new time for the visit"
OTHER_TIME = "answer about another time for the visit"
RETURN_TIME = "text a time for the return visit"
ETA_MARGIN = timedelta(minutes=15)  # an estimate is kept when it comes true within this


def deadline(visit: VisitView) -> datetime:
    """When nobody having come means that the visit is missed: the window's end, or a little after
    an estimate beyond it that the crew gave. Aware UTC."""
    if visit.eta is None or visit.eta <= visit.window_to:
        return visit.window_to
    return visit.eta + ETA_MARGIN


def was_told(visit: VisitView) -> bool:
    """Whether the customer expects somebody: told the window, or that the crew is on its way."""
    return visit.told_at is not None or visit.status in (VisitStatus.EN_ROUTE, VisitStatus.ON_SITE)


def arrival_promise(job: JobView, visit: VisitView | None) -> PromiseView | None:
    """The open promise that somebody comes; without a visit, the one made by an OMW alone."""
    visit_id = visit.id if visit else None
    return next((p for p in job.owed(PromiseKind.ARRIVAL) if p.visit_id == visit_id), None)


def know_more(job: JobView, visit: VisitView) -> PromiseView | None:
    """The open "we'll text what we know by" of a missed window."""
    return next(
        (p for p in job.owed(PromiseKind.REPLY) if p.visit_id == visit.id and p.words == KNOW_MORE),
        None,
    )


def open_arrival(
    job: JobView,
    visit_id: int | None,
    due_at: datetime,
    owner: Person | None,
    *,
    label: str | None = None,
    visit: str | None = None,
) -> OpenPromise:
    """The promise that somebody comes by `due_at`. The visit's own steps are its ladder; one
    without a visit climbs by itself."""
    return OpenPromise(
        PromiseKind.ARRIVAL,
        job.phone,
        "come by the end of the window",
        due_at,
        owner=owner,
        job_id=job.id,
        visit_id=visit_id,
        label=label,
        climbs=visit_id is None and visit is None,
        visit=visit,
    )


def came(snapshot: Snapshot, job: JobView, visit: VisitView | None) -> list[Effect]:
    """Somebody is there: the arrival is kept or kept late, and there is nothing left to find out."""
    return [
        SettlePromise(p.id, Settlement.EVIDENCE, snapshot.now)
        for p in (arrival_promise(job, visit), visit and know_more(job, visit))
        if p
    ]


@dataclass(frozen=True, slots=True)
class Owed:
    """What we owe a customer by when; `effects` open it unless it was open already."""

    due: datetime
    owner: Person | None
    effects: list[Effect]
    label: str | None  # of the promise opened here
    promise: PromiseView | None  # or the one that stood already

    @property
    def owner_name(self) -> str | None:
        return self.owner.first_name if self.owner else None


def owe(
    snapshot: Snapshot,
    job: JobView,
    visit: VisitView | None,
    kind: PromiseKind,
    words: str,
    *,
    instead: bool = True,
) -> Owed:
    """A person's word on this: an open promise of the kind still ahead, else a new one. It takes
    over from a pending "we'll text what we know" (not where this decision settles that otherwise:
    `instead` False), and from the same word broken before."""
    pending = [know_more(job, visit)] if visit and instead else []
    standing = _standing(snapshot, job, kind)
    if standing is not None:
        return Owed(
            standing.due_at, standing.owner, _instead(snapshot, pending, None), None, standing
        )
    owner = snapshot.dispatcher(job)
    label = f"{kind}-{job.id}"
    due = due_for_person(snapshot)
    opened = OpenPromise(
        kind, job.phone, words, due, owner, job.id, visit.id if visit else None, label
    )
    late = [p for p in job.owed(kind) if p.words == words and p.due_at <= snapshot.now]
    return Owed(due, owner, [opened, *_instead(snapshot, [*pending, *late], label)], label, None)


def _standing(snapshot: Snapshot, job: JobView, kind: PromiseKind) -> PromiseView | None:
    return next(
        (p for p in job.owed(kind) if p.due_at > snapshot.now and p.words != KNOW_MORE), None
    )


def _instead(
    snapshot: Snapshot, replaced: Sequence[PromiseView | None], label: str | None
) -> list[Effect]:
    return [
        SettlePromise(
            promise.id,
            Settlement.RENEGOTIATED,
            snapshot.now,
            cause="promised anew, as things stood by then",
            replaced_by=label,
        )
        for promise in replaced
        if promise
    ]
