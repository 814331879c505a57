"""What settles a promise to answer: a person of ours spoke with them, or wrote to them."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from fieldcomm.domain.customer.owed import owed
from fieldcomm.domain.effects import ChangePhone, Effect, SettlePromise
from fieldcomm.domain.promise import PromiseKind, Settlement
from fieldcomm.domain.snapshot import JobView, Snapshot

How = Literal["call", "text"]

SETTLED_BY: dict[How, tuple[PromiseKind, ...]] = {
    "call": (PromiseKind.CALLBACK, PromiseKind.REPLY, PromiseKind.RESULT),
    "text": (PromiseKind.REPLY, PromiseKind.RESULT),  # "we texted" is no evidence of a call
}


def settle_by_person(
    snapshot: Snapshot, job: JobView | None, at: datetime, how: How
) -> list[Effect]:
    """A person of ours reached the customer at `at` (aware UTC), for a job or a number without one.

    Settles what that is evidence of, and lets check-ins go on if frustration had stopped them.
    """
    return settle_with(snapshot, job.phone if job else snapshot.phone.phone, at, how)


def settle_with(snapshot: Snapshot, phone: str, at: datetime, how: How) -> list[Effect]:
    """The same for whoever has that number."""
    return [
        *(
            SettlePromise(promise.id, Settlement.EVIDENCE, at)
            for promise in owed(snapshot, phone, *SETTLED_BY[how])
        ),
        ChangePhone(phone, {"last_person_at": at, "chatter_off_at": None}),
    ]
