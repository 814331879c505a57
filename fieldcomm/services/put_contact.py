"""A person comes onto a household, or back onto it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from fieldcomm.services.errors import Refused
from fieldcomm.services.people import refuse_known
from fieldcomm.services.unit import Unit
from fieldcomm.store.models import Contact

ROLES = ("decides", "spouse", "tenant", "landlord", "adjuster", "opens_door", "other")


def checked_role(raw: str) -> str:
    if raw not in ROLES:
        raise Refused(f"{raw!r} is no role; use one of {', '.join(ROLES)}.")
    return raw


def put_contact(work: Unit, customer_id: int, phone: str, columns: Mapping[str, Any]) -> int:
    """Returns their id. The phone is locked. Raises Refused where it is on the household already,
    or one of ours: its texts are commands."""
    refuse_known(work, phone)
    here = select(Contact).where(Contact.customer_id == customer_id, Contact.phone == phone)
    known = work.session.scalar(here)
    if known is None:
        known = Contact(customer_id=customer_id, phone=phone, created_at=work.now, **columns)
        work.session.add(known)
        work.session.flush()
        if work.deed is not None:
            work.deed.added("contacts", known.id)
        return known.id
    if known.removed_at is None:
        raise Refused(f"{phone} is here already: {known.name}.")
    set_contact(work, known, {**columns, "removed_at": None})
    return known.id


def set_contact(work: Unit, contact: Contact, columns: Mapping[str, Any]) -> None:
    """Change what is on file of somebody."""
    if work.deed is not None:
        work.deed.changing("contacts", contact.id, columns)
    for column, value in columns.items():
        setattr(contact, column, value)
    work.session.flush()
