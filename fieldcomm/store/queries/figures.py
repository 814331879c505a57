"""What an operator's figures are made of. Each statement by an index of what is not done yet or of a
recent span: the cost does not grow with history."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Session

# As ix_messages_pending_by_phone puts it, word for word; what is unconfirmed has its own index.
_OUTBOX = text(
    "SELECT state, priority, count(*) AS n, min(queued_at) AS oldest FROM messages"
    " WHERE state IN ('held', 'queued', 'attempting', 'unknown', 'accepted') AND direction = 'out'"
    " GROUP BY state, priority"
    " UNION ALL SELECT state, priority, count(*), NULL FROM messages WHERE state = 'unconfirmed'"
    " GROUP BY state, priority"
)
_HANDED_OVER = text(
    "SELECT m.priority, count(*) AS n, max(w.waited) AS longest,"
    " percentile_cont(0.5) WITHIN GROUP (ORDER BY w.waited) AS median,"
    " percentile_cont(0.99) WITHIN GROUP (ORDER BY w.waited) AS nearly_all"
    " FROM attempts a JOIN messages m ON m.id = a.message_id,"
    " LATERAL (SELECT extract(epoch FROM a.started_at - m.queued_at)::float AS waited) w"
    " WHERE a.started_at >= :since AND a.provider_sid IS NOT NULL AND m.queued_at IS NOT NULL"
    " GROUP BY m.priority"
)
_OPEN = text(
    "SELECT kind, count(*) AS n, count(*) FILTER (WHERE due_at < :now) AS late FROM promises"
    " WHERE state = 'open' GROUP BY kind"
)
_FELL_DUE = text(
    "SELECT kind, state, count(*) AS n FROM promises WHERE due_at >= :since AND due_at < :now"
    " GROUP BY kind, state"
)
_ERRORS = text(
    "SELECT error_code, count(*) AS n FROM messages"
    " WHERE error_code IS NOT NULL AND created_at >= :since GROUP BY error_code"
)
_CHECK_INS_DUE = text("SELECT count(*) FROM phones WHERE next_check_in_at <= :now")
_TASKS = text("SELECT kind, count(*) AS n FROM tasks WHERE settled_at IS NULL GROUP BY kind")
_PAUSED = text("SELECT count(*) FROM senders WHERE active AND paused IS NOT NULL")


def outbox(session: Session) -> Sequence[Any]:
    """`state`, `priority`, `n`, `oldest` (machine time, when the first of them could leave)."""
    return session.execute(_OUTBOX).all()


def handed_over(session: Session, since: datetime) -> Sequence[Any]:
    """By `priority`: `n` texts the provider took since then (machine time), and the seconds they
    waited from when they could leave: `median`, `nearly_all` (99 %), `longest`."""
    return session.execute(_HANDED_OVER, {"since": since}).all()


def promises_open(session: Session, now: datetime) -> Sequence[Any]:
    return session.execute(_OPEN, {"now": now}).all()


def promises_due(session: Session, since: datetime, now: datetime) -> Sequence[Any]:
    """What became so far of the promises that fell due in a span of business time."""
    return session.execute(_FELL_DUE, {"since": since, "now": now}).all()


def errors(session: Session, since: datetime) -> Sequence[Any]:
    """`error_code`, `n` of texts decided since then (business time)."""
    return session.execute(_ERRORS, {"since": since}).all()


def check_ins_due(session: Session, now: datetime) -> int:
    return session.scalar(_CHECK_INS_DUE, {"now": now}) or 0


def tasks_open(session: Session) -> Sequence[Any]:
    return session.execute(_TASKS).all()


def senders_paused(session: Session) -> int:
    return session.scalar(_PAUSED) or 0
