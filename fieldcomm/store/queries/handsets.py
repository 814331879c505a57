"""Whose phones the demo shows, and when what is on them was said."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Session

# Who plays together stands together: dispatchers, crews, customers as they came; managers last.
_HANDSETS = text(
    "SELECT * FROM ("
    " SELECT CASE role WHEN 'manager' THEN 3 ELSE 0 END AS rank, id, phone, name, 'office' AS who, NULL AS code, NULL AS summary,"
    "  NULL AS timezone FROM users WHERE phone IS NOT NULL"
    " UNION ALL SELECT 1, id, phone, name, 'contractor', NULL, NULL, NULL FROM contractors WHERE active"
    " UNION ALL (SELECT DISTINCT ON (k.phone) 2, j.id, k.phone, k.name, 'customer', j.code, j.summary,"
    "  c.timezone FROM jobs j JOIN contacts k ON k.id = j.contact_id"
    "  JOIN customers c ON c.id = j.customer_id ORDER BY k.phone, j.id DESC)"
    ") AS people ORDER BY rank, id LIMIT 40"
)
_TIMES = text(
    "SELECT provider_sid, coalesce(sent_at, created_at) AS at FROM messages"
    " WHERE provider_sid = ANY(:sids)"
)


def handsets(session: Session) -> Sequence[Any]:
    return session.execute(_HANDSETS).all()


def times_by_sid(session: Session, sids: Sequence[str]) -> dict[str, datetime]:
    return {row.provider_sid: row.at for row in session.execute(_TIMES, {"sids": list(sids)})}


_SOONEST = text(
    "SELECT j.code, j.status, c.name AS customer, c.timezone, p.kind, p.due_at,"
    " count(*) OVER () AS total FROM jobs j JOIN customers c ON c.id = j.customer_id"
    " LEFT JOIN LATERAL (SELECT kind, due_at FROM promises WHERE job_id = j.id AND state = 'open'"
    "  ORDER BY due_at, id LIMIT 1) p ON true"
    " WHERE j.status NOT IN ('closed', 'cancelled') ORDER BY p.due_at NULLS LAST, j.id LIMIT :n"
)
_FOR_A_PERSON = text("SELECT kind FROM tasks WHERE settled_at IS NULL ORDER BY opened_at DESC, id")


def soonest_jobs(session: Session, n: int) -> Sequence[Any]:
    """The open jobs whose next promise falls due first."""
    return session.execute(_SOONEST, {"n": n}).all()


def kinds_of_tasks(session: Session) -> list[str]:
    return list(session.scalars(_FOR_A_PERSON))
