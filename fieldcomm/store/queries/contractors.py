"""Contractors' cards: what they did, what is ahead, how their promises went."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Session

_ALL = text(
    "SELECT w.id, w.name, w.phone, w.active, h.consent, count(v.id) AS visits, min(v.window_from) AS next_from"
    " FROM contractors w LEFT JOIN phones h ON h.phone = w.phone"
    " LEFT JOIN visits v ON v.contractor_id = w.id AND v.status NOT IN ('done', 'cancelled', 'missed')"
    " AND v.window_to > :now GROUP BY w.id, h.consent ORDER BY w.active DESC, w.name, w.id"
)
_ONE = text(
    "SELECT w.id, w.name, w.phone, w.active, w.created_at, coalesce(h.consent, 'unknown') AS consent,"
    " coalesce(h.language, 'en') AS language, h.unreachable, h.last_in_at"
    " FROM contractors w LEFT JOIN phones h ON h.phone = w.phone WHERE w.id = :id"
)
_VISITS = text(
    "SELECT v.id, v.kind, v.window_from, v.window_to, v.status, v.arrived_at, v.left_at, v.slips,"
    " j.code, j.summary, c.name AS customer, c.address, c.timezone FROM visits v"
    " JOIN jobs j ON j.id = v.job_id JOIN customers c ON c.id = j.customer_id"
    " WHERE v.contractor_id = :id ORDER BY v.window_from DESC, v.id DESC LIMIT 40"
)
# An arrival is the promise of whoever comes; the rest is whose name stands on it.
_RECORD = text(
    "SELECT p.kind, p.state, count(*) AS n FROM promises p LEFT JOIN visits v ON v.id = p.visit_id"
    " WHERE coalesce(p.owner_contractor_id, CASE WHEN p.kind = 'arrival' THEN v.contractor_id END) = :id"
    " AND p.created_at >= :since GROUP BY 1, 2"
)
_AHEAD = text(
    "SELECT (SELECT count(*) FROM visits WHERE contractor_id = :id"
    "  AND status NOT IN ('done', 'cancelled', 'missed'))"
    " + (SELECT count(*) FROM promises WHERE owner_contractor_id = :id AND state = 'open')"
)


def all_contractors(session: Session, now: datetime) -> Sequence[Any]:
    """With how many visits are ahead; who no longer works for us, last."""
    return session.execute(_ALL, {"now": now}).all()


def contractor_by_id(session: Session, id_: int) -> Any:
    return session.execute(_ONE, {"id": id_}).one_or_none()


def visits_of_contractor(session: Session, id_: int) -> Sequence[Any]:
    """The latest first."""
    return session.execute(_VISITS, {"id": id_}).all()


def promise_record(session: Session, id_: int, since: datetime) -> Sequence[Any]:
    """Counts by kind and state."""
    return session.execute(_RECORD, {"id": id_, "since": since}).all()


def still_owed_by(session: Session, id_: int) -> int:
    """Visits and promises that are still theirs."""
    return session.scalar(_AHEAD, {"id": id_}) or 0
