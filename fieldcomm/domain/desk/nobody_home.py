"""Nobody home: the crew waits a while, timed; then somebody calls, unless they have answered.

By the crew's own text (domain.contractor.nobody_home) or recorded by a dispatcher.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

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
CALL_WORDS = "call, as nobody came to the door"


def nobody_home(
    snapshot: Snapshot, job: JobView, visit: VisitView | None, *, at: datetime, by: str
) -> list[Effect]:
    """Recorded at the desk. We came: that much is kept, as of `at`. Raises BackDateError."""
    if visit is not None and (not can_arrive(visit) or visit.status is VisitStatus.DONE):
        raise BackDateError(f"The visit is {visit.status}: nobody can be at the door any more.")
    came = arrives(replace(snapshot, now=at), job, visit, by=by)
    owed = owe(snapshot, job, visit, PromiseKind.CALLBACK, CALL_WORDS, instead=False)
    crew = (visit.contractor if visit else None) or job.contractor
    params = {
        "contractor": first_name(crew.name) if crew else "Our crew",
        "at": at,
        "owner": owed.owner_name,
        "due": owed.due,
    }
    version = visit.version + bool(came) if visit else None
    ref = f"visit:{visit.id}" if visit else f"job:{job.id}"
    return [
        *came,
        *owed.effects,
        Note(NOBODY_HOME, by, job.id, at=at),
        tell_customer(job, visit, NOBODY_HOME, params, version=version, key=NOBODY_HOME),
        crew_waits(job, once=f"{ref}/nobody_home/task"),
    ]


def crew_waits(job: JobView, *, once: str) -> OpenTask:
    """The wait at the door, as long as it runs, on the board and the job's page."""
    words = "Nobody home: call, the crew waits"
    return OpenTask(NOBODY_HOME, words, job.id, job.phone, once=once, climb=WAITS)


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
