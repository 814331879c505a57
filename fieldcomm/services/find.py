"""Find people of the house: contractors who work for us, and the office."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import text

from fieldcomm.domain.snapshot import Person
from fieldcomm.services.errors import Refused
from fieldcomm.services.unit import Unit
from fieldcomm.store.queries.snapshots import People

_CONTRACTOR = text("SELECT id, name, phone FROM contractors WHERE phone = :phone AND active")


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
    found = next((p for p in _office(work) if p.phone == phone), None)
    if found is None:
        raise Refused(f"{phone} is no phone of a contractor or user; add them first.")
    return found


def user_by_id(work: Unit, user_id: int) -> Person:
    """Somebody who works in the office. Raises Refused."""
    found = next((p for p in _office(work) if p.id == user_id), None)
    if found is None:
        raise Refused("There is nobody like that in the office.")
    return found


def _office(work: Unit) -> Iterable[Person]:
    """With who is on call by the rota, and without who has left."""
    return People(work.session, work.now).users.values()
