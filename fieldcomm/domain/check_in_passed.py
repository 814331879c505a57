"""The time has passed by which a check-in was named, and no check-in has kept it (DESIGN 3.1)."""

from __future__ import annotations

from datetime import datetime

from fieldcomm.domain.callback.ladder import check_in_over
from fieldcomm.domain.effects import Effect, SettlePromise
from fieldcomm.domain.next_check_in import UNDER_WAY, UNHEARD
from fieldcomm.domain.promise import Settlement
from fieldcomm.domain.snapshot import PromiseView, Snapshot


def decide_passed(
    snapshot: Snapshot, promise: PromiseView, *, heard: datetime | None, became: str | None
) -> list[Effect]:
    """Nobody waits any more: let go. A text about a visit or a call went in time instead (on its
    day they replace check-ins): that was the next word. Else broken, with its cause, on the board.

    `snapshot` is that of the phone it was promised to; `heard` when the other text was decided,
    `became` what came of the check-in that was to keep it, None: there was none.
    """
    if not any(job.status in (*UNHEARD, *UNDER_WAY) for job in snapshot.jobs):
        return [SettlePromise(promise.id, Settlement.RELEASED, snapshot.now)]
    if heard is not None:
        return [SettlePromise(promise.id, Settlement.EVIDENCE, heard)]
    return check_in_over(snapshot, promise, became or _why_none(snapshot))


def _why_none(snapshot: Snapshot) -> str:
    unreachable = snapshot.phone.unreachable
    return f"cannot be reached by text: {unreachable}" if unreachable else "no check-in was made"
