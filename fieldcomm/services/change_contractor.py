"""A contractor's card changes: name, number, whether they work for us."""

from __future__ import annotations

from sqlalchemy import text

from fieldcomm.services.deps import Deps
from fieldcomm.services.errors import Refused
from fieldcomm.services.locked import locked_row
from fieldcomm.services.people import checked_name, checked_phone, refuse_known
from fieldcomm.services.run_day_lists import next_list_at
from fieldcomm.services.unit import Unit, retrying, unit
from fieldcomm.store.models import Contractor
from fieldcomm.store.queries.contractors import still_owed_by

_WAITING = text(
    "SELECT count(*) FROM messages WHERE phone = :phone AND direction = 'out'"
    " AND state IN ('held', 'queued', 'attempting')"
)


def change_contractor(
    deps: Deps, contractor_id: int, *, name: str, phone: str, active: bool
) -> str:
    """Returns the name. Visits and promises are the contractor's, whatever the number. Raises
    Refused for a number that is taken, and for letting somebody go who is still expected."""
    name, phone = checked_name(name), checked_phone(phone)

    def run() -> str:
        with unit(deps) as work:
            contractor = locked_row(work, Contractor, contractor_id, phone)
            if contractor is None:
                raise Refused("There is no such contractor.")
            if phone != contractor.phone:
                refuse_known(work, phone)
                _refuse_under_way(work, contractor.phone)
            if (
                contractor.active
                and not active
                and (n := still_owed_by(work.session, contractor_id))
            ):
                raise Refused(
                    f"{contractor.name} still has {n} visit{'s' if n != 1 else ''} or calls to make:"
                    " give them to somebody else first."
                )
            if work.deed is not None:
                columns = ("name", "phone", "active", "next_list_at")
                work.deed.changing("contractors", contractor_id, columns)
            contractor.name, contractor.phone, contractor.active = name, phone, active
            contractor.next_list_at = next_list_at(work.now, work.policy) if active else None
            return name

    return retrying(run)


def _refuse_under_way(work: Unit, phone: str) -> None:
    if work.session.scalar(_WAITING, {"phone": phone}):
        raise Refused("A text to the old number is just leaving. Try again in a minute.")
