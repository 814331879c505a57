"""Find people of the house by phone."""

from __future__ import annotations

from sqlalchemy import text

from fieldcomm.domain.snapshot import Person
from fieldcomm.services.errors import Refused
from fieldcomm.services.unit import Unit

_CONTRACTOR = text("SELECT id, name, phone FROM contractors WHERE phone = :phone AND active")
_USER = text("SELECT id, name, phone, role, on_call FROM users WHERE phone = :phone")


def contractor_by_phone(work: Unit, phone: str) -> Person:
    """Raises Refused when nobody has it."""
    row = work.session.execute(_CONTRACTOR, {"phone": phone}).one_or_none()
    if row is None:
        raise Refused(f"No contractor has the phone {phone}; add them first.")
    return Person(row.id, row.name, row.phone, is_contractor=True)


def owner_by_phone(work: Unit, phone: str) -> Person:
    """A contractor or a user of the office. Raises Refused when nobody has it."""
    row = work.session.execute(_CONTRACTOR, {"phone": phone}).one_or_none()
    if row is not None:
        return Person(row.id, row.name, row.phone, is_contractor=True)
    row = work.session.execute(_USER, {"phone": phone}).one_or_none()
    if row is None:
        raise Refused(f"{phone} is no phone of a contractor or user; add them first.")
    return Person(
        row.id,
        row.name,
        row.phone,
        is_contractor=False,
        on_call=row.on_call,
        is_manager=row.role == "manager",
    )
