"""DONE, and "done, but we must come back"."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from fieldcomm.domain.arrival.owed import RETURN_TIME, came, owe
from fieldcomm.domain.arrival.say import alert, change_job, others, tell_customer
from fieldcomm.domain.capacity import due_for_person
from fieldcomm.domain.contractor.echo import echo
from fieldcomm.domain.contractor.refuse import refuse, unusual
from fieldcomm.domain.contractor.stop import Stop
from fieldcomm.domain.effects import ChangeJob, ChangeVisit, Effect, Note
from fieldcomm.domain.intent.reading import Reading
from fieldcomm.domain.job import JobEvent, WaitingOn
from fieldcomm.domain.promise import PromiseKind
from fieldcomm.domain.snapshot import Snapshot
from fieldcomm.domain.visit import VisitEvent, VisitStatus, after


def finishes(snapshot: Snapshot, stop: Stop, reading: Reading, text: str) -> list[Effect]:
    """The visit is over; DONE alone implies having been there. The contractor's note stays ours:
    what the customer reads, a dispatcher releases."""
    if stop.visit is not None and stop.visit.status is VisitStatus.DONE:
        return [*_note(stop, reading.note), echo(snapshot, "already", stop)]
    left = _leave(snapshot, stop)
    if left is None:
        return refuse(snapshot, stop, reading, text)
    return [
        *left,
        *change_job(stop.job, JobEvent.FINISHED),
        *_still_booked(stop),
        *_note(stop, reading.note),
        *unusual(snapshot, stop, reading, text),
        _tell(snapshot, stop, None, due_for_person(snapshot), "done"),
        echo(snapshot, "done", stop, told=True),
    ]


def returns(snapshot: Snapshot, stop: Stop, reading: Reading, text: str) -> list[Effect]:
    """Done for today, not with the job: the office books the return, and the customer is promised
    word of it. The day the contractor named is a plan until somebody books it."""
    visit = stop.visit
    already_left = visit is not None and visit.status is VisitStatus.DONE
    left = [] if already_left else _leave(snapshot, stop)
    if left is None:
        return refuse(snapshot, stop, reading, text)
    owed = owe(snapshot, stop.job, visit, PromiseKind.REPLY, RETURN_TIME, instead=False)
    return [
        *left,
        *change_job(stop.job, JobEvent.NEEDS_RETURN, WaitingOn.CREW),
        *_still_booked(stop),
        *owed.effects,
        Note("needs_return", "contractor", stop.job.id, {"words": text, "at": _iso(reading.at)}),
        *alert(snapshot, stop.job, visit, "return_visit", words=text, due=owed.due),
        _tell(snapshot, stop, reading.at, owed.due, "return"),
        echo(snapshot, "return_visit", stop, told=True, at=reading.at),
    ]


def _leave(snapshot: Snapshot, stop: Stop) -> list[Effect] | None:
    """The crew leaves; None where the visit cannot end like that."""
    visit = stop.visit
    effects: list[Effect] = [*came(snapshot, stop.job, visit)]
    effects.append(Note("left", "contractor", stop.job.id, {"stop": stop.ref}))
    if visit is None:
        return effects
    if after(visit.status, VisitEvent.FINISHED) is None:
        return None
    change = ChangeVisit(
        visit.id,
        VisitEvent.FINISHED,
        renew=True,
        arrived_at=visit.arrived_at or snapshot.now,
        left_at=snapshot.now,
    )
    return [change, *effects]


def _still_booked(stop: Stop) -> list[Effect]:
    """Another visit of the job stands: it is scheduled, not done or waiting."""
    booked = any(v.is_awaited for v in others(stop.job, stop.visit))
    return [ChangeJob(stop.job.id, JobEvent.BOOKED)] if booked else []


def _note(stop: Stop, note: str | None) -> list[Effect]:
    return [Note("note", "contractor", stop.job.id, {"text": note})] if note else []


def _tell(
    snapshot: Snapshot, stop: Stop, return_at: datetime | None, due: datetime, key: str
) -> Effect:
    params: dict[str, Any] = {
        "contractor": snapshot.speaker.first_name if snapshot.speaker else "Our crew",
        "at": snapshot.now,
        "note": None,
        "return_at": return_at,
        "returns": key == "return",
        "answer_by": due,
    }
    visit = stop.visit
    version = None
    if visit is not None:
        version = visit.version + (visit.status is not VisitStatus.DONE)
    return tell_customer(stop.job, visit, "visit_done", params, version=version, key=key)


def _iso(at: datetime | None) -> str | None:
    return at.isoformat() if at else None
