"""What somebody of the office still owes, and passing it on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Session

_PROMISES = text(
    "SELECT p.id, p.kind, p.words, p.due_at, j.code, c.name AS customer, c.timezone FROM promises p"
    " LEFT JOIN jobs j ON j.id = p.job_id LEFT JOIN customers c ON c.id = j.customer_id"
    " WHERE p.owner_user_id = :id AND p.state = 'open' ORDER BY p.due_at, p.id"
)
_JOBS = text(
    "SELECT count(*) FROM jobs WHERE owner_id = :id AND status NOT IN ('closed', 'cancelled')"
)
_GIVE_PROMISES = text(
    "UPDATE promises SET owner_user_id = :to WHERE owner_user_id = :id AND state = 'open'"
    " RETURNING job_id"
)
_GIVE_JOBS = text(
    "UPDATE jobs SET owner_id = :to, changed_at = :now"
    " WHERE owner_id = :id AND status NOT IN ('closed', 'cancelled') RETURNING id"
)
_SAY = text(
    "INSERT INTO events (job_id, at, kind, actor, data)"
    " SELECT id, :now, 'handed_over', :by, jsonb_build_object('text', CAST(:words AS text))"
    " FROM unnest(CAST(:ids AS bigint[])) AS id"
)


def open_promises_of(session: Session, user_id: int) -> Sequence[Any]:
    return session.execute(_PROMISES, {"id": user_id}).all()


def open_jobs_of(session: Session, user_id: int) -> int:
    return int(session.scalar(_JOBS, {"id": user_id}) or 0)


def hand_over(
    session: Session, user_id: int, to: int | None, *, now: datetime, by: str, words: str
) -> tuple[int, int]:
    """Promises and jobs change hands, and each job's timeline says so. Returns how many of each."""
    promises = list(session.scalars(_GIVE_PROMISES, {"id": user_id, "to": to}))
    jobs = list(session.scalars(_GIVE_JOBS, {"id": user_id, "to": to, "now": now}))
    touched = sorted({job for job in promises if job is not None} | set(jobs))
    session.execute(_SAY, {"ids": touched, "now": now, "by": by, "words": words})
    return len(promises), len(jobs)
