"""The time has passed by which a check-in was named, and none of its own has kept it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import text

from fieldcomm.domain.callback.ladder import check_in_over
from fieldcomm.domain.check_in import UNDER_WAY, UNHEARD
from fieldcomm.domain.effects import Effect, SettlePromise
from fieldcomm.domain.moments import Priority
from fieldcomm.domain.promise import Settlement
from fieldcomm.domain.snapshot import PromiseView, Snapshot
from fieldcomm.services.unit import Unit

_CHECK_IN = text(
    "SELECT state, why FROM messages WHERE phone = :phone AND moment = 'check_in'"
    " AND cause_kind = 'promise' AND cause_id = :promise ORDER BY id DESC LIMIT 1"
)
# Looked for among the latest only: the promise is of today, or of yesterday.
_OTHER_WORD = text(
    "SELECT max(created_at) FROM (SELECT created_at, priority, state FROM messages"
    " WHERE phone = :phone AND direction = 'out' ORDER BY id DESC LIMIT 30) latest"
    " WHERE created_at > :since AND created_at <= :until AND priority = :priority"
    " AND state IN ('sent', 'delivered')"
)


def check_in_passed(work: Unit, snapshot: Snapshot, promise: PromiseView) -> list[Effect]:
    """Nobody waits any more: let go. Texts about a visit or a call went instead (on its day they
    replace check-ins): that was the next word. Else broken, with its cause, on the board.

    `snapshot` is that of the phone it was promised to.
    """
    if not any(job.status in (*UNHEARD, *UNDER_WAY) for job in snapshot.jobs):
        return [SettlePromise(promise.id, Settlement.RELEASED, snapshot.now)]
    heard = _heard_otherwise(work, promise)
    if heard is not None:
        return [SettlePromise(promise.id, Settlement.EVIDENCE, heard)]
    return check_in_over(snapshot, promise, _why_not(work, snapshot, promise))


def _heard_otherwise(work: Unit, promise: PromiseView) -> datetime | None:
    given = {
        "phone": promise.phone,
        "since": promise.created_at,
        "until": promise.due_at,
        "priority": int(Priority.PROMISE),
    }
    found: datetime | None = work.session.scalar(_OTHER_WORD, given)
    return found


def _why_not(work: Unit, snapshot: Snapshot, promise: PromiseView) -> str:
    """What became of the text that was to keep it."""
    given = {"phone": promise.phone, "promise": promise.id}
    row = work.session.execute(_CHECK_IN, given).one_or_none()
    if row is None and snapshot.phone.unreachable:
        return f"cannot be reached by text: {snapshot.phone.unreachable}"
    if row is None:
        return "no check-in was made"
    return f"the check-in was {row.state}{': ' + row.why if row.why else ''}"
