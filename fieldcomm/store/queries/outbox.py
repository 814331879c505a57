"""The outbox's statements: claim, record, put back."""

from __future__ import annotations

# ruff: noqa: S608  what is pasted in are constant columns
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Session

_SENDER = text(
    "SELECT id, phone, messaging_service_sid, segments_per_second, next_free_at, paused"
    " FROM senders WHERE active ORDER BY id LIMIT 1 FOR UPDATE"
)
# A text and all that decides whether it may still leave.
_LOOKED_AT = (
    "SELECT m.id, m.phone, m.body, m.segments, m.moment, m.priority, m.attempt, m.expires_at,"
    " m.zone, m.media, m.quiet_exempt, m.answers_until, p.consent, p.unreachable,"
    " b.state AS broadcast,"
    " (m.cause_kind = 'visit' AND v.version IS DISTINCT FROM m.cause_version)"
    " OR (m.cause_kind = 'promise' AND q.version IS DISTINCT FROM m.cause_version) AS cause_moved"
    " FROM messages m JOIN phones p ON p.phone = m.phone"
    " LEFT JOIN visits v ON m.cause_kind = 'visit' AND v.id = m.cause_id"
    " LEFT JOIN promises q ON m.cause_kind = 'promise' AND q.id = m.cause_id"
    " LEFT JOIN broadcasts b ON b.id = m.broadcast_id"
)
_WAITING = text(_LOOKED_AT + " WHERE m.state = 'queued'")
_QUEUED = text(
    _LOOKED_AT + " WHERE m.state = 'queued' AND m.priority <= :lowest"
    " AND (m.retry_at IS NULL OR m.retry_at <= :machine)"
    " AND (CAST(:since AS timestamptz) IS NULL OR m.created_at >= :since)"
    # Never past a text of theirs that we have not read: it may be a STOP, or change everything.
    " AND NOT EXISTS (SELECT 1 FROM inbox i WHERE i.state = 'unread' AND i.kind = 'text'"
    " AND i.phone = m.phone)"
    # Never beside a twin that may or may not have been taken: at the provider nobody could tell
    # the two apart, and one would be taken for the other.
    " AND NOT EXISTS (SELECT 1 FROM messages o WHERE o.phone = m.phone AND o.direction = 'out'"
    " AND o.state IN ('attempting', 'unknown') AND o.body = m.body)"
    " ORDER BY m.priority, m.id LIMIT :limit FOR UPDATE OF m SKIP LOCKED"
)
_ATTEMPTING = text(
    "UPDATE messages m SET state = 'attempting', attempt = m.attempt + 1, lease_until = :lease,"
    " look_at = :look, looked = 0, sender_id = :sender, retry_at = NULL"
    " FROM unnest(CAST(:ids AS bigint[])) AS c(id) WHERE m.id = c.id"
)
_ATTEMPTS = text(
    "INSERT INTO attempts (token, message_id, number, started_at)"
    " SELECT * FROM unnest(CAST(:tokens AS text[]), CAST(:ids AS bigint[]),"
    " CAST(:numbers AS smallint[])) AS a(token, id, number), (VALUES (:machine)) AS t(at)"
)
_SET_ASIDE = text(
    "UPDATE messages SET state = :state, why = :why, not_before = :not_before, crossed = false"
    " WHERE id = :id"
)
_ANEW = text("UPDATE messages SET queued_at = :machine WHERE state = 'queued'")
_PACE = text("UPDATE senders SET next_free_at = :at WHERE id = :id")
_ACCEPTED = text(
    "UPDATE messages m SET state = 'accepted', provider_sid = r.sid, lease_until = NULL,"
    " accepted_at = :machine, look_at = :fetch, looked = 0"
    " FROM unnest(CAST(:ids AS bigint[]), CAST(:attempts AS smallint[]), CAST(:sids AS text[]))"
    " AS r(id, attempt, sid)"
    " WHERE m.id = r.id AND m.attempt = r.attempt AND m.state = 'attempting' AND m.provider_sid IS NULL"
    " AND NOT EXISTS (SELECT 1 FROM messages o WHERE o.provider_sid = r.sid) RETURNING m.id"
)
_ATTEMPT_SID = text(
    "UPDATE attempts a SET provider_sid = r.sid FROM unnest(CAST(:tokens AS text[]),"
    " CAST(:sids AS text[])) AS r(token, sid) WHERE a.token = r.token"
)
# Our answer came after the lease: the provider has the text all the same. Never send it again,
# not even where a later attempt is under way: that one then finds another SID here, and says so.
_FILL = text(
    "UPDATE messages SET provider_sid = :sid, accepted_at = :machine,"
    " state = CASE WHEN state IN ('queued', 'held', 'attempting', 'unknown', 'unconfirmed', 'expired',"
    " 'suppressed') THEN 'accepted' ELSE state END, lease_until = NULL, looked = 0, retry_at = NULL,"
    " not_before = NULL, hold_until = NULL, look_at = :fetch"
    " WHERE id = :id AND provider_sid IS NULL RETURNING id"
)
_OWNER = text("SELECT id FROM messages WHERE provider_sid = :sid")
_OTHER_SID = text("SELECT provider_sid FROM messages WHERE id = :id")
_NOT_TAKEN = text(
    "UPDATE messages SET state = :state, lease_until = NULL, retry_at = :retry_at, error_code = :code,"
    " why = :why, look_at = :look_at"
    " WHERE id = :id AND attempt = :attempt AND state = 'attempting' RETURNING id"
)
_UNKNOWN = text(
    "UPDATE messages SET state = 'unknown', lease_until = NULL"
    " WHERE id = :id AND attempt = :attempt AND state = 'attempting'"
)


def lock_sender(session: Session) -> Any:
    return session.execute(_SENDER).one_or_none()


def queued(
    session: Session, *, lowest: int, since: datetime | None, machine: datetime, limit: int
) -> Sequence[Any]:
    """`since`: only what was made from then on (business time)."""
    given = {"lowest": lowest, "since": since, "machine": machine, "limit": limit}
    return session.execute(_QUEUED, given).all()


def waiting(session: Session) -> Iterator[Any]:
    """Everything queued, to look at and not to take; fetched bit by bit."""
    streaming = {"stream_results": True, "yield_per": 500}
    yield from session.execute(_WAITING, execution_options=streaming)


def set_aside(
    session: Session, id_: int, state: str, why: str | None, not_before: datetime | None
) -> None:
    session.execute(_SET_ASIDE, {"id": id_, "state": state, "why": why, "not_before": not_before})


def mark_attempting(
    session: Session,
    rows: Sequence[Any],
    tokens: Sequence[str],
    *,
    sender_id: int,
    machine: datetime,
    lease: datetime,
    look: datetime,
) -> None:
    ids = [row.id for row in rows]
    session.execute(_ATTEMPTING, {"ids": ids, "lease": lease, "look": look, "sender": sender_id})
    session.execute(
        _ATTEMPTS,
        {
            "tokens": list(tokens),
            "ids": ids,
            "numbers": [row.attempt + 1 for row in rows],
            "machine": machine,
        },
    )


def wait_anew(session: Session, machine: datetime) -> None:
    """Nothing was to leave until now: what stood in the queue begins to wait only here."""
    session.execute(_ANEW, {"machine": machine})


def keep_pace(session: Session, sender_id: int, free_at: datetime) -> None:
    session.execute(_PACE, {"id": sender_id, "at": free_at})


def record_accepted(
    session: Session,
    taken: Sequence[tuple[int, int, str, str]],
    machine: datetime,
    fetch_after: timedelta,
) -> set[int]:
    """Record (id, attempt, token, sid) where the attempt is still ours; returns the ids recorded."""
    given = {
        "ids": [t[0] for t in taken],
        "attempts": [t[1] for t in taken],
        "sids": [t[3] for t in taken],
        "machine": machine,
        "fetch": machine + fetch_after,
    }
    session.execute(_ATTEMPT_SID, {"tokens": [t[2] for t in taken], "sids": [t[3] for t in taken]})
    return set(session.scalars(_ACCEPTED, given))


def fill_sid(
    session: Session, id_: int, sid: str, machine: datetime, fetch: datetime
) -> str | None:
    """Fill an empty SID. Returns the SID the row has when it is another one: sent twice; and the
    SID given when another text has it."""
    owner = session.scalar(_OWNER, {"sid": sid})
    if owner is not None and owner != id_:
        return sid
    given = {"id": id_, "sid": sid, "machine": machine, "fetch": fetch}
    if session.execute(_FILL, given).one_or_none() is not None:
        return None
    held: str | None = session.scalar(_OTHER_SID, {"id": id_})
    return None if held == sid else held


def record_not_taken(
    session: Session,
    id_: int,
    attempt: int,
    *,
    state: str,
    retry_at: datetime | None = None,
    code: int | None = None,
    why: str | None = None,
) -> bool:
    given = {
        "id": id_,
        "attempt": attempt,
        "state": state,
        "retry_at": retry_at,
        "code": code,
        "why": why,
        "look_at": None,
    }
    return session.execute(_NOT_TAKEN, given).one_or_none() is not None


def record_unknown(session: Session, id_: int, attempt: int) -> None:
    session.execute(_UNKNOWN, {"id": id_, "attempt": attempt})
