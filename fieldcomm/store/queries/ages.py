"""How long what waits has been waiting: every statement by an index of what is not done yet, so
that the cost grows with what waits and not with history."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Session

# Each kind by itself: the index of what is unread is one a kind. What a backup held unread is not to be
# read before it is known whether it was answered since.
_UNREAD = text(
    "SELECT 'text' AS kind, count(*) AS n, min(arrived_at) AS oldest FROM inbox"
    " WHERE state = 'unread' AND kind = 'text' AND arrived_at >= coalesce("
    "(SELECT max(restored_at) FROM restores WHERE ended_at IS NULL), '-infinity')"
    " UNION ALL SELECT 'delivery', count(*), min(arrived_at) FROM inbox"
    " WHERE state = 'unread' AND kind = 'delivery'"
)
_QUEUED = text(
    "SELECT priority, count(*) AS n, sum(segments) AS segments,"
    " min(coalesce(queued_at, created_at)) AS oldest"
    " FROM messages WHERE state = 'queued' GROUP BY priority ORDER BY priority"
)
# Check-ins waiting to leave, by the time they were named for.
_NAMED = text(
    "SELECT expires_at, sum(segments) AS segments FROM messages"
    " WHERE state = 'queued' AND priority = :priority AND moment = 'check_in'"
    " AND expires_at IS NOT NULL GROUP BY expires_at ORDER BY expires_at"
)
_HANDED_OVER = text(
    "SELECT coalesce(sum(m.segments), 0) FROM attempts a JOIN messages m ON m.id = a.message_id"
    " WHERE a.started_at >= :since AND a.provider_sid IS NOT NULL AND m.priority <= :lowest"
)
_DUE = text(
    "SELECT (SELECT min(next_check_in_at) FROM phones WHERE next_check_in_at IS NOT NULL)"
    " AS check_in, least("
    " (SELECT min(next_step_at) FROM promises WHERE next_step_at IS NOT NULL),"
    " (SELECT min(next_step_at) FROM visits WHERE next_step_at IS NOT NULL),"
    " (SELECT min(next_step_at) FROM tasks WHERE next_step_at IS NOT NULL AND settled_at IS NULL),"
    " (SELECT min(not_before) FROM messages WHERE state = 'held' AND not_before IS NOT NULL)"
    ") AS other"
)
_SENDER = text(
    "SELECT paused, segments_per_second AS pace FROM senders WHERE active ORDER BY id LIMIT 1"
)


def unread(session: Session) -> Sequence[Any]:
    """`kind`, `n`, `oldest` (machine time) of what may be read."""
    return session.execute(_UNREAD).all()


def queued(session: Session) -> Sequence[Any]:
    """`priority`, `n`, `segments`, `oldest` (machine time) of what may leave."""
    return session.execute(_QUEUED).all()


def named(session: Session, priority: int) -> Sequence[Any]:
    """`expires_at` (business time), `segments`."""
    return session.execute(_NAMED, {"priority": priority}).all()


def handed_over(session: Session, since: datetime, lowest: int) -> int:
    """Segments the provider took since then (machine time), of texts as urgent as `lowest` or more."""
    return int(session.scalar(_HANDED_OVER, {"since": since, "lowest": lowest}))


def due(session: Session) -> Any:
    """`check_in`, `other`: when the first of them falls or fell due, business time."""
    return session.execute(_DUE).one()


def sender(session: Session) -> Any:
    """`paused`, `pace`; None: there is no number to send from."""
    return session.execute(_SENDER).one_or_none()
