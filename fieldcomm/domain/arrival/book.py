"""A visit is booked: the contractor is asked first, then the customer."""

from __future__ import annotations

from datetime import datetime

from fieldcomm.domain.arrival.owed import open_arrival
from fieldcomm.domain.arrival.say import alert, change_job, tell_person
from fieldcomm.domain.arrival.settle import settle_with_window
from fieldcomm.domain.arrival.window import ArrivalError, check_window, proposal, tell_window
from fieldcomm.domain.effects import (
    BookVisit,
    ChangeVisit,
    Effect,
    Say,
)
from fieldcomm.domain.job import JobEvent
from fieldcomm.domain.snapshot import JobView, Person, Snapshot, VisitView
from fieldcomm.domain.visit import VisitEvent, VisitKind, VisitStatus, after

LABEL, ARRIVAL = "visit", "arrival"


def book_visit(
    snapshot: Snapshot,
    job: JobView,
    *,
    kind: str,
    window_from: datetime,
    window_to: datetime,
    contractor: Person | None,
    tell_now: bool,
) -> list[Effect]:
    """A new visit. The contractor is asked; the customer hears on the contractor's Y, or at once
    with `tell_now`. Raises ArrivalError for a window or kind that cannot be."""
    check_window(snapshot, window_from, window_to)
    if kind not in tuple(VisitKind):
        raise ArrivalError(f"{kind!r} is no kind of visit; use one of {', '.join(VisitKind)}.")
    status = VisitStatus.ACCEPTED if tell_now else VisitStatus.PROPOSED
    booked = BookVisit(
        job.id,
        kind,
        window_from,
        window_to,
        contractor,
        status.value,
        tell_customer=True,
        label=LABEL,
        told_at=snapshot.now if tell_now else None,
    )
    said: list[Effect] = [booked, *_ask_contractor(job, booked, contractor)]
    if contractor is None:
        said += alert(snapshot, job, None, "contractor_unconfirmed", words="no crew on the visit")
    if tell_now:
        said += settle_with_window(snapshot, job, None, ARRIVAL)
        said += _tell_booked_now(job, booked, contractor)
    return said


def accept(snapshot: Snapshot, job: JobView, visit: VisitView) -> list[Effect]:
    """The contractor takes it, or the dispatcher says so: the customer is told, once a version.
    Raises ArrivalError where there is nothing to accept."""
    moved_to = after(visit.status, VisitEvent.ACCEPTED)
    if moved_to is None:
        raise ArrivalError(f"The visit is {visit.status}; move it to a new window instead.")
    if moved_to is visit.status:
        return []
    told_at = snapshot.now if visit.tell_customer else None
    effects: list[Effect] = [ChangeVisit(visit.id, VisitEvent.ACCEPTED, told_at=told_at)]
    effects += change_job(job, JobEvent.BOOKED)
    if visit.tell_customer:
        effects += tell_window(snapshot, job, visit)
    return effects


def _ask_contractor(job: JobView, visit: BookVisit, contractor: Person | None) -> list[Say]:
    return tell_person(
        contractor,
        job,
        "visit_proposed",
        proposal(job, contractor, visit.kind, visit.window_from, visit.window_to, moved=False),
        refs={"visit": LABEL},
        because_of=LABEL,
        expires_at=visit.window_to,
    )


def _tell_booked_now(job: JobView, visit: BookVisit, contractor: Person | None) -> list[Effect]:
    params = {
        "name": job.first_name,
        "kind": visit.kind,
        "summary": job.summary,
        "window_from": visit.window_from,
        "window_to": visit.window_to,
        "contractor": contractor.first_name if contractor else None,
    }
    return [
        open_arrival(job, None, visit.window_to, contractor, label=ARRIVAL, visit=LABEL),
        *change_job(job, JobEvent.BOOKED),
        Say(
            "visit_booked",
            job.phone,
            params,
            job_id=job.id,
            because_of=LABEL,
            expires_at=visit.window_to,
            refs={"job": job.id, "visit": LABEL},
        ),
    ]
