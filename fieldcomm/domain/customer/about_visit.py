"""Texts about a visit: which visit is meant, before the arrivals decide what follows."""

from __future__ import annotations

from fieldcomm.domain.arrival.customer_says import (
    cancels_visit,
    chooses_after_late,
    confirms,
    says_here,
    wants_other_time,
)
from fieldcomm.domain.customer.other import to_a_person
from fieldcomm.domain.customer.owed import asked_of, likely_job
from fieldcomm.domain.customer.which_job import Several, ask_which, job_meant
from fieldcomm.domain.effects import Effect, Note
from fieldcomm.domain.intent import read
from fieldcomm.domain.intent.reading import Intent, Reading, Speaker
from fieldcomm.domain.snapshot import JobView, Snapshot, VisitView
from fieldcomm.domain.visit import VisitStatus

FINE = 1  # what a "yes" chooses after "running late, is that fine?"


def decide_about_visit(snapshot: Snapshot, reading: Reading, text: str) -> list[Effect]:
    """`confirm`, `change`, `cancel_visit` and `they_arrived`."""
    asked = asked_visit(snapshot)
    if asked is not None and not reading.job:
        return _decide(snapshot, reading, text, *asked)
    job = job_meant(snapshot, reading)
    if isinstance(job, Several):
        return ask_which(snapshot, job, reading, text)
    visit = job.next_visit() if job else None
    if job is None or visit is None:
        return _no_visit(snapshot, reading, text)
    return _decide(snapshot, reading, text, job, visit)


def asked_visit(snapshot: Snapshot) -> tuple[JobView, VisitView] | None:
    """The visit of the question that still stands, while it is not over."""
    phone = snapshot.phone
    if not phone.asked:
        return None
    wanted = phone.asked_refs.get("visit")
    return next(((j, v) for j, v in snapshot.visits() if v.id == wanted and v.is_active), None)


def _decide(
    snapshot: Snapshot, reading: Reading, text: str, job: JobView, visit: VisitView
) -> list[Effect]:
    if reading.intent is Intent.THEY_ARRIVED:
        return says_here(snapshot, job, visit)
    if visit.status is VisitStatus.ON_SITE:
        # The crew is there: a yes to what was asked before needs no answer any more.
        return [] if reading.intent is Intent.CONFIRM else to_a_person(snapshot, job, text)
    if reading.intent is Intent.CHANGE:
        return wants_other_time(snapshot, job, visit, reading.at)
    if reading.intent is Intent.CANCEL_VISIT:
        return cancels_visit(snapshot, job, visit)
    if asked_of(snapshot.phone) == "late":
        return chooses_after_late(snapshot, job, visit, FINE)
    return confirms(snapshot, job, visit) if visit.is_awaited else to_a_person(snapshot, job, text)


def _no_visit(snapshot: Snapshot, reading: Reading, text: str) -> list[Effect]:
    """A visit we do not know of is a question for a person; that they came, one for the file."""
    job = likely_job(snapshot, reading)
    if reading.intent is Intent.THEY_ARRIVED and job and came_already(job):
        return [Note("they_arrived", "customer", job.id, {"words": text})]
    if reading.intent is Intent.CONFIRM and _is_but_an_ok(snapshot, text):
        return []
    return to_a_person(snapshot, job, text)


def _is_but_an_ok(snapshot: Snapshot, text: str) -> bool:
    """What was asked is over, and without a question these words say nothing."""
    alone = read(text, speaker=Speaker.CUSTOMER, now=snapshot.now, zone=snapshot.zone)
    return alone.intent is Intent.THANKS


def came_already(job: JobView) -> bool:
    return any(visit.status is VisitStatus.DONE for visit in job.visits)
