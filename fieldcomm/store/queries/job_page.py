"""Everything one job's page shows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Session

LINES = 200  # of each kind; the page says so when there are more

_JOB = text(
    "SELECT j.id, j.code, j.status, j.waiting_on, j.chase_at, j.urgency, j.summary, j.created_at,"
    " j.customer_id, j.contact_id, j.owner_id, c.name AS customer,"
    " c.address, c.timezone, c.notes, c.story, c.told_by, c.told_at, k.name AS contact, k.phone,"
    " k.role, w.name AS contractor, w.phone AS contractor_phone, u.name AS owner,"
    " coalesce(h.language, 'en') AS language, coalesce(h.consent, 'unknown') AS consent,"
    " coalesce(h.frequency, 'twice') AS frequency, h.unreachable, h.next_check_in_at, h.chatter_off_at,"
    " j.snoozed_until, j.snooze_reason, j.snoozed_by"
    " FROM jobs j JOIN customers c ON c.id = j.customer_id JOIN contacts k ON k.id = j.contact_id"
    " LEFT JOIN contractors w ON w.id = j.contractor_id LEFT JOIN users u ON u.id = j.owner_id"
    " LEFT JOIN phones h ON h.phone = k.phone WHERE j.code = :code"
)
_MESSAGES = text(
    "SELECT m.id, m.direction, m.phone, m.body, m.moment, m.state, m.segments, m.error_code, m.why,"
    " m.crossed, m.created_at, m.sent_at, m.not_before, m.media,"
    " coalesce(k.name, w.name, u.name) AS who, k.id AS contact_id FROM messages m"
    " LEFT JOIN contacts k ON k.phone = m.phone AND k.customer_id = :customer"
    " LEFT JOIN contractors w ON w.phone = m.phone LEFT JOIN users u ON u.phone = m.phone"
    " WHERE m.job_id = :id OR (m.job_id IS NULL AND m.created_at >= :since"
    "  AND m.phone IN (SELECT phone FROM contacts WHERE customer_id = :customer))"
    " ORDER BY m.id DESC LIMIT :n"
)
_EVENTS = text(
    "SELECT e.id, e.at, e.kind, e.actor, e.data, e.deed_id,"
    " (d.user_id IS NULL AND d.undone_at IS NULL AND d.undo_until > :machine) AS can_go_back,"
    " d.undone_at IS NOT NULL AS undone FROM events e LEFT JOIN deeds d ON d.id = e.deed_id"
    " WHERE e.job_id = :id ORDER BY e.at DESC, e.id DESC LIMIT :n"
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
    " v.arrived_at, v.left_at, v.contractor_id, w.name AS contractor, w.phone AS contractor_phone FROM visits v"
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
_CONTACTS = text(
    "SELECT k.id, k.name, k.phone, k.role, k.is_texted, coalesce(h.consent, 'unknown') AS consent,"
    " h.unreachable FROM contacts k LEFT JOIN phones h ON h.phone = k.phone"
    " WHERE k.customer_id = :customer AND k.removed_at IS NULL ORDER BY k.id LIMIT 30"
)
# How full the days ahead are: visits by crew and day, at the clock of the job site.
_LOAD = text(
    "SELECT contractor_id, CAST(window_from AT TIME ZONE :zone AS date) AS day, count(*) AS visits"
    " FROM visits WHERE contractor_id IS NOT NULL AND status NOT IN ('done', 'cancelled')"
    " AND window_from >= :since AND window_from < :until GROUP BY 1, 2 ORDER BY 2, 1"
)
_CONSENT = text(
    "SELECT state, source, wording, actor, at FROM consents WHERE phone = :phone"
    " ORDER BY id DESC LIMIT 1"
)


def job_by_code(session: Session, code: str) -> Any:
    return session.execute(_JOB, {"code": code}).one_or_none()


def messages_of(session: Session, job: Any) -> Sequence[Any]:
    """Texts about the job, and those of its contacts that belong to no job; newest first."""
    given = {"id": job.id, "customer": job.customer_id, "since": job.created_at, "n": LINES}
    return session.execute(_MESSAGES, given).all()


def events_of(session: Session, job_id: int, machine: datetime) -> Sequence[Any]:
    """With whether the text an event came of can still be taken back."""
    return session.execute(_EVENTS, {"id": job_id, "n": LINES, "machine": machine}).all()


def contacts_of(session: Session, customer_id: int) -> Sequence[Any]:
    return session.execute(_CONTACTS, {"customer": customer_id}).all()


def load_of_days(session: Session, zone: str, since: datetime, until: datetime) -> Sequence[Any]:
    """`contractor_id`, `day` and `visits` for every day on which a crew has any."""
    return session.execute(_LOAD, {"zone": zone, "since": since, "until": until}).all()


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
