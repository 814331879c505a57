"""At the door, and nobody answers: the customer is texted, the office calls."""

from __future__ import annotations

from fieldcomm.domain.arrival.say import alert
from fieldcomm.domain.contractor.echo import echo
from fieldcomm.domain.contractor.refuse import refuse
from fieldcomm.domain.contractor.stop import Stop
from fieldcomm.domain.desk.nobody_home import NOBODY_HOME, at_the_door, is_over
from fieldcomm.domain.effects import Effect, Note
from fieldcomm.domain.intent.reading import Reading
from fieldcomm.domain.snapshot import Snapshot


def nobody_home(snapshot: Snapshot, stop: Stop, reading: Reading, text: str) -> list[Effect]:
    """As they texted it, now."""
    job, visit = stop.job, stop.visit
    if is_over(visit):
        return refuse(snapshot, stop, reading, text)
    crew = snapshot.speaker.first_name if snapshot.speaker else None
    door = at_the_door(snapshot, job, visit, at=snapshot.now, crew=crew, by="contractor")
    return [
        *door.effects,
        Note(NOBODY_HOME, "contractor", job.id, {"stop": stop.ref}),
        *alert(snapshot, job, visit, NOBODY_HOME, due=door.due),
        echo(snapshot, NOBODY_HOME, stop, told=True),
    ]
