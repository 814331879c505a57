"""What became of a check-in that is not known to have been sent by the time that was named for it."""

from __future__ import annotations

from sqlalchemy import text

from fieldcomm.domain.check_in_passed import decide_passed, stands_in_since
from fieldcomm.domain.effects import Effect
from fieldcomm.domain.moments import Priority
from fieldcomm.domain.snapshot import PromiseView, Snapshot
from fieldcomm.services.unit import Unit

_CHECK_IN = text(
    "SELECT state, why FROM messages WHERE phone = :phone AND moment = 'check_in'"
    " AND cause_kind = 'promise' AND cause_id = :promise ORDER BY id DESC LIMIT 1"
)
# Looked for among the latest only: the promise is of today, or of yesterday.
_OTHER_WORDS = text(
    "SELECT max(created_at) FILTER (WHERE priority = :promise) AS heard,"
    " max(created_at) FILTER (WHERE created_at >= :stands_in) AS answered"
    " FROM (SELECT created_at, priority, state FROM messages"
    " WHERE phone = :phone AND direction = 'out' ORDER BY id DESC LIMIT 30) latest"
    " WHERE created_at > :since AND created_at <= :until AND state IN ('sent', 'delivered')"
)


def check_in_passed(work: Unit, snapshot: Snapshot, promise: PromiseView) -> list[Effect]:
    """`snapshot` is that of the phone it was promised to."""
    given = {
        "phone": promise.phone,
        "since": promise.created_at,
        "stands_in": stands_in_since(promise, snapshot.policy),
        "until": promise.due_at,
        "promise": int(Priority.PROMISE),
    }
    words = work.session.execute(_OTHER_WORDS, given).one()
    became = _became(work, promise)
    return decide_passed(
        snapshot, promise, heard=words.heard, answered=words.answered, became=became
    )


def _became(work: Unit, promise: PromiseView) -> str | None:
    given = {"phone": promise.phone, "promise": promise.id}
    row = work.session.execute(_CHECK_IN, given).one_or_none()
    if row is None:
        return None
    return f"the check-in was {row.state}{': ' + row.why if row.why else ''}"
