"""What a customer's answer about a visit does: C, R, "they're here", and the choices 1, 2, 3."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from fieldcomm.domain.arrival.cancel import CUSTOMER, cancel_visit
from fieldcomm.domain.arrival.here import arrives, can_arrive
from fieldcomm.domain.arrival.owed import OTHER_TIME, Owed, owe
from fieldcomm.domain.arrival.say import alert, tell_customer
from fieldcomm.domain.effects import Cause, ChangeVisit, Effect, Note, Say, SettlePromise
from fieldcomm.domain.promise import PromiseKind, Settlement
from fieldcomm.domain.snapshot import JobView, Snapshot, VisitView
from fieldcomm.domain.visit import VisitEvent, VisitStatus, after


def confirms(snapshot: Snapshot, job: JobView, visit: VisitView) -> list[Effect]:
    """C: the window fits. A window that does not stand gets a person's answer instead."""
    moved_to = after(visit.status, VisitEvent.CONFIRMED)
    if moved_to is None:
        return _ask_a_person(snapshot, job, visit)
    if moved_to is not VisitStatus.CONFIRMED:
        return []  # the crew is on its way or there: a C then needs no answer
    if visit.status is VisitStatus.CONFIRMED:
        return []  # a yes after a yes is an "ok": the same thanks twice running says nothing
    params = {
        "window_from": visit.window_from,
        "window_to": visit.window_to,
        "contractor": visit.contractor.first_name if visit.contractor else None,
    }
    return [
        ChangeVisit(visit.id, VisitEvent.CONFIRMED),
        Note("confirmed", CUSTOMER, job.id, {"visit": visit.id}),
        *(
            SettlePromise(p.id, Settlement.RELEASED, snapshot.now)
            for p in job.owed(PromiseKind.REPLY)
            if p.words == OTHER_TIME  # they wanted another time, and take this one after all
        ),
        tell_customer(job, visit, "visit_confirmed", params, answers=True),
    ]


def wants_other_time(
    snapshot: Snapshot, job: JobView, visit: VisitView, at: datetime | None
) -> list[Effect]:
    """R: a person answers about another time. The visit stands until it is changed."""
    owed, effects = _another_time(snapshot, job, visit, at)
    params = {
        "owner": owed.owner_name,
        "due": owed.due,
        "window_from": visit.window_from if visit.is_active else None,
        "window_to": visit.window_to if visit.is_active else None,
    }
    return [*effects, _because(owed, job, visit, "visit_change_ack", params)]


def cancels_visit(snapshot: Snapshot, job: JobView, visit: VisitView) -> list[Effect]:
    """The customer doesn't want this visit; the job stays, and the office hears of it."""
    if not visit.is_active:
        return _ask_a_person(snapshot, job, visit)
    return [
        *cancel_visit(snapshot, job, visit, cause=CUSTOMER, by=CUSTOMER),
        *alert(snapshot, job, visit, "customer_cancelled", words=job.last_words),
    ]


def says_here(snapshot: Snapshot, job: JobView, visit: VisitView) -> list[Effect]:
    """Their own word is evidence: somebody came, late if it is late."""
    if not can_arrive(visit):
        return _ask_a_person(snapshot, job, visit)
    came = arrives(snapshot, job, visit, by=CUSTOMER)
    return [*came, _ack(job, visit, "here", version=visit.version + bool(came))]


def chooses_after_late(snapshot: Snapshot, job: JobView, visit: VisitView, n: int) -> list[Effect]:
    """After `running_late`: 1 fine, 2 another time, 3 call me."""
    choices: dict[int, _Choice] = {1: _fine, 2: _other_time, 3: _call_me}
    return choices.get(n, _ask_a_person)(snapshot, job, visit)


def chooses_after_missed(
    snapshot: Snapshot, job: JobView, visit: VisitView, n: int
) -> list[Effect]:
    """After `window_missed`: 1 they're here, 2 another day, 3 call me."""
    choices: dict[int, _Choice] = {1: says_here, 2: _other_day, 3: _call_me}
    return choices.get(n, _ask_a_person)(snapshot, job, visit)


def chooses_after_moved(snapshot: Snapshot, job: JobView, visit: VisitView, n: int) -> list[Effect]:
    """After `day_moved`: 1 takes every window it offered, 2 another time, 3 call me."""
    choices: dict[int, _Choice] = {1: _takes_all, 2: _wants_another, 3: _call_me}
    return choices.get(n, _ask_a_person)(snapshot, job, visit)


_Choice = Callable[[Snapshot, JobView, VisitView], list[Effect]]


def _takes_all(snapshot: Snapshot, job: JobView, visit: VisitView) -> list[Effect]:
    """One answer for all that stood in the text; one text back, about the first."""
    named = snapshot.phone.asked_refs.get("visits") or []
    effects = confirms(snapshot, job, visit)
    for other_job, other in snapshot.visits():
        if other.id in named and other.id != visit.id and other.status is VisitStatus.ACCEPTED:
            more = confirms(snapshot, other_job, other)
            effects += [effect for effect in more if not isinstance(effect, Say)]
    return effects


def _wants_another(snapshot: Snapshot, job: JobView, visit: VisitView) -> list[Effect]:
    """R without a time: a person names one."""
    return wants_other_time(snapshot, job, visit, None)


def _fine(snapshot: Snapshot, job: JobView, visit: VisitView) -> list[Effect]:
    note = Note("late_is_fine", CUSTOMER, job.id, {"visit": visit.id})
    return [note, _ack(job, visit, "fine")]


def _other_time(
    snapshot: Snapshot, job: JobView, visit: VisitView, choice: str = "other_time"
) -> list[Effect]:
    owed, effects = _another_time(snapshot, job, visit, None)
    return [*effects, _promised(owed, job, visit, choice)]


def _other_day(snapshot: Snapshot, job: JobView, visit: VisitView) -> list[Effect]:
    return _other_time(snapshot, job, visit, "other_day")


def _call_me(snapshot: Snapshot, job: JobView, visit: VisitView) -> list[Effect]:
    owed = owe(snapshot, job, visit, PromiseKind.CALLBACK, "call about the late visit")
    return [
        *owed.effects,
        Note("asks_for_call", CUSTOMER, job.id, {"visit": visit.id}),
        *alert(snapshot, job, visit, "call_me", due=owed.due),
        _promised(owed, job, visit, "call_me"),
    ]


def _another_time(
    snapshot: Snapshot, job: JobView, visit: VisitView, at: datetime | None
) -> tuple[Owed, list[Effect]]:
    owed = owe(snapshot, job, visit, PromiseKind.REPLY, OTHER_TIME)
    data = {"visit": visit.id, "at": at.isoformat() if at else None}
    return owed, [
        *owed.effects,
        Note("wants_other_time", CUSTOMER, job.id, data),
        *alert(snapshot, job, visit, "visit_change", words=job.last_words, due=owed.due),
    ]


def _ask_a_person(snapshot: Snapshot, job: JobView, visit: VisitView) -> list[Effect]:
    """Their answer does not fit what we know of the visit: a person sorts it out."""
    owed = owe(snapshot, job, visit, PromiseKind.REPLY, "answer about the visit")
    office = alert(snapshot, job, visit, "unread", words=job.last_words, due=owed.due)
    params = {"owner": owed.owner_name, "due": owed.due}
    return [*owed.effects, *office, _because(owed, job, visit, "not_understood", params)]


def _promised(owed: Owed, job: JobView, visit: VisitView, choice: str) -> Say:
    params = {"choice": choice, "owner": owed.owner_name, "due": owed.due}
    return _because(owed, job, visit, "choice_ack", params)


def _because(
    owed: Owed, job: JobView, visit: VisitView, moment: str, params: Mapping[str, object]
) -> Say:
    """A text that is true as long as the promise it names is."""
    standing = owed.promise
    return Say(
        moment,
        job.phone,
        {"name": job.first_name, **params},
        job_id=job.id,
        cause=Cause("promise", standing.id, standing.version) if standing else None,
        because_of=owed.label,
        refs={"job": job.id, "visit": visit.id},
        answers=True,
    )


def _ack(job: JobView, visit: VisitView, choice: str, version: int | None = None) -> Say:
    params = {
        "choice": choice,
        "eta": visit.eta,
        "contractor": visit.contractor.first_name if visit.contractor else None,
    }
    return tell_customer(job, visit, "choice_ack", params, version=version, answers=True)
