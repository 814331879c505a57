"""What the owner of a promise answers: CALLED, CALLBACK 6pm, CALL."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from fieldcomm.domain.callback.open import promise_call, who_and_when_is_said
from fieldcomm.domain.callback.owner_acks import ack, ask_which
from fieldcomm.domain.callback.owner_meant import Meant, job_at_hand, meant
from fieldcomm.domain.callback.say import WHO_AND_WHEN
from fieldcomm.domain.customer.evidence import settle_with
from fieldcomm.domain.customer.owed import owed
from fieldcomm.domain.effects import Effect, Note, SettlePromise
from fieldcomm.domain.intent.reading import Intent, Reading
from fieldcomm.domain.promise import PromiseKind, Settlement
from fieldcomm.domain.snapshot import PromiseView, Snapshot


def decide_owner(snapshot: Snapshot, reading: Reading, text: str) -> list[Effect]:
    """For contractors and the office. `snapshot` is the owner's own; it must hold the promises
    they own, the one last asked about, and those promises' jobs."""
    reading = _resumed(snapshot, reading)
    if reading.intent is Intent.CALL_BACK and (problem := _time_problem(snapshot, reading.at)):
        return [ack(snapshot, problem, None)]
    found = meant(snapshot, reading)
    if isinstance(found, list):
        return ask_which(snapshot, reading, found)
    if found is None and reading.intent is Intent.CALL_BACK and (job := job_at_hand(snapshot)):
        found = Meant(None, job)  # nothing was owed yet: the crew offers to call
    if found is None:
        return [ack(snapshot, "no_open_promise", None)]
    match reading.intent:
        case Intent.CALL_BACK if reading.at is not None:
            return _moves(snapshot, found, reading.at, text)
        case Intent.CALL:
            return [ack(snapshot, "call", found)]
    return _called(snapshot, found, text)


def _resumed(snapshot: Snapshot, reading: Reading) -> Reading:
    """A number after "which one do you mean?" goes on with what was meant then."""
    refs = snapshot.phone.asked_refs
    if reading.intent is not Intent.CHOICE or "then" not in refs:
        return reading
    at = refs.get("at")
    return replace(
        reading,
        intent=Intent(refs["then"]),
        at=datetime.fromisoformat(at) if at else None,
    )


def _time_problem(snapshot: Snapshot, at: datetime | None) -> str | None:
    if at is None:
        return "no_time"
    return "past_time" if at <= snapshot.now else None


def _called(snapshot: Snapshot, found: Meant, text: str) -> list[Effect]:
    actor = snapshot.speaker.name if snapshot.speaker else "owner"
    settled = [
        effect
        for effect in settle_with(snapshot, found.phone, snapshot.now, "call")
        if not (
            isinstance(effect, SettlePromise) and effect.promise_id in _promised_since(snapshot)
        )
    ]
    return [
        *settled,
        *_settled_too(found.promise, settled, snapshot),
        Note("called", actor, found.job_id, {"words": text}),
        ack(snapshot, "called", found),
    ]


def _promised_since(snapshot: Snapshot) -> set[int]:
    """Calls promised after these words were written, where they took long to reach us: they speak of
    an earlier call, and the customer was told of another."""
    written = snapshot.phone.last_in_at or snapshot.now
    return {
        p.id
        for p in snapshot.all_promises()
        if p.kind is PromiseKind.CALLBACK and p.created_at > written
    }


def _settled_too(
    promise: PromiseView | None, settled: list[Effect], snapshot: Snapshot
) -> list[Effect]:
    """An arrival owed by an OMW alone is settled by a call about it: we know where they are."""
    done = {e.promise_id for e in settled if isinstance(e, SettlePromise)}
    if promise is None or promise.id in done | _promised_since(snapshot):
        return []
    return [SettlePromise(promise.id, Settlement.EVIDENCE, snapshot.now)]


def _moves(snapshot: Snapshot, found: Meant, at: datetime, text: str) -> list[Effect]:
    """The customer is told the new time, which is also the "who and when" we may have owed."""
    due = at.astimezone(snapshot.now.tzinfo)
    running = found.promise
    if running is not None and running.words == WHO_AND_WHEN:
        late = [p for p in owed(snapshot, found.phone, *_MOVABLE) if p.id != running.id]
        running = late[0] if late else None
    owner = snapshot.speaker
    actor = owner.name if owner else "owner"
    return [
        *promise_call(
            snapshot,
            found.job,
            found.phone,
            running,
            due=due,
            owner=owner,
            words=running.words if running else text,
        ),
        *who_and_when_is_said(snapshot, found.phone),
        Note("call_moved", actor, found.job_id, {"to": due.isoformat()}),
        ack(snapshot, "call_back", found, due=due),
    ]


_MOVABLE = (PromiseKind.CALLBACK, PromiseKind.REPLY)
