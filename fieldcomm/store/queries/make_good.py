"""Broken promises, and what was done about them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Session

_UNRESOLVED = text(
    "SELECT p.id, p.kind, p.words, p.due_at, p.cause, p.settled_at, p.phone, j.code, c.name, c.timezone,"
    " coalesce(u.name, w.name) AS owner, coalesce(h.consent, 'unknown') AS consent,"
    " (SELECT count(*) FROM promises o WHERE o.job_id = p.job_id AND o.id < p.id"
    "  AND o.state = 'broken' AND o.kind <> 'check_in') AS broken_before"
    " FROM promises p JOIN jobs j ON j.id = p.job_id JOIN customers c ON c.id = j.customer_id"
    " LEFT JOIN users u ON u.id = p.owner_user_id LEFT JOIN contractors w ON w.id = p.owner_contractor_id"
    " LEFT JOIN phones h ON h.phone = p.phone LEFT JOIN gestures g ON g.promise_id = p.id"
    " WHERE p.state = 'broken' AND p.kind <> 'check_in' AND p.settled_at > :since AND g.id IS NULL"
    " AND (CAST(:id AS bigint) IS NULL OR p.id = :id) ORDER BY p.settled_at DESC, p.id LIMIT 100"
)
_OF_JOB = text(
    "SELECT EXISTS (SELECT 1 FROM promises p LEFT JOIN gestures g ON g.promise_id = p.id"
    " WHERE p.job_id = :id AND p.state = 'broken' AND p.kind <> 'check_in' AND g.id IS NULL)"
)
_RECENT = text(
    "SELECT g.kind, g.words, g.by, g.at, p.kind AS promise_kind, j.code, c.name FROM gestures g"
    " JOIN promises p ON p.id = g.promise_id LEFT JOIN jobs j ON j.id = g.job_id"
    " LEFT JOIN customers c ON c.id = j.customer_id ORDER BY g.id DESC LIMIT 20"
)
_ADD = text(
    "INSERT INTO gestures (promise_id, job_id, kind, words, by, at) SELECT p.id, p.job_id, :kind,"
    " :words, :by, :at FROM promises p WHERE p.id = :promise ON CONFLICT DO NOTHING RETURNING id"
)


def unresolved(session: Session, since: datetime, promise_id: int | None = None) -> Sequence[Any]:
    """Broken promises nobody has answered, the latest first."""
    return session.execute(_UNRESOLVED, {"since": since, "id": promise_id}).all()


def job_has_unresolved(session: Session, job_id: int) -> bool:
    return bool(session.scalar(_OF_JOB, {"id": job_id}))


def recent(session: Session) -> Sequence[Any]:
    return session.execute(_RECENT).all()


def add(session: Session, **columns: Any) -> int | None:
    """None: somebody was quicker."""
    found: int | None = session.scalar(_ADD, columns)
    return found
