"""Record at the desk what happened a while ago, at its real time."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import text

from fieldcomm.domain.desk.back_date import WHATS, BackDateError, What, back_date, check_past
from fieldcomm.domain.desk.nobody_home import nobody_home
from fieldcomm.domain.effects import Effect
from fieldcomm.domain.snapshot import JobView, Snapshot, VisitView
from fieldcomm.services.apply import apply
from fieldcomm.services.deps import Deps
from fieldcomm.services.errors import Refused
from fieldcomm.services.unit import Unit, retrying, unit
from fieldcomm.services.visits import in_zone, job_of

# The arrival as settled before, by evidence now known to be of another time.
_ARRIVALS = text(
    "SELECT id FROM promises WHERE visit_id = :visit AND kind = 'arrival'"
    " AND state IN ('kept', 'kept_late') AND created_at <= :at ORDER BY id FOR UPDATE"
)
_KEPT_AT = text(
    "UPDATE promises SET settled_at = :at, state = CASE WHEN :at <= due_at THEN 'kept'"
    " ELSE 'kept_late' END WHERE id = ANY(:ids)"
)


def record_past(
    deps: Deps, code: str, what: str, *, at: datetime | str, by: str, visit_id: int | None = None
) -> None:
    """`what` happened at `at` (aware, or local to the site): promises are settled by that time,
    kept or kept late. Nobody is texted. Raises Refused."""
    known = next((w for w in WHATS if w == what), None)
    if known is None:
        raise Refused(f"{what!r} is not known; use one of {', '.join(WHATS)}.")

    def run() -> None:
        with unit(deps) as work:
            snapshot, job = job_of(work, code)
            when = in_zone(at, job)
            visit = _visit(job, visit_id, known)
            try:
                effects = back_date(snapshot, job, visit, what=known, at=when, by=by)
            except BackDateError as error:
                raise Refused(str(error)) from None
            if known == "arrived" and visit is not None and visit.arrived_at is not None:
                _settle_anew(work, visit, when)
            apply(work, [(snapshot, effects)])

    retrying(run)


def record_nobody_home(
    deps: Deps, code: str, *, at: datetime | str | None, by: str, visit_id: int | None = None
) -> None:
    """The crew stands at the door and nobody answers: the customer is texted, the crew's wait is
    timed, and a call is owed. `at` None: now. Raises Refused."""

    def decide(work: Unit, snapshot: Snapshot, job: JobView) -> list[Effect]:
        when = in_zone(at, job) if at else work.now
        check_past(snapshot, job, when)
        return nobody_home(snapshot, job, _visit(job, visit_id, "arrived"), at=when, by=by)

    def run() -> None:
        with unit(deps) as work:
            snapshot, job = job_of(work, code)
            try:
                effects = decide(work, snapshot, job)
            except BackDateError as error:
                raise Refused(str(error)) from None
            apply(work, [(snapshot, effects)])

    retrying(run)


def _visit(job: JobView, visit_id: int | None, what: What) -> VisitView | None:
    """The one named; else the one that matters now. A call is about none."""
    if what == "called":
        return None
    if visit_id is None:
        return job.next_visit()
    visit = job.visit(visit_id)
    if visit is None:
        raise Refused(f"Job {job.code} has no visit {visit_id} of the last days.")
    return visit


def _settle_anew(work: Unit, visit: VisitView, at: datetime) -> None:
    ids = list(work.session.scalars(_ARRIVALS, {"visit": visit.id, "at": at}))
    if work.deed is not None:
        for id_ in ids:
            work.deed.changing("promises", id_, ("settled_at", "state"))
    work.session.execute(_KEPT_AT, {"ids": ids, "at": at})
