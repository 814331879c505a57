"""Nobody home: the crew waits a while, timed; then somebody calls, unless they have answered.

By the crew's own text (domain.contractor.nobody_home) or recorded by a dispatcher.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TypeGuard

from fieldcomm.domain.arrival.here import arrives, can_arrive
from fieldcomm.domain.arrival.owed import owe
from fieldcomm.domain.arrival.say import tell_customer
from fieldcomm.domain.desk.back_date import BackDateError
from fieldcomm.domain.effects import Effect, Note, OpenTask, SettleTask
from fieldcomm.domain.names import first_name
from fieldcomm.domain.promise import PromiseKind
from fieldcomm.domain.snapshot import JobView, Snapshot, TaskView, VisitView
from fieldcomm.domain.visit import VisitStatus

NOBODY_HOME = "nobody_home"
WAITS = timedelta(minutes=15)  # how long a crew waits at a door
_AT_ONCE = timedelta(seconds=1)
CALL_WORDS = "call, as nobody came to the door"


@dataclass(frozen=True, slots=True)
class AtTheDoor:
    """What follows for the customer and the board, and the call that is owed now."""

    effects: list[Effect]
    due: datetime


def nobody_home(
    snapshot: Snapshot, job: JobView, visit: VisitView | None, *, at: datetime, by: str
) -> list[Effect]:
    """Recorded at the desk. Raises BackDateError."""
    if is_over(visit):
        raise BackDateError(f"The visit is {visit.status}: nobody can be at the door any more.")
    crew = (visit.contractor if visit else None) or job.contractor
    name = first_name(crew.name) if crew else None
    door = at_the_door(snapshot, job, visit, at=at, crew=name, by=by)
    return [*door.effects, Note(NOBODY_HOME, by, job.id, at=at)]


def is_over(visit: VisitView | None) -> TypeGuard[VisitView]:
    """Whether nobody can come to a door for it any more; without a visit anybody can."""
    return visit is not None and (not can_arrive(visit) or visit.status is VisitStatus.DONE)


def at_the_door(
    snapshot: Snapshot,
    job: JobView,
    visit: VisitView | None,
    *,
    at: datetime,
    crew: str | None,
    by: str,
) -> AtTheDoor:
    """We came: that much is kept, as of `at`. The customer is texted, and a call is owed, so that
    somebody makes it."""
    came = arrives(replace(snapshot, now=at), job, visit, by=by)
    owed = owe(snapshot, job, visit, PromiseKind.CALLBACK, CALL_WORDS, instead=False)
    params = {
        "contractor": crew or "Our crew",
        "at": at,
        "owner": owed.owner_name,
        "due": owed.due,
    }
    version = visit.version + bool(came) if visit else None
    # Once a visit as it stands; of a job without one once a day, as they may come again.
    which = (
        f"visit:{visit.id}/v{version}" if visit else f"job:{job.id}/{at.astimezone(job.zone):%F}"
    )
    effects = [
        *came,
        *owed.effects,
        tell_customer(job, visit, NOBODY_HOME, params, version=version, key=NOBODY_HOME),
        _crew_waits(job, waited=snapshot.now - at, once=f"{which}/nobody_home/task"),
    ]
    return AtTheDoor(effects, owed.due)


def _crew_waits(job: JobView, *, waited: timedelta, once: str) -> OpenTask:
    """The wait at the door, as long as it runs, on the board and the job's page."""
    words = "Nobody home: call, the crew waits"
    left = max(WAITS - waited, _AT_ONCE)
    return OpenTask(NOBODY_HOME, words, job.id, job.phone, once=once, climb=left)


def wait_is_over(snapshot: Snapshot, task: TaskView) -> list[Effect]:
    """Answered meanwhile: nothing more to do. Else the wait is over, and a call is to be made."""
    heard = snapshot.phone.last_in_at
    if heard is not None and heard > task.opened_at:
        answered = Note("answered_door", "customer", task.job_id)
        return [SettleTask(task.id, "their answer"), answered]
    words = "The crew has waited 15 min and nobody came to the door: call them"
    return [
        SettleTask(task.id, "the wait is over"),
        OpenTask("call", words, job_id=task.job_id, phone=task.phone),
        Note("wait_over", "clock", task.job_id),
    ]
