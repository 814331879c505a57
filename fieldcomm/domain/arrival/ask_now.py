"""A dispatcher asks about an arrival that is at risk, with one click."""

from __future__ import annotations

from dataclasses import replace

from fieldcomm.domain.arrival.plan import StepName
from fieldcomm.domain.arrival.say import prompt, tell_customer, tell_person
from fieldcomm.domain.arrival.window import ArrivalError, proposal
from fieldcomm.domain.effects import Cause, Effect, Note
from fieldcomm.domain.snapshot import JobView, Snapshot, VisitView
from fieldcomm.domain.visit import VisitStatus

ENDED = "There is no visit to ask about any more; open the job to book one."


def ask_crew(snapshot: Snapshot, job: JobView, *, by: str) -> list[Effect]:
    """Whoever should come is asked: to take the visit, or where they are. Raises ArrivalError."""
    visit = _coming(job)
    crew = visit.contractor
    if crew is None:
        raise ArrivalError("Nobody is down for that visit yet; open the job and choose a crew.")
    if not crew.phone:
        raise ArrivalError(f"{crew.name} has no phone on file; call or choose another crew.")
    asked = [_take_it(job, visit)] if visit.status is VisitStatus.PROPOSED else _where(job, visit)
    return [*asked, Note("asked_crew", by, job.id, {"contractor": crew.name})]


def ask_customer(snapshot: Snapshot, job: JobView, *, by: str) -> list[Effect]:
    """The customer is reminded of the window and asked whether it fits. Raises ArrivalError."""
    visit = _coming(job)
    if visit.status is not VisitStatus.ACCEPTED:
        raise ArrivalError("That has changed meanwhile; look at the job again.")
    if job.consent == "stopped":
        raise ArrivalError("They have opted out of texts: call instead.")
    params = {
        "kind": visit.kind.value,
        "window_from": visit.window_from,
        "window_to": visit.window_to,
        "contractor": visit.contractor.first_name if visit.contractor else None,
        "confirmed": False,
    }
    said = tell_customer(job, visit, "visit_reminder", params, expires_at=visit.window_to)
    return [said, Note("asked_customer", by, job.id)]


def _coming(job: JobView) -> VisitView:
    visit = job.next_visit()
    if visit is None or visit.status in (VisitStatus.MISSED, VisitStatus.ON_SITE):
        raise ArrivalError(ENDED)
    return visit


def _take_it(job: JobView, visit: VisitView) -> Effect:
    facts = proposal(
        job, visit.contractor, visit.kind, visit.window_from, visit.window_to, moved=False
    )
    return tell_person(
        visit.contractor,
        job,
        "visit_proposed",
        facts,
        cause=Cause("visit", visit.id, visit.version),
        refs={"visit": visit.id},
        expires_at=visit.window_to,
    )[0]


def _where(job: JobView, visit: VisitView) -> list[Effect]:
    """Asked by a person, so asked again: the ladder's own asking stays once."""
    step = StepName.CLOSING if visit.status is VisitStatus.EN_ROUTE else StepName.BEFORE
    asked = prompt(visit.contractor, job, visit, step, due=visit.window_to)
    return [replace(said, once=None) for said in asked]
