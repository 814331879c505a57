"""The window is over and we cannot see that anybody came: say so, sorry, and find out."""

from __future__ import annotations

from fieldcomm.domain.arrival.owed import KNOW_MORE, was_told
from fieldcomm.domain.arrival.plan import StepName
from fieldcomm.domain.arrival.say import alert, back_in_line, prompt, tell_customer
from fieldcomm.domain.arrival.slip import second_slip
from fieldcomm.domain.effects import ChangeVisit, Effect, Note, OpenPromise
from fieldcomm.domain.promise import PromiseKind
from fieldcomm.domain.snapshot import JobView, Snapshot, VisitView
from fieldcomm.domain.visit import VisitEvent, VisitStatus, after


def window_over(snapshot: Snapshot, job: JobView, visit: VisitView) -> list[Effect]:
    """The end of the window, or of the estimate beyond it, with nobody there as far as we know."""
    if after(visit.status, VisitEvent.WINDOW_OVER) is None:
        return []
    if visit.status is VisitStatus.PROPOSED:
        return _nobody_took_it(snapshot, job, visit)
    over: list[Effect] = [
        ChangeVisit(visit.id, VisitEvent.WINDOW_OVER, slipped=True),
        Note("window_over", "clock", job.id, {"visit": visit.id}),
    ]
    if visit.slips:
        return [*over, *second_slip(snapshot, job, visit)]
    if not was_told(visit):
        return [*over, *alert(snapshot, job, visit, "window_missed", key=StepName.OVER)]
    return [*over, *_own_up(snapshot, job, visit)]


def _own_up(snapshot: Snapshot, job: JobView, visit: VisitView) -> list[Effect]:
    office = snapshot.dispatcher(job)
    due = snapshot.now + snapshot.policy.know_more_within
    params = {"window_from": visit.window_from, "window_to": visit.window_to, "due": due}
    return [
        OpenPromise(
            PromiseKind.REPLY, job.phone, KNOW_MORE, due, office, job.id, visit.id, told=True
        ),
        tell_customer(job, visit, "window_missed", params, key=StepName.OVER),
        *(
            prompt(office, job, visit, StepName.OVER, due=due, to_office=True)
            or alert(snapshot, job, visit, "window_missed", due=due, key=StepName.OVER)
        ),
    ]


def _nobody_took_it(snapshot: Snapshot, job: JobView, visit: VisitView) -> list[Effect]:
    """A proposal the customer never heard of ends quietly; the office must find another way."""
    words = "the window is over and nobody took the visit"
    return [
        ChangeVisit(visit.id, VisitEvent.WINDOW_OVER),
        Note("proposal_over", "clock", job.id, {"visit": visit.id}),
        *back_in_line(job, visit),
        *alert(snapshot, job, visit, "contractor_unconfirmed", words=words, key=StepName.OVER),
    ]
