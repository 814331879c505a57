"""A contact has another number: what was owed to the old one about their jobs goes with them."""

from __future__ import annotations

# ruff: noqa: S608  what is pasted in is a constant
from sqlalchemy import text

from fieldcomm.services.errors import Refused
from fieldcomm.services.mint_link import stop_links
from fieldcomm.services.plan_check_ins import plan_check_ins
from fieldcomm.services.unit import Unit
from fieldcomm.store.models import Contact, Phone

_JOBS = "SELECT id FROM jobs WHERE contact_id = :contact AND status NOT IN ('closed', 'cancelled')"
_TAKEN = text(
    "SELECT name FROM contacts WHERE customer_id = :customer AND phone = :new AND id <> :contact"
)
_OPEN_JOBS = text(_JOBS)
_OWED = text(
    f"SELECT id FROM promises WHERE state = 'open' AND phone = :old AND job_id IN ({_JOBS})"
)
_MOVE = text("UPDATE promises SET phone = :new, version = version + 1 WHERE id = ANY(:ids)")
_WAITING = text(
    "SELECT id FROM messages WHERE direction = 'out' AND state IN ('held', 'queued')"
    f" AND phone = :old AND job_id IN ({_JOBS})"
)
_SUPPRESS = text(
    "UPDATE messages SET state = 'suppressed', why = 'the number was changed', not_before = NULL,"
    " hold_until = NULL WHERE id = ANY(:ids)"
)


def move_number(work: Unit, contact: Contact, new: str) -> None:
    """Within this transaction, both phones locked. Raises Refused where nobody said the new number
    may be texted and it would be."""
    given = {
        "contact": contact.id,
        "customer": contact.customer_id,
        "old": contact.phone,
        "new": new,
    }
    taken = work.session.scalar(_TAKEN, given)
    if taken is not None:
        raise Refused(f"{new} is on file here already: {taken}.")
    busy = list(work.session.scalars(_OPEN_JOBS, given))
    if busy and work.session.get_one(Phone, new).consent == "unknown":
        raise Refused("Ask them whether we may text the new number, and write down what they said.")
    owed = list(work.session.scalars(_OWED, given))
    waiting = list(work.session.scalars(_WAITING, given))
    if work.deed is not None:
        work.deed.changing("contacts", contact.id, ("phone",))
        for id_ in owed:
            work.deed.changing("promises", id_, ("phone", "version"))
        for id_ in waiting:
            work.deed.changing("messages", id_, ("state", "why", "not_before", "hold_until"))
        for phone in (contact.phone, new):
            work.deed.changing("phones", phone, ("next_check_in_at",))
    work.session.execute(_MOVE, {"new": new, "ids": owed})
    work.session.execute(_SUPPRESS, {"ids": waiting})
    for job_id in busy:
        stop_links(work, job_id)  # a wrong number is somebody else's, and so is their link
    old, contact.phone = contact.phone, new
    work.session.flush()
    plan_check_ins(work, [old, new])
