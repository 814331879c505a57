"""The shared inbox and the call list, in one statement; who has claimed what."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Session

# A claim holds for a while, and no longer than its owner is signed in.
_HELD = (
    "LEFT JOIN claims m ON m.item = i.item AND m.at > :held_since AND EXISTS (SELECT 1"
    " FROM web_sessions s WHERE s.user_id = m.user_id AND s.expires_at > :machine)"
    " LEFT JOIN users u ON u.id = m.user_id"
)
_ITEMS = text(f"""WITH tasks_open AS (
   SELECT 'task-' || id AS item, id, kind, words, phone, job_id, opened_at,
    CAST(NULL AS timestamptz) AS due_at FROM tasks WHERE settled_at IS NULL),
 items AS (
   SELECT * FROM tasks_open WHERE kind <> 'call_list'
   UNION ALL
   SELECT 'promise-' || p.id, p.id, 'reply', p.words, p.phone, p.job_id, p.created_at, p.due_at
   FROM promises p WHERE p.state = 'open' AND p.kind = 'reply' AND NOT EXISTS (
    SELECT 1 FROM tasks t WHERE t.phone = p.phone AND t.settled_at IS NULL
    AND t.kind IN ('read_text', 'unknown_sender'))),
 chosen AS (
   (SELECT 'inbox' AS list, items.*, count(*) OVER () AS total, opened_at AS silent_since FROM items
    ORDER BY (kind <> 'safety'), coalesce(due_at, opened_at), item LIMIT :n)
   UNION ALL
   (SELECT 'calls', t.*, count(*) OVER (), coalesce(h.last_person_at, j.created_at) FROM tasks_open t
    LEFT JOIN jobs j ON j.id = t.job_id LEFT JOIN phones h ON h.phone = t.phone
    WHERE t.kind = 'call_list' ORDER BY coalesce(h.last_person_at, j.created_at), t.id LIMIT :calls))
SELECT i.*, j.code, c.name AS customer, m.at AS claimed_at, m.user_id AS claimed_by,
  u.name AS claimant FROM chosen i LEFT JOIN jobs j ON j.id = i.job_id
 LEFT JOIN customers c ON c.id = j.customer_id {_HELD}
 ORDER BY i.list, (i.kind <> 'safety'), CASE i.list WHEN 'calls' THEN i.silent_since
   ELSE coalesce(i.due_at, i.opened_at) END, i.item""")  # noqa: S608  pieces of our own
_CLAIM = text(
    "INSERT INTO claims (item, user_id, at) VALUES (:item, :user_id, :at)"
    " ON CONFLICT (item) DO UPDATE SET user_id = :user_id, at = :at"
)
_LET_GO = text("DELETE FROM claims WHERE item = :item AND user_id = :user_id")
_FORGET = text("DELETE FROM claims WHERE at < :long_ago")
_REPLY = text(
    "SELECT id, phone, job_id, state, words FROM promises WHERE id = :id AND kind = 'reply'"
)


def items(
    session: Session, *, n: int, calls: int, held_since: datetime, machine: datetime
) -> Sequence[Any]:
    """`list` is `inbox` (danger first, then what has waited longest) or `calls` (longest silence)."""
    given = {"n": n, "calls": calls, "held_since": held_since, "machine": machine}
    return session.execute(_ITEMS, given).all()


def claim(session: Session, item: str, user_id: int, at: datetime, long_ago: datetime) -> None:
    """Machine time. Whoever claims last has it: another can take over."""
    session.execute(_FORGET, {"long_ago": long_ago})
    session.execute(_CLAIM, {"item": item, "user_id": user_id, "at": at})


def let_go(session: Session, item: str, user_id: int) -> None:
    session.execute(_LET_GO, {"item": item, "user_id": user_id})


def reply_owed(session: Session, promise_id: int) -> Any:
    """None: there is no such promise of an answer."""
    return session.execute(_REPLY, {"id": promise_id}).one_or_none()
