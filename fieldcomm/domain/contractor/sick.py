"""SICK: the office gets the rest of the day in one list, to move in one go."""

from __future__ import annotations

from fieldcomm.domain.arrival.say import tell_person
from fieldcomm.domain.contractor.echo import echo
from fieldcomm.domain.contractor.stop import Stop, my_stops, today
from fieldcomm.domain.effects import Effect, Note, OpenTask
from fieldcomm.domain.intent.reading import Reading
from fieldcomm.domain.snapshot import Snapshot
from fieldcomm.domain.visit import VisitStatus


def calls_in_sick(snapshot: Snapshot, reading: Reading, text: str) -> list[Effect]:
    """Nothing is told to customers yet: the office moves the visits, each household once."""
    left = [s for s in today(snapshot, my_stops(snapshot)) if _is_open(s)]
    who = snapshot.speaker.name if snapshot.speaker else "A contractor"
    named = ", ".join(f"{s.job.code} {s.job.customer_name}" for s in left)
    words = f"{who}: {named}" if left else f"{who}: no visits left today"
    day = snapshot.now.astimezone(snapshot.zone).date().isoformat()
    return [
        OpenTask("sick", words, phone=snapshot.phone.phone, once=f"sick/{_id(snapshot)}/{day}"),
        *(Note("sick", "contractor", s.job.id, {"stop": s.ref}) for s in left),
        *_tell_office(snapshot, left, words),
        echo(snapshot, "sick"),
    ]


def _is_open(stop: Stop) -> bool:
    return stop.visit is not None and stop.visit.status is not VisitStatus.ON_SITE


def _tell_office(snapshot: Snapshot, left: list[Stop], words: str) -> list[Effect]:
    office = snapshot.dispatcher()
    params = {
        "kind": "sick",
        "contractor": snapshot.speaker.first_name if snapshot.speaker else None,
        "words": words,
    }
    if left:
        return [*tell_person(office, left[0].job, "alert", params)]
    return []


def _id(snapshot: Snapshot) -> int:
    return snapshot.speaker.id if snapshot.speaker else 0
