"""Promises: who owes what, to whom, by when; open until there is evidence."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum


class PromiseKind(StrEnum):
    CHECK_IN = "check_in"
    ARRIVAL = "arrival"
    CALLBACK = "callback"
    REPLY = "reply"
    RESULT = "result"


class PromiseState(StrEnum):
    OPEN = "open"
    KEPT = "kept"
    KEPT_LATE = "kept_late"
    MOVED = "moved"
    BROKEN = "broken"
    RELEASED = "released"


class Settlement(StrEnum):
    """What can happen to an open promise."""

    EVIDENCE = "evidence"  # HERE, CALLED, a logged call, `sent` for a check-in, the customer's word
    RENEGOTIATED = "renegotiated"
    IMPOSSIBLE = "impossible"  # slot over, visit rebooked after its window, job closed
    RELEASED = "released"  # the person it was made to let us off


def settle(
    state: PromiseState, due_at: datetime, settlement: Settlement, at: datetime
) -> PromiseState | None:
    """The state after `settlement` at `at`. None: already settled, nothing changes.

    `at` is when the evidence happened, which may be before we learnt of it. Renegotiating after
    the promise was due does not undo that it was broken.
    """
    if state is not PromiseState.OPEN:
        return None
    late = at > due_at
    if settlement is Settlement.EVIDENCE:
        return PromiseState.KEPT_LATE if late else PromiseState.KEPT
    if settlement is Settlement.RENEGOTIATED:
        return PromiseState.BROKEN if late else PromiseState.MOVED
    if settlement is Settlement.IMPOSSIBLE:
        return PromiseState.BROKEN
    return PromiseState.RELEASED
