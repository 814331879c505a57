"""What somebody of the office still owes: when their shift ends, and when they leave."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Session

_OWED = text(
    "SELECT p.id, p.kind, p.words, p.due_at, p.phone, p.job_id, j.code, c.name AS customer,"
    " c.timezone FROM promises p LEFT JOIN jobs j ON j.id = p.job_id"
    " LEFT JOIN customers c ON c.id = j.customer_id WHERE p.state = 'open'"
    " AND p.kind = ANY(:kinds) AND p.owner_user_id = :user ORDER BY p.due_at, p.id"
)
_JOBS = text(
    "SELECT j.id, j.code, k.phone FROM jobs j JOIN contacts k ON k.id = j.contact_id"
    " WHERE j.owner_id = :user AND j.status NOT IN ('closed', 'cancelled') ORDER BY j.id"
)


def owed_by(session: Session, user_id: int, kinds: Collection[str]) -> Sequence[Any]:
    """Their open promises of these kinds, soonest first."""
    return session.execute(_OWED, {"user": user_id, "kinds": list(kinds)}).all()


def jobs_of_owner(session: Session, user_id: int) -> Sequence[Any]:
    return session.execute(_JOBS, {"user": user_id}).all()
