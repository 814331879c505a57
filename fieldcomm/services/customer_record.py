"""What is on file about a household as such: name, address, zone, notes, the story told once."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import text

from fieldcomm.services.add_job import checked_zone
from fieldcomm.services.deps import Deps
from fieldcomm.services.errors import Refused
from fieldcomm.services.people import checked_name
from fieldcomm.services.plan_check_ins import plan_check_ins
from fieldcomm.services.unit import retrying, unit
from fieldcomm.store import locks
from fieldcomm.store.models import Customer

LONGEST = 4000
_PHONES = text("SELECT DISTINCT phone FROM contacts WHERE customer_id = :id")


def change_customer(deps: Deps, customer_id: int, given: Mapping[str, str]) -> None:
    """`given`: name, address, timezone (IANA), notes, story. Another zone plans the check-ins anew.
    Raises Refused."""
    columns = {
        "name": checked_name(given.get("name", ""), "customer's name"),
        "address": checked_name(given.get("address", ""), "address"),
        "timezone": checked_zone(given.get("timezone")),
        "notes": _words(given.get("notes", ""), "notes"),
        "story": _words(given.get("story", ""), "story"),
    }
    if columns["timezone"] is None:
        raise Refused("Say in which time zone the site is.")

    def run() -> None:
        with unit(deps) as work:
            phones = list(work.session.scalars(_PHONES, {"id": customer_id}))
            locks.lock_phones(work.session, phones)
            customer = work.session.get(Customer, customer_id)
            if customer is None or customer.merged_into or customer.erased_at:
                raise Refused("There is no such customer any more.")
            if work.deed is not None:
                work.deed.changing("customers", customer_id, columns)
                for phone in phones:
                    work.deed.changing("phones", phone, ("next_check_in_at",))
            for column, value in columns.items():
                setattr(customer, column, value)
            plan_check_ins(work, phones)

    retrying(run)


def _words(raw: str, what: str) -> str:
    said = raw.replace("\0", "").replace("\r\n", "\n").strip()
    if len(said) > LONGEST:
        raise Refused(f"The {what} have {len(said)} characters; {LONGEST} fit.")
    return said
