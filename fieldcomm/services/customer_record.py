"""What is on file about a household as such: name, address, zone, notes, the story told once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import text

from fieldcomm.services.add_job import checked_zone
from fieldcomm.services.deps import Deps
from fieldcomm.services.errors import Refused
from fieldcomm.services.people import checked_name
from fieldcomm.services.plan_check_ins import plan_check_ins
from fieldcomm.services.story import checked_story, refuse_overwriting, same_story
from fieldcomm.services.unit import Unit, retrying, unit
from fieldcomm.store import locks
from fieldcomm.store.models import Customer

_PHONES = text("SELECT DISTINCT phone FROM contacts WHERE customer_id = :id")


def change_customer(deps: Deps, customer_id: int, given: Mapping[str, str], *, by: str) -> None:
    """`given`: name, address, timezone (IANA), notes, story, and `seen`, the story as the page
    showed it. Another zone plans the check-ins anew. Raises Refused."""
    columns = {
        "name": checked_name(given.get("name", ""), "customer's name"),
        "address": checked_name(given.get("address", ""), "address"),
        "timezone": checked_zone(given.get("timezone")),
        "notes": checked_story(given.get("notes", ""), "notes"),
        "story": checked_story(given.get("story", ""), "story"),
    }
    if columns["timezone"] is None:
        raise Refused("Say in which time zone the site is.")

    def run() -> None:
        with unit(deps) as work:
            phones = list(work.session.scalars(_PHONES, {"id": customer_id}))
            locks.lock_phones(work.session, phones)
            customer = work.session.get(Customer, customer_id, with_for_update=True)
            if customer is None or customer.merged_into or customer.erased_at:
                raise Refused("There is no such customer any more.")
            new = columns | _told(work, customer, columns, given.get("seen", ""), by)
            if work.deed is not None:
                work.deed.changing("customers", customer_id, new)
                for phone in phones:
                    work.deed.changing("phones", phone, ("next_check_in_at",))
            for column, value in new.items():
                setattr(customer, column, value)
            plan_check_ins(work, phones)

    retrying(run)


def _told(
    work: Unit, customer: Customer, columns: Mapping[str, Any], seen: str, by: str
) -> dict[str, Any]:
    """The story to be kept, and who told it. Whoever did not touch it overwrites nobody's."""
    story = columns["story"]
    if same_story(story, seen):
        story = customer.story
    else:
        refuse_overwriting(customer.story, seen)
    if (story, columns["notes"]) == (customer.story, customer.notes):
        return {"story": story}
    return {"story": story, "told_by": by, "told_at": work.now}
