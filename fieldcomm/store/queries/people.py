"""The people of the house, and the customers a phone belongs to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Session

_CONTRACTORS = text("SELECT id, name, phone FROM contractors WHERE active ORDER BY name, id")
_OFFICE = text(
    "SELECT id, name, phone, role, on_call FROM users WHERE deactivated_at IS NULL ORDER BY name, id"
)
_CONTRACTORS_AT_WORK = text(
    "SELECT w.id, w.name, w.phone, h.consent, count(v.id) AS visits, min(v.window_from) AS next_from"
    " FROM contractors w LEFT JOIN phones h ON h.phone = w.phone"
    " LEFT JOIN visits v ON v.contractor_id = w.id AND v.status NOT IN ('done', 'cancelled', 'missed')"
    " AND v.window_to > :now WHERE w.active GROUP BY w.id, h.consent ORDER BY w.name, w.id"
)
_CUSTOMERS_OF = text(
    "SELECT c.id, c.name, c.address, c.timezone, k.name AS contact, h.consent, h.language,"
    " (SELECT string_agg(j.code, ', ' ORDER BY j.id DESC) FROM jobs j WHERE j.customer_id = c.id"
    "  AND j.status NOT IN ('closed', 'cancelled')) AS codes"
    " FROM contacts k JOIN customers c ON c.id = k.customer_id LEFT JOIN phones h ON h.phone = k.phone"
    " WHERE k.phone = :phone ORDER BY c.id DESC LIMIT 5"
)


def active_contractors(session: Session) -> Sequence[Any]:
    return session.execute(_CONTRACTORS).all()


def office(session: Session) -> Sequence[Any]:
    return session.execute(_OFFICE).all()


def contractors_at_work(session: Session, now: Any) -> Sequence[Any]:
    """With how many visits are ahead of them, and when the next begins."""
    return session.execute(_CONTRACTORS_AT_WORK, {"now": now}).all()


def customers_of(session: Session, phone: str) -> Sequence[Any]:
    """The households a phone is known at, the latest first."""
    return session.execute(_CUSTOMERS_OF, {"phone": phone}).all()
