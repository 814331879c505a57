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
_PHONE_OF = text("SELECT phone FROM contacts WHERE id = :id")
_CUSTOMERS_OF = text(
    "SELECT c.id, c.name, c.address, c.timezone, k.name AS contact, h.consent, h.language,"
    " (SELECT string_agg(j.code, ', ' ORDER BY j.id DESC) FROM jobs j WHERE j.customer_id = c.id"
    "  AND j.status NOT IN ('closed', 'cancelled')) AS codes"
    " FROM contacts k JOIN customers c ON c.id = k.customer_id LEFT JOIN phones h ON h.phone = k.phone"
    " WHERE k.phone = :phone AND c.merged_into IS NULL ORDER BY c.id DESC LIMIT 5"
)


def active_contractors(session: Session) -> Sequence[Any]:
    return session.execute(_CONTRACTORS).all()


def office(session: Session) -> Sequence[Any]:
    return session.execute(_OFFICE).all()


def phone_of_contact(session: Session, contact_id: int) -> str | None:
    found: str | None = session.scalar(_PHONE_OF, {"id": contact_id})
    return found


def customers_of(session: Session, phone: str) -> Sequence[Any]:
    """The households a phone is known at, the latest first."""
    return session.execute(_CUSTOMERS_OF, {"phone": phone}).all()
