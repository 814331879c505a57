"""Surge mode: its switch, and what has come in by text."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Session

_SWITCH = text(
    "UPDATE company SET surge_since = :since, surge_by = :by, jobs_per_day = :per_day WHERE id = 1"
)
_SINCE = text("SELECT surge_since, surge_by, jobs_per_day FROM company WHERE id = 1")
_ASKING = text(
    "SELECT p.phone, p.asked_at, p.asked_refs FROM phones p WHERE p.asked = 'intake'"
    " AND p.asked_at > :lately ORDER BY p.asked_at DESC LIMIT 100"
)
_OPENED = text(
    "SELECT j.code, j.summary, j.urgency, j.status, j.created_at, c.name, c.address, c.timezone"
    " FROM events e JOIN jobs j ON j.id = e.job_id JOIN customers c ON c.id = j.customer_id"
    " WHERE e.kind = 'taken_on_by_text' AND e.at > :lately AND j.status NOT IN ('closed', 'cancelled')"
    " ORDER BY array_position(CAST(:urgencies AS text[]), j.urgency) NULLS LAST, j.created_at LIMIT 200"
)
_ON_FILE = text(
    "SELECT k.name, c.address FROM contacts k JOIN customers c ON c.id = k.customer_id"
    " WHERE k.phone = :phone AND k.removed_at IS NULL AND c.merged_into IS NULL"
    " AND c.erased_at IS NULL ORDER BY k.id DESC LIMIT 1"
)
_WAITING = text("SELECT count(*) FROM jobs WHERE status = 'waiting'")
_FINISHED = text("SELECT count(*) FROM jobs WHERE finished_at > :since AND finished_at IS NOT NULL")


def on_file(session: Session, phone: str) -> tuple[str, str] | None:
    """Name and address of the latest household this phone belonged to."""
    row = session.execute(_ON_FILE, {"phone": phone}).one_or_none()
    return (row.name, row.address) if row else None


def switch(session: Session, since: datetime | None, by: str, per_day: int | None) -> None:
    session.execute(_SWITCH, {"since": since, "by": by, "per_day": per_day})


def state(session: Session) -> Any:
    return session.execute(_SINCE).one()


def asking(session: Session, lately: datetime) -> Sequence[Any]:
    """Phones that were asked who they are and have not said it all."""
    return session.execute(_ASKING, {"lately": lately}).all()


def opened(session: Session, lately: datetime, urgencies: list[str]) -> Sequence[Any]:
    """Jobs opened by text, the most pressing first."""
    return session.execute(_OPENED, {"lately": lately, "urgencies": urgencies}).all()


def waiting(session: Session) -> int:
    return session.scalar(_WAITING) or 0


def finished_since(session: Session, since: datetime) -> int:
    return session.scalar(_FINISHED, {"since": since}) or 0
