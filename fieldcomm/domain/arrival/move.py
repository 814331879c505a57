"""A visit moves to another window or another contractor: both sides are asked again."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from fieldcomm.domain.arrival.owed import was_told
from fieldcomm.domain.arrival.say import alert, change_job, tell_person
from fieldcomm.domain.arrival.window import ArrivalError, check_window, proposal, tell_window
from fieldcomm.domain.effects import Cause, ChangeVisit, Effect, Note
from fieldcomm.domain.job import JobEvent
from fieldcomm.domain.snapshot import JobView, Person, Snapshot, VisitView
from fieldcomm.domain.visit import VisitEvent, VisitStatus, after


def move_visit(
    snapshot: Snapshot,
    job: JobView,
    visit: VisitView,
    *,
    window_from: datetime,
    window_to: datetime,
    contractor: Person | None = None,
    no_contractor: bool = False,
    cause: str | None = None,
    tell_now: bool = False,
) -> list[Effect]:
    """Another window, and another contractor where one is given, or none with `no_contractor`.
    The customer hears on the contractor's Y, or at once with `tell_now`. Raises ArrivalError."""
    check_window(snapshot, window_from, window_to)
    if after(visit.status, VisitEvent.MOVED) is None:
        raise ArrivalError(f"The visit is {visit.status} and can't move; book another one.")
    crew = None if no_contractor else contractor or visit.contractor
    moved = _as_moved(visit, window_from, window_to, crew)
    effects: list[Effect] = [
        ChangeVisit(
            visit.id,
            VisitEvent.MOVED,
            renew=True,
            window_from=window_from,
            window_to=window_to,
            contractor=contractor,
            no_contractor=no_contractor,
            clear_eta=True,
        ),
        Note("visit_moved", "office", job.id, {"visit": visit.id, "cause": cause}),
    ]
    if visit.status is VisitStatus.EN_ROUTE:
        effects += change_job(job, JobEvent.TURNED_BACK)
    effects += withdraw(job, visit, unless=crew)
    effects += _ask(job, moved, moved=crew == visit.contractor)
    if crew is None:
        effects += alert(
            snapshot, job, moved, "contractor_unconfirmed", words="no crew on the visit"
        )
    if tell_now:
        effects.append(ChangeVisit(visit.id, VisitEvent.ACCEPTED, told_at=snapshot.now))
        effects += change_job(job, JobEvent.BOOKED)
        effects += tell_window(snapshot, job, moved, cause=cause)
    return effects


def withdraw(job: JobView, visit: VisitView, unless: Person | None = None) -> list[Effect]:
    """Tell the contractor that this visit is not theirs any more."""
    if visit.contractor is None or visit.contractor == unless or not visit.is_active:
        return []
    params = {
        "name": visit.contractor.first_name,
        "customer": job.customer_name,
        "code": job.code,
        "window_from": visit.window_from,
        "window_to": visit.window_to,
    }
    return [*tell_person(visit.contractor, job, "visit_withdrawn", params)]


def _ask(job: JobView, visit: VisitView, *, moved: bool) -> list[Effect]:
    """Ask the visit's contractor for a Y or N to its window, once a version."""
    crew = visit.contractor
    params = proposal(job, crew, visit.kind, visit.window_from, visit.window_to, moved=moved)
    return [
        *tell_person(
            crew,
            job,
            "visit_proposed",
            params,
            cause=Cause("visit", visit.id, visit.version),
            once=f"visit/{visit.id}/{visit.version}/proposed",
            refs={"visit": visit.id},
            expires_at=visit.window_to,
        )
    ]


def _as_moved(
    visit: VisitView, window_from: datetime, window_to: datetime, contractor: Person | None
) -> VisitView:
    """The visit as it will stand once this decision is applied."""
    told = was_told(visit)
    return replace(
        visit,
        status=VisitStatus.PROPOSED,
        version=visit.version + 1,
        window_from=window_from,
        window_to=window_to,
        contractor=contractor,
        eta=None,
        told_at=None,
        moved_from=visit.window_from if told else visit.moved_from,
    )
