"""What somebody still owes goes to those who stay, at the end of a shift or for good (DESIGN 3.3)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from fieldcomm.domain.callback.ladder import next_step_at
from fieldcomm.domain.effects import ChangeJob, Effect, Note, Say, StepPromise
from fieldcomm.domain.promise import PromiseKind
from fieldcomm.domain.snapshot import JobView, Person, PromiseView, Snapshot


@dataclass(frozen=True, slots=True)
class Handed:
    """One promise, or one job as such (`promise` None), and who takes it."""

    to: Person
    promise: PromiseView | None
    job: JobView | None


def hand_over(snapshot: Snapshot, handed: Sequence[Handed], *, by: str, note: str) -> list[Effect]:
    """What belongs to one customer changes hands; the ladder goes on where it stands, with its
    new owner. The customer hears nothing: what was promised stays promised."""
    effects: list[Effect] = []
    for one in handed:
        if one.promise is not None:
            effects.append(_to_new_owner(snapshot, one.promise, one.to))
        elif one.job is not None:
            effects.append(ChangeJob(one.job.id, owner=one.to))
    for job_id, to in _by_job(handed):
        data = {"words": f"to {to.name}{': ' + note if note else ''}"}
        effects.append(Note("handed_over", by, job_id, data))
    return effects


def tell_receivers(handed: Sequence[Handed], *, by: Person, note: str) -> list[Say]:
    """One text for all that somebody takes over; check-ins go out without anybody's doing."""
    of: dict[int, list[Handed]] = defaultdict(list)
    for one in handed:
        of[one.to.id].append(one)
    return [said for mine in of.values() for said in _told(mine, by, note)]


def _told(mine: Sequence[Handed], by: Person, note: str) -> list[Say]:
    to = mine[0].to
    promised = [h for h in mine if h.promise and h.promise.kind is not PromiseKind.CHECK_IN]
    jobs = [h for h in mine if h.promise is None]
    if not to.phone or not (promised or jobs):
        return []
    stops = [_stop(h) for h in promised or jobs]
    params = {
        "by": by.name,
        "stops": stops,
        "note": note or None,
        "jobs_too": bool(promised and jobs),
    }
    return [Say("handed_over", to.phone, params)]


def _to_new_owner(snapshot: Snapshot, promise: PromiseView, to: Person) -> StepPromise:
    policy = snapshot.policy
    following = next_step_at(
        promise, policy=policy, owner_zone=policy.zone, working=policy.working_hours
    )
    return StepPromise(promise.id, promise.stepped_to, following, owner=to)


def _by_job(handed: Sequence[Handed]) -> list[tuple[int | None, Person]]:
    found = {(h.job.id if h.job else None, h.to.id): h.to for h in handed}
    return [(job_id, to) for (job_id, _), to in found.items()]


def _stop(one: Handed) -> dict[str, object]:
    return {
        "customer": one.job.customer_name
        if one.job
        else (one.promise.phone if one.promise else ""),
        "code": one.job.code if one.job else "",
        "due": one.promise.due_at if one.promise else None,
    }
