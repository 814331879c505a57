"""NOTE stays with the office; UPDATE is for the customer once a dispatcher has released it."""

from __future__ import annotations

from fieldcomm.domain.arrival.say import alert
from fieldcomm.domain.contractor.echo import echo
from fieldcomm.domain.contractor.stop import Stop
from fieldcomm.domain.effects import AddUpdate, Effect, Note
from fieldcomm.domain.intent.reading import Reading
from fieldcomm.domain.snapshot import Snapshot


def notes(snapshot: Snapshot, stop: Stop, reading: Reading, text: str) -> list[Effect]:
    said = reading.text or text
    return [
        Note("note", "contractor", stop.job.id, {"text": said}),
        echo(snapshot, "note", stop, words=said),
    ]


def proposes_update(snapshot: Snapshot, stop: Stop, reading: Reading, text: str) -> list[Effect]:
    said = reading.text or text
    author = snapshot.speaker.name if snapshot.speaker else "contractor"
    return [
        AddUpdate(said, author, stop.job.id, released=False),
        Note("update_proposed", "contractor", stop.job.id, {"text": said}),
        *alert(snapshot, stop.job, stop.visit, "update", words=said),
        echo(snapshot, "update", stop, words=said),
    ]
