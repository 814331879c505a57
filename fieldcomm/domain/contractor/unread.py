"""What we cannot read is never dropped: a person reads it, and its sender hears what works."""

from __future__ import annotations

from fieldcomm.domain.arrival.say import tell_person
from fieldcomm.domain.contractor.stop import my_stops, today
from fieldcomm.domain.effects import Effect, OpenTask, Say
from fieldcomm.domain.intent.reading import Reading
from fieldcomm.domain.snapshot import Snapshot


def unread(snapshot: Snapshot, reading: Reading, text: str) -> list[Effect]:
    stops = my_stops(snapshot)
    stop = next(iter(today(snapshot, stops) or stops), None)
    job = stop.job if stop else None
    params = {"kind": "unread", "contractor": _name(snapshot), "words": text}
    return [
        OpenTask("read_text", text, job.id if job else None, snapshot.phone.phone),
        *(tell_person(snapshot.dispatcher(job), job, "alert", params) if job else []),
        Say(
            "contractor_unread",
            snapshot.phone.phone,
            {"name": _name(snapshot), "heard": text or None},
            answers=True,
        ),
    ]


def helps(snapshot: Snapshot, reading: Reading, text: str) -> list[Effect]:
    """?: what can be texted."""
    params = {"name": _name(snapshot)}
    return [Say("contractor_help", snapshot.phone.phone, params, answers=True)]


def _name(snapshot: Snapshot) -> str:
    return snapshot.speaker.first_name if snapshot.speaker else ""
