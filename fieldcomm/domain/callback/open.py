"""A callback is promised at the desk, on the command line, or by whoever will call."""

from __future__ import annotations

from datetime import datetime, timedelta

from fieldcomm.domain.callback.say import WHO_AND_WHEN
from fieldcomm.domain.customer.owed import called, owed
from fieldcomm.domain.effects import Effect, OpenPromise, Say, SettlePromise
from fieldcomm.domain.promise import PromiseKind, Settlement
from fieldcomm.domain.snapshot import JobView, Person, PromiseView, Snapshot
from fieldcomm.domain.times import up_to

SAYABLE = 5  # minutes
FURTHEST = timedelta(days=90)  # beyond this it is a slip of the finger, not a promise


class CallbackError(ValueError):
    """A callback that cannot be promised; the message says what would work."""


def next_word_in(minutes: int, snapshot: Snapshot, job: JobView, *, spoke: bool) -> datetime:
    """So many minutes from now, on a time one can say. Whoever was not reached is not called at
    night: then half an hour after it ends, so that its owner is prompted."""
    due = up_to(snapshot.now + timedelta(minutes=minutes), SAYABLE)
    policy = snapshot.policy
    sorry = due + policy.apologise_after  # late, it must still be possible to say so
    if spoke or not policy.is_quiet(sorry, job.zone):
        return due
    return policy.quiet_ends(sorry, job.zone) + policy.prompt_before


def open_callback(
    snapshot: Snapshot,
    job: JobView,
    *,
    due: datetime,
    owner: Person | None,
    words: str,
    tell: bool = True,
    anew: bool = False,
    tried: bool = False,
) -> list[Effect]:
    """Promise a call by `due` (aware). One already owed for the job moves, unless this one is
    promised `anew`, after the other was kept. `tell`: the customer gets the time by text, which
    says where we have just `tried` in vain: then the answers we owe wait for that call too.

    Raises CallbackError for a time that has passed, one without a zone, one too far off, and an
    owner whom no prompt can reach.
    """
    _check(snapshot, due, owner)
    running = None if anew else next(iter(job.owed(PromiseKind.CALLBACK)), None)
    effects = promise_call(
        snapshot, job, job.phone, running, due=due, owner=owner, words=words, tried=tried
    )
    if tried:
        effects += _wait_for_it(snapshot, job, due)
    return effects if tell else [effect for effect in effects if not isinstance(effect, Say)]


def _wait_for_it(snapshot: Snapshot, job: JobView, due: datetime) -> list[Effect]:
    """Whoever reads that we called and when we try again is owed no other word before, news of a
    missed window included: to tell it we rang. What is late already stays late."""
    waiting = [
        SettlePromise(p.id, Settlement.RENEGOTIATED, snapshot.now, replaced_by="callback")
        for p in owed(snapshot, job.phone, PromiseKind.REPLY)
        if snapshot.now <= p.due_at < due
    ]
    return [*waiting, *who_and_when_is_said(snapshot, job.phone)]


def who_and_when_is_said(snapshot: Snapshot, phone: str) -> list[Effect]:
    """The customer is told who calls and when: that too may have been owed."""
    return [
        SettlePromise(p.id, Settlement.EVIDENCE, snapshot.now)
        for p in owed(snapshot, phone, PromiseKind.RESULT)
        if p.words == WHO_AND_WHEN
    ]


def promise_call(
    snapshot: Snapshot,
    job: JobView | None,
    phone: str,
    running: PromiseView | None,
    *,
    due: datetime,
    owner: Person | None,
    words: str,
    tried: bool = False,
) -> list[Effect]:
    """A call at a time somebody of ours named, in place of `running` where that is owed. Said by the
    same person for the same time it is no news, and nobody is told again."""
    if running is not None and (running.due_at, running.owner) == (due, owner):
        return []
    promise = OpenPromise(
        PromiseKind.CALLBACK,
        phone,
        words[:300] or "Call them back",
        due,
        owner=owner,
        job_id=job.id if job else None,
        label="callback",
    )
    text = Say(
        "call_tried" if tried else "callback_moved" if running else "callback_set",
        phone,
        {"name": job.first_name if job else "", "owner": called(owner), "due": due},
        job_id=job.id if job else None,
        because_of="callback",
        expires_at=due,
    )
    return [promise, *(_moved(snapshot, running) if running else []), text]


def _moved(snapshot: Snapshot, running: PromiseView) -> list[Effect]:
    late = snapshot.now > running.due_at
    return [
        SettlePromise(
            running.id,
            Settlement.RENEGOTIATED,
            snapshot.now,
            cause="moved after it was due" if late else None,
            replaced_by="callback",
        )
    ]


def _check(snapshot: Snapshot, due: datetime, owner: Person | None) -> None:
    if due.tzinfo is None:
        raise CallbackError("The time needs its zone, such as 2026-01-14T15:00-05:00.")
    if due <= snapshot.now:
        raise CallbackError("That time has passed. Name a later one.")
    if due > snapshot.now + FURTHEST:
        raise CallbackError("That is more than 90 days away. Name an earlier time.")
    if owner is not None and not owner.phone:
        raise CallbackError(f"{owner.name} has no phone on file, so no prompt would arrive.")
