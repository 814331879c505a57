"""A time given to the customer slips a second time: no third text, a person calls."""

from __future__ import annotations

from fieldcomm.domain.arrival.owed import owe
from fieldcomm.domain.arrival.say import alert, tell_customer
from fieldcomm.domain.effects import Effect
from fieldcomm.domain.promise import PromiseKind
from fieldcomm.domain.snapshot import JobView, Snapshot, VisitView


def second_slip(
    snapshot: Snapshot, job: JobView, visit: VisitView, *, version: int | None = None
) -> list[Effect]:
    """Open a callback and say so, once; a call already promised for this visit is not promised
    again. `version`: of the visit after this decision, where it changes."""
    running = [p for p in job.owed(PromiseKind.CALLBACK) if p.visit_id == visit.id]
    if running:
        due = running[0].due_at
        return alert(snapshot, job, visit, "late_again", due=due, key="late_again", version=version)
    owed = owe(snapshot, job, visit, PromiseKind.CALLBACK, "call about the late visit")
    told = alert(
        snapshot, job, visit, "late_again", due=owed.due, key="late_again", version=version
    )
    params = {"owner": owed.owner_name, "due": owed.due}
    text = tell_customer(job, visit, "late_again", params, version=version, key="late_again")
    return [*owed.effects, text, *told]
