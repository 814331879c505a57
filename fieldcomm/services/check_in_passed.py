"""What became of a check-in that is not known to have been sent by the time that was named for it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import text

from fieldcomm.domain.check_in_passed import decide_passed
from fieldcomm.domain.effects import Effect
from fieldcomm.domain.moments import Priority
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
    """`snapshot` is that of the phone it was promised to."""
    heard, became = _heard_otherwise(work, promise), _became(work, promise)
    return decide_passed(snapshot, promise, heard=heard, became=became)


def _heard_otherwise(work: Unit, promise: PromiseView) -> datetime | None:
    given = {
        "phone": promise.phone,
        "since": promise.created_at,
        "until": promise.due_at,
        "priority": int(Priority.PROMISE),
    }
    found: datetime | None = work.session.scalar(_OTHER_WORD, given)
    return found


def _became(work: Unit, promise: PromiseView) -> str | None:
    given = {"phone": promise.phone, "promise": promise.id}
    row = work.session.execute(_CHECK_IN, given).one_or_none()
    if row is None:
        return None
    return f"the check-in was {row.state}{': ' + row.why if row.why else ''}"
