"""The day by crew: its visits, who is off, and what a moved day wrote."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Session

_VISITS = text(
    "SELECT v.id, v.job_id, v.contractor_id, v.kind, v.status, v.window_from, v.window_to, v.eta,"
    " v.slips, v.told_at, v.moved_from, v.arrived_at, v.left_at, j.code, j.summary, c.name AS customer,"
    " c.address, c.timezone, k.phone, h.consent, w.name AS contractor, w.phone AS contractor_phone"
    " FROM visits v JOIN jobs j ON j.id = v.job_id JOIN customers c ON c.id = j.customer_id"
    " JOIN contacts k ON k.id = j.contact_id LEFT JOIN phones h ON h.phone = k.phone"
    " LEFT JOIN contractors w ON w.id = v.contractor_id"
    " WHERE v.window_from >= :start AND v.window_from < :end AND v.status <> 'cancelled'"
    " AND (CAST(:crew AS bigint) IS NULL OR v.contractor_id = :crew)"
    " ORDER BY v.window_from, v.window_to, v.id"
)
_CREWS = text(
    "SELECT w.id, w.name, w.phone, w.active, h.consent, o.why AS off FROM contractors w"
    " LEFT JOIN phones h ON h.phone = w.phone"
    " LEFT JOIN days_off o ON o.contractor_id = w.id AND o.day = :day"
    " WHERE w.active OR w.id = ANY(:with_visits) ORDER BY w.name, w.id"
)
_CREW = text("SELECT id, name, phone FROM contractors WHERE id = :id")
_LOAD = text(
    "SELECT contractor_id, count(*) AS n FROM visits WHERE window_from >= :start"
    " AND window_from < :end AND status NOT IN ('cancelled', 'done', 'missed')"
    " GROUP BY contractor_id"
)
_BUSY = text(
    "SELECT contractor_id, window_from, window_to FROM visits WHERE contractor_id IS NOT NULL"
    " AND window_to > :start AND window_from < :end AND status NOT IN ('cancelled', 'done')"
)
_OFF = text("SELECT contractor_id, day FROM days_off WHERE day >= :start AND day < :end")
_SICK_TASKS = text(
    "SELECT id FROM tasks WHERE kind = 'sick' AND phone = :phone AND settled_at IS NULL ORDER BY id"
)
_TAKE_OFF = text(
    "INSERT INTO days_off (contractor_id, day, why) VALUES (:crew, :day, :why)"
    " ON CONFLICT DO NOTHING RETURNING id"
)
# What this transaction has written so far.
_SAID = text(
    "SELECT id, phone, moment, body, segments, state, why, not_before, zone FROM messages"
    " WHERE phone = ANY(:phones) AND direction = 'out' AND xmin = CAST(pg_current_xact_id() AS xid)"
    " ORDER BY id"
)
_SETTLED = text(
    "SELECT state, count(*) AS n FROM promises WHERE phone = ANY(:phones)"
    " AND xmin = CAST(pg_current_xact_id() AS xid) AND kind = 'arrival' AND state <> 'open'"
    " GROUP BY state"
)


def visits_between(
    session: Session, start: datetime, end: datetime, *, crew: int | None = None
) -> Sequence[Any]:
    """Visits whose window begins in there, done ones too, but none called off."""
    return session.execute(_VISITS, {"start": start, "end": end, "crew": crew}).all()


def crews_of_day(session: Session, day: date, with_visits: list[int]) -> Sequence[Any]:
    """`off`: why they do not work that day; None: they do."""
    return session.execute(_CREWS, {"day": day, "with_visits": with_visits}).all()


def crew_by_id(session: Session, id_: int) -> Any:
    return session.execute(_CREW, {"id": id_}).one_or_none()


def load_between(session: Session, start: datetime, end: datetime) -> dict[int | None, int]:
    found = session.execute(_LOAD, {"start": start, "end": end})
    return {row.contractor_id: row.n for row in found}


def busy_between(session: Session, start: datetime, end: datetime) -> Sequence[Any]:
    return session.execute(_BUSY, {"start": start, "end": end}).all()


def off_between(session: Session, start: date, end: date) -> Sequence[Any]:
    return session.execute(_OFF, {"start": start, "end": end}).all()


def sick_tasks(session: Session, phone: str) -> list[int]:
    return list(session.scalars(_SICK_TASKS, {"phone": phone}))


def take_day_off(session: Session, crew: int, day: date, why: str) -> int | None:
    """The row's id; None where they are off that day already."""
    found: int | None = session.scalar(_TAKE_OFF, {"crew": crew, "day": day, "why": why})
    return found


def said_here(session: Session, phones: list[str]) -> Sequence[Any]:
    """Texts to these phones that this transaction has written."""
    return session.execute(_SAID, {"phones": phones}).all()


def settled_here(session: Session, phones: list[str]) -> dict[str, int]:
    """How the arrivals ended that this transaction has settled, by state."""
    return {row.state: row.n for row in session.execute(_SETTLED, {"phones": phones})}
