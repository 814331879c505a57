"""Since when the oldest of everything has waited."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Session

# `tried_since`: the provider has not taken these for a while. `idle_since`: something waits, and
# the sender has not begun anything since. Broadcasts are paced on purpose: an hour is no outage.
_AGES = text(
    "SELECT (SELECT min(a.started_at) FROM messages m JOIN attempts a ON a.message_id = m.id"
    "  AND a.number = 1 WHERE m.state = 'queued' AND m.attempt >= 3) AS tried_since,"
    " (SELECT greatest(min(m.created_at) - :offset, (SELECT min(next_free_at) FROM senders"
    "  WHERE active)) FROM messages m WHERE m.state = 'queued' AND m.priority < 4"
    "  AND (m.retry_at IS NULL OR m.retry_at <= :machine)) AS idle_since,"
    " (SELECT min(arrived_at) FROM inbox WHERE state = 'unread') AS unread_since,"
    " (SELECT min(next_check_in_at) FROM phones WHERE next_check_in_at <= :now) - :offset"
    "  AS check_ins_since"
)


def ages(session: Session, now: datetime, machine: datetime) -> Any:
    """All in machine time; null: nothing waits."""
    given = {"now": now, "machine": machine, "offset": now - machine}
    return session.execute(_AGES, given).one()
