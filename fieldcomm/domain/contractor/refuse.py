"""What cannot happen to this visit any more, and what looks odd: said clearly, shown to the office."""

from __future__ import annotations

from fieldcomm.domain.arrival.say import alert
from fieldcomm.domain.contractor.echo import echo
from fieldcomm.domain.contractor.stop import Stop
from fieldcomm.domain.effects import Effect, Note
from fieldcomm.domain.intent.reading import Reading
from fieldcomm.domain.snapshot import Snapshot


def refuse(snapshot: Snapshot, stop: Stop, reading: Reading, text: str) -> list[Effect]:
    """Nothing changes; the office reads the text, the sender hears that it found no visit."""
    return [
        _flag(snapshot, stop, reading, "refused"),
        *alert(snapshot, stop.job, stop.visit, "unusual", words=text),
        echo(snapshot, "no_visit", stop, words=text),
    ]


def unusual(snapshot: Snapshot, stop: Stop, reading: Reading, text: str) -> list[Effect]:
    """Done as they say, and looked at by a person: the visit is days away."""
    if not stop.is_days_away(snapshot.now):
        return []
    return [
        _flag(snapshot, stop, reading, "unusual"),
        *alert(snapshot, stop.job, stop.visit, "unusual", words=text),
    ]


def _flag(snapshot: Snapshot, stop: Stop, reading: Reading, kind: str) -> Note:
    visit = stop.visit
    data = {"intent": reading.intent.value, "visit": visit.id if visit else None}
    return Note(kind, "contractor", stop.job.id, data)
