"""Whose job it is, at the office and on the road."""

from __future__ import annotations

from sqlalchemy import text

from fieldcomm.domain.effects import ChangeJob, Note
from fieldcomm.domain.snapshot import Person
from fieldcomm.services.apply import apply
from fieldcomm.services.deps import Deps
from fieldcomm.services.errors import Refused
from fieldcomm.services.find import contractor_by_phone
from fieldcomm.services.people import checked_phone
from fieldcomm.services.unit import Unit, retrying, unit
from fieldcomm.services.visits import job_of

_USER = text("SELECT id, name, phone, role, on_call FROM users WHERE id = :id")


def assign(
    deps: Deps, code: str, *, owner_id: int | None, contractor_phone: str | None, by: str
) -> None:
    """Who answers for the job, and which crew does it; None leaves it as it is. Visits that are
    booked keep their crew until they are moved. Raises Refused."""

    def run() -> None:
        with unit(deps) as work:
            snapshot, job = job_of(work, code)
            owner = _user(work, owner_id) if owner_id is not None else None
            crew = (
                contractor_by_phone(work, checked_phone(contractor_phone))
                if contractor_phone
                else None
            )
            owner = None if owner == job.owner else owner
            crew = None if crew == job.contractor else crew
            if owner is None and crew is None:
                raise Refused("It is theirs already. Choose somebody else.")
            names = [p.name for p in (owner, crew) if p]
            changed = ChangeJob(job.id, owner=owner, contractor=crew)
            apply(
                work,
                [(snapshot, [changed, Note("assigned", by, job.id, {"words": ", ".join(names)})])],
            )

    retrying(run)


def _user(work: Unit, user_id: int) -> Person:
    row = work.session.execute(_USER, {"id": user_id}).one_or_none()
    if row is None:
        raise Refused("There is nobody like that in the office.")
    return Person(
        row.id,
        row.name,
        row.phone,
        is_contractor=False,
        on_call=row.on_call,
        is_manager=row.role == "manager",
    )
