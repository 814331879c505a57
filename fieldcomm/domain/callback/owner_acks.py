"""What the owner of a promise hears back: the contractor's echo, or the office's."""

from __future__ import annotations

from datetime import datetime

from fieldcomm.domain.callback.owner_meant import PREFIX, Meant
from fieldcomm.domain.effects import Effect, Say
from fieldcomm.domain.intent.reading import Reading
from fieldcomm.domain.snapshot import PromiseView, Snapshot

MOST = 6  # more cannot be told apart in one text


def ack(snapshot: Snapshot, what: str, found: Meant | None, *, due: datetime | None = None) -> Say:
    """One text back, naming the house and the time."""
    job = found.job if found else None
    crew = snapshot.speaker is not None and snapshot.speaker.is_contractor
    params: dict[str, object] = {
        "what": what,
        "customer": job.contact_name if job else None,
        "customer_phone": found.phone if found else None,
        "code": job.code if job else None,
    }
    if found is not None and job is None:
        params["customer"] = "the caller"
    if crew:
        params |= {"at": due, "told": due is not None}
    elif due is not None:
        params |= {"due": due, "told": True}
    return Say(
        "contractor_echo" if crew else "owner_ack",
        snapshot.phone.phone,
        params,
        job_id=found.job_id if found else None,
        answers=True,
    )


def ask_which(snapshot: Snapshot, reading: Reading, found: list[PromiseView]) -> list[Effect]:
    """Numbered, once; the number goes on with what was meant."""
    found = found[:MOST]
    refs = {
        "then": reading.intent.value,
        "at": reading.at.isoformat() if reading.at else None,
    }
    return [
        Say(
            "which_stop",
            snapshot.phone.phone,
            {"what": reading.intent.value, "stops": [_stop(snapshot, p) for p in found]},
            refs=refs,
            choices=tuple(f"{PREFIX}{p.id}" for p in found),
            answers=True,
        )
    ]


def _stop(snapshot: Snapshot, promise: PromiseView) -> dict[str, object]:
    job = snapshot.job(promise.job_id)
    return {
        "customer": job.contact_name if job else "Unknown caller",
        "address": job.address if job else "",
        "code": job.code if job else "",
        "window_from": None,
        "window_to": None,
    }
