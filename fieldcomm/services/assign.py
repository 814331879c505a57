"""Whose job it is, at the office and on the road."""

from __future__ import annotations

from fieldcomm.domain.effects import ChangeJob, Note
from fieldcomm.services.apply import apply
from fieldcomm.services.deps import Deps
from fieldcomm.services.errors import Refused
from fieldcomm.services.find import contractor_by_phone, user_by_id
from fieldcomm.services.people import checked_phone
from fieldcomm.services.unit import retrying, unit
from fieldcomm.services.visits import job_of


def assign(
    deps: Deps, code: str, *, owner_id: int | None, contractor_phone: str | None, by: str
) -> None:
    """Who answers for the job, and which crew does it; None leaves it as it is. Visits that are
    booked keep their crew until they are moved. Raises Refused."""

    def run() -> None:
        with unit(deps) as work:
            snapshot, job = job_of(work, code)
            owner = user_by_id(work, owner_id) if owner_id is not None else None
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
