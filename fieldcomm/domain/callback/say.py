"""The texts of the ladder: to the owner, to the customer, to the manager on call."""

from __future__ import annotations

from datetime import UTC, timedelta

from fieldcomm.domain.callback.steps import Step, StepName
from fieldcomm.domain.customer.consent import call_task
from fieldcomm.domain.customer.owed import NO_CODE, called, name_of, owed
from fieldcomm.domain.effects import Cause, Effect, OpenPromise, Say
from fieldcomm.domain.policy import HOUR
from fieldcomm.domain.promise import PromiseKind
from fieldcomm.domain.snapshot import JobView, Person, PromiseView, Snapshot
from fieldcomm.domain.times import up_to

# What the apology itself promises. When even that is late the manager hears of it, and the
# customer is spared an apology for an apology.
WHO_AND_WHEN = "text who is calling and when"


def prompt_owner(
    snapshot: Snapshot,
    job: JobView | None,
    promise: PromiseView,
    step: StepName,
    owner: Person | None,
) -> list[Effect]:
    """The owner, or whoever is on call where nobody with a phone owns it."""
    person = owner if owner and owner.phone else next(iter(snapshot.manager_on_call()), None)
    if person is None or not person.phone:
        return []
    params = {
        "kind": promise.kind.value,
        "step": step.value,
        **_who(job, promise),
        "due": promise.due_at,
        "address": job.address if job else None,
        "last_words": job.last_words if job else promise.words,
    }
    until = promise.due_at + (
        snapshot.policy.manager_after if step is StepName.DUE else timedelta()
    )
    return [
        Say(
            "prompt",
            person.phone,
            params,
            job_id=promise.job_id,
            cause=_cause(promise),
            once=_key(promise, step.value),
            expires_at=until,
            refs=refs_of(promise),
        )
    ]


def apologise(
    snapshot: Snapshot, job: JobView | None, promise: PromiseView, owner: Person | None
) -> list[Effect]:
    """Own up to the customer, and promise who calls and when: that is then owed too."""
    if promise.words == WHO_AND_WHEN or _owned_up(snapshot, promise):
        return []
    if snapshot.phone.consent == "stopped":
        return [call_task(snapshot, f"Late, and no text can say so: {promise.words}"[:300], job)]
    next_by = up_to(snapshot.now + snapshot.policy.know_more_within, 5)
    follow_up = OpenPromise(
        PromiseKind.RESULT,
        promise.phone,
        WHO_AND_WHEN,
        next_by,
        owner=_manager(snapshot, owner) or owner,
        job_id=promise.job_id,
        label="who-and-when",
        told=True,  # the manager hears of the late call itself when its time comes
    )
    params = {
        "name": name_of(job),
        "owner": called(owner),
        "due": promise.due_at,
        "next_by": next_by,
        "kind": promise.kind.value,
    }
    text = Say(
        "apology",
        promise.phone,
        params,
        job_id=promise.job_id,
        cause=_cause(promise),
        once=_key(promise, "apology"),
        expires_at=next_by,
        refs=refs_of(promise),
    )
    return [follow_up, text]


def _owned_up(snapshot: Snapshot, promise: PromiseView) -> bool:
    """One apology at a time, however many promises were late."""
    open_ones = owed(snapshot, promise.phone, PromiseKind.RESULT)
    return any(p.words == WHO_AND_WHEN and p.due_at > snapshot.now for p in open_ones)


def ask_manager(
    snapshot: Snapshot,
    job: JobView | None,
    promise: PromiseView,
    step: Step,
    owner: Person | None,
) -> list[Effect]:
    """A manager other than the owner, if there is one."""
    person = _manager(snapshot, owner)
    if person is None or not person.phone or _origin_climbs(snapshot, promise):
        return []
    first = step.name is StepName.MANAGER
    params = {
        "kind": promise.kind.value,
        "step": "late" if first else "still",
        **_who(job, promise),
        "due": promise.due_at,
        "owner": called(owner),
    }
    key = "manager" if first else f"still/{step.at.astimezone(UTC):%Y%m%dT%H%M}"
    return [
        Say(
            "prompt_manager",
            person.phone,
            params,
            job_id=promise.job_id,
            cause=_cause(promise),
            once=_key(promise, key),
            expires_at=snapshot.now + HOUR,
            refs=refs_of(promise),
        )
    ]


def _origin_climbs(snapshot: Snapshot, promise: PromiseView) -> bool:
    """Of a call and the apology for it, one is enough for the manager to hear of."""
    if promise.words != WHO_AND_WHEN:
        return False
    origins = owed(snapshot, promise.phone, PromiseKind.CALLBACK, PromiseKind.REPLY)
    return any(p.due_at < snapshot.now for p in origins)


def refs_of(promise: PromiseView) -> dict[str, int | None]:
    """What a reply to a text about this promise is about."""
    return {"promise": promise.id, "job": promise.job_id}


def _manager(snapshot: Snapshot, owner: Person | None) -> Person | None:
    order = snapshot.manager_on_call()
    others = [p for p in order if owner is None or owner.is_contractor or p.id != owner.id]
    return next(iter(others or order), None)


def _who(job: JobView | None, promise: PromiseView) -> dict[str, str]:
    return {
        "customer": job.contact_name if job else "Unknown caller",
        "customer_phone": promise.phone,
        "code": job.code if job else NO_CODE,
    }


def _cause(promise: PromiseView) -> Cause:
    return Cause("promise", promise.id, promise.version)


def _key(promise: PromiseView, step: str) -> str:
    return f"promise/{promise.id}/{promise.version}/{step}"
