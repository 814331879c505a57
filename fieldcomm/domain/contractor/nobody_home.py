"""At the door, and nobody answers: the customer is texted, the office calls."""

from __future__ import annotations

from fieldcomm.domain.arrival.here import arrives, can_arrive
from fieldcomm.domain.arrival.owed import owe
from fieldcomm.domain.arrival.say import alert, tell_customer
from fieldcomm.domain.contractor.echo import echo
from fieldcomm.domain.contractor.refuse import refuse
from fieldcomm.domain.contractor.stop import Stop
from fieldcomm.domain.desk.nobody_home import CALL_WORDS, crew_waits
from fieldcomm.domain.effects import Effect, Note
from fieldcomm.domain.intent.reading import Reading
from fieldcomm.domain.promise import PromiseKind
from fieldcomm.domain.snapshot import Snapshot
from fieldcomm.domain.visit import VisitStatus


def nobody_home(snapshot: Snapshot, stop: Stop, reading: Reading, text: str) -> list[Effect]:
    """We came: that much is kept. The call that follows is promised, so that somebody makes it."""
    job, visit = stop.job, stop.visit
    if visit is not None and (not can_arrive(visit) or visit.status is VisitStatus.DONE):
        return refuse(snapshot, stop, reading, text)
    came = arrives(snapshot, job, visit, by="contractor")
    owed = owe(
        snapshot,
        job,
        visit,
        PromiseKind.CALLBACK,
        CALL_WORDS,
        instead=False,
    )
    params = {
        "contractor": snapshot.speaker.first_name if snapshot.speaker else "Our crew",
        "at": snapshot.now,
        "owner": owed.owner_name,
        "due": owed.due,
    }
    version = visit.version + bool(came) if visit else None
    once = f"{stop.ref}/nobody_home/task"
    return [
        *came,
        *owed.effects,
        Note("nobody_home", "contractor", job.id, {"stop": stop.ref}),
        tell_customer(job, visit, "nobody_home", params, version=version, key="nobody_home"),
        *alert(snapshot, job, visit, "nobody_home", due=owed.due),
        crew_waits(job, once=once),
        echo(snapshot, "nobody_home", stop, told=True),
    ]
