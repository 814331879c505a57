"""Everything one job's page shows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Session

LINES = 200  # of each kind; the page says so when there are more

_JOB = text(
    "SELECT j.id, j.code, j.status, j.waiting_on, j.summary, j.created_at, c.name AS customer,"
    " c.address, c.timezone, c.notes, c.story, k.name AS contact, k.phone, k.role,"
    " w.name AS contractor, w.phone AS contractor_phone, u.name AS owner,"
    " coalesce(h.language, 'en') AS language, coalesce(h.consent, 'unknown') AS consent,"
    " coalesce(h.frequency, 'twice') AS frequency, h.unreachable, h.next_check_in_at, h.chatter_off_at"
    " FROM jobs j JOIN customers c ON c.id = j.customer_id JOIN contacts k ON k.id = j.contact_id"
    " LEFT JOIN contractors w ON w.id = j.contractor_id LEFT JOIN users u ON u.id = j.owner_id"
    " LEFT JOIN phones h ON h.phone = k.phone WHERE j.code = :code"
)
_MESSAGES = text(
    "SELECT m.id, m.direction, m.phone, m.body, m.moment, m.state, m.segments, m.error_code, m.why,"
    " m.crossed, m.created_at, m.sent_at, m.not_before, m.media,"
    " coalesce(w.name, u.name) AS ours FROM messages m"
    " LEFT JOIN contractors w ON w.phone = m.phone LEFT JOIN users u ON u.phone = m.phone"
    " WHERE m.job_id = :id"
    " OR (m.job_id IS NULL AND m.phone = :phone AND m.created_at >= :since)"
    " ORDER BY m.id DESC LIMIT :n"
)
_EVENTS = text(
    "SELECT id, at, kind, actor, data FROM events WHERE job_id = :id ORDER BY at DESC, id DESC LIMIT :n"
)
_PROMISES = text(
    "SELECT p.id, p.kind, p.words, p.due_at, p.state, p.cause, p.settled_at, p.created_at,"
    " p.visit_id, coalesce(u.name, w.name) AS owner FROM promises p"
    " LEFT JOIN users u ON u.id = p.owner_user_id"
    " LEFT JOIN contractors w ON w.id = p.owner_contractor_id"
    " WHERE p.job_id = :id ORDER BY p.due_at DESC, p.id DESC LIMIT :n"
)
_VISITS = text(
    "SELECT v.id, v.kind, v.window_from, v.window_to, v.status, v.eta, v.told_at, v.created_at,"
    " v.arrived_at, v.left_at, w.name AS contractor, w.phone AS contractor_phone FROM visits v"
    " LEFT JOIN contractors w ON w.id = v.contractor_id"
    " WHERE v.job_id = :id ORDER BY v.window_from, v.id LIMIT :n"
)
_UPDATES = text(
    "SELECT id, text, state, author, created_at, released_at FROM updates"
    " WHERE job_id = :id AND state = 'proposed' ORDER BY created_at, id"
)
_OTHER_JOBS = text(
    "SELECT j.code, j.summary, j.status FROM jobs j JOIN contacts k ON k.id = j.contact_id"
    " WHERE k.phone = :phone AND j.id <> :id ORDER BY j.id DESC LIMIT 10"
)
_CONSENT = text(
    "SELECT state, source, wording, actor, at FROM consents WHERE phone = :phone"
    " ORDER BY id DESC LIMIT 1"
)


def job_by_code(session: Session, code: str) -> Any:
    return session.execute(_JOB, {"code": code}).one_or_none()


def messages_of(session: Session, job_id: int, phone: str, since: datetime) -> Sequence[Any]:
    """Texts about the job, and those of its contact that belong to no job; newest first."""
    given = {"id": job_id, "phone": phone, "since": since, "n": LINES}
    return session.execute(_MESSAGES, given).all()


def events_of(session: Session, job_id: int) -> Sequence[Any]:
    return session.execute(_EVENTS, {"id": job_id, "n": LINES}).all()


def promises_of(session: Session, job_id: int) -> Sequence[Any]:
    return session.execute(_PROMISES, {"id": job_id, "n": LINES}).all()


def visits_of(session: Session, job_id: int) -> Sequence[Any]:
    return session.execute(_VISITS, {"id": job_id, "n": LINES}).all()


def proposals_of(session: Session, job_id: int) -> Sequence[Any]:
    return session.execute(_UPDATES, {"id": job_id}).all()


def other_jobs(session: Session, job_id: int, phone: str) -> Sequence[Any]:
    return session.execute(_OTHER_JOBS, {"id": job_id, "phone": phone}).all()


def last_consent(session: Session, phone: str) -> Any:
    return session.execute(_CONSENT, {"phone": phone}).one_or_none()
