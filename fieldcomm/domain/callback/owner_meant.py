"""Which promise an owner speaks of: by code, by what was asked, or the one that presses."""

from __future__ import annotations

from dataclasses import dataclass

from fieldcomm.domain.customer.owed import asked_of
from fieldcomm.domain.intent.reading import Reading
from fieldcomm.domain.job import JobStatus
from fieldcomm.domain.policy import HOUR
from fieldcomm.domain.promise import PromiseKind
from fieldcomm.domain.snapshot import JobView, PromiseView, Snapshot

PREFIX = "promise:"
_ANSWERABLE = (PromiseKind.CALLBACK, PromiseKind.REPLY, PromiseKind.RESULT)


@dataclass(frozen=True, slots=True)
class Meant:
    """Whom an owner speaks of: an open promise, or a job without one."""

    promise: PromiseView | None
    job: JobView | None

    @property
    def phone(self) -> str:
        return self.promise.phone if self.promise else (self.job.phone if self.job else "")

    @property
    def job_id(self) -> int | None:
        return self.promise.job_id if self.promise else (self.job.id if self.job else None)


def meant(snapshot: Snapshot, reading: Reading) -> Meant | list[PromiseView] | None:
    """One, several to choose from, or none that we know of."""
    if reading.job is not None:
        return _by_code(snapshot, reading.job)
    if reading.n is not None:
        return _about(snapshot, _chosen(snapshot, reading.n))
    if (asked := _asked_about(snapshot)) is not None:
        return _about(snapshot, asked)
    mine = one_a_customer(_owned(snapshot))
    pressing = [p for p in mine if p.due_at <= snapshot.now + HOUR]
    for candidates in (mine, pressing):
        if len(candidates) == 1:
            return _about(snapshot, candidates[0])
    return mine or None


def job_at_hand(snapshot: Snapshot) -> JobView | None:
    """Where a crew is or is going, else their only job."""
    under_way = (JobStatus.ON_SITE, JobStatus.EN_ROUTE)
    here = [job for job in snapshot.jobs if job.status in under_way]
    for candidates in (here, list(snapshot.jobs)):
        if len(candidates) == 1:
            return candidates[0]
    return None


def one_a_customer(promises: list[PromiseView]) -> list[PromiseView]:
    """A call settles whatever is owed to the same number: offer it once."""
    first: dict[str, PromiseView] = {}
    for promise in promises:
        first.setdefault(promise.phone, promise)
    return list(first.values())


def _about(snapshot: Snapshot, promise: PromiseView | None) -> Meant | None:
    return Meant(promise, snapshot.job(promise.job_id)) if promise else None


def _by_code(snapshot: Snapshot, code: str) -> Meant | None:
    job = next((job for job in snapshot.jobs if job.code == code), None)
    if job is None:
        return None
    return Meant(next(iter(job.owed(*_ANSWERABLE)), None), job)


def _chosen(snapshot: Snapshot, n: int | None) -> PromiseView | None:
    choices = snapshot.phone.choices
    if n is None or not 1 <= n <= len(choices) or not choices[n - 1].startswith(PREFIX):
        return None
    return _open(snapshot, int(choices[n - 1].removeprefix(PREFIX)))


def _asked_about(snapshot: Snapshot) -> PromiseView | None:
    if asked_of(snapshot.phone) not in ("prompt", "prompt_manager"):
        return None
    return _open(snapshot, snapshot.phone.asked_refs.get("promise"))


def _open(snapshot: Snapshot, promise_id: int | None) -> PromiseView | None:
    return next((p for p in snapshot.all_promises() if p.id == promise_id), None)


def _owned(snapshot: Snapshot) -> list[PromiseView]:
    me = snapshot.speaker
    return [
        p
        for p in snapshot.all_promises()
        if p.kind in _ANSWERABLE
        and p.owner is not None
        and me is not None
        and (p.owner.id, p.owner.is_contractor) == (me.id, me.is_contractor)
    ]
