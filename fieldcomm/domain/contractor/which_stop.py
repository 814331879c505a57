"""Several stops could be meant: ask, numbered, and remember what was to be done; or say that
none is known. The number that comes back does it."""

from __future__ import annotations

from dataclasses import fields
from datetime import datetime
from typing import Any

from fieldcomm.domain.contractor.echo import echo
from fieldcomm.domain.contractor.pick import Unclear
from fieldcomm.domain.contractor.stop import Stop, stop_of_ref
from fieldcomm.domain.effects import Effect, Note, OpenTask, Say
from fieldcomm.domain.intent.reading import Intent, Reading
from fieldcomm.domain.moment_values import ECHOES
from fieldcomm.domain.snapshot import Snapshot

_REMEMBERED = ("at", "eta", "minutes", "note", "text")


def which_stop(snapshot: Snapshot, reading: Reading, unclear: Unclear, text: str) -> list[Effect]:
    """Nothing is done until the number comes."""
    if not unclear.stops:
        return no_such_stop(snapshot, reading, text)
    params = {"what": _what(reading.intent), "stops": [line(stop) for stop in unclear.stops]}
    return [
        Say(
            "which_stop",
            snapshot.phone.phone,
            params,
            refs={"pending": _pending(reading), "words": text},
            choices=tuple(f"{s.ref}:{reading.intent}" for s in unclear.stops),
            answers=True,
        )
    ]


def no_such_stop(snapshot: Snapshot, reading: Reading, text: str) -> list[Effect]:
    """The text goes to a person, its sender hears what would have worked."""
    return [
        OpenTask("read_text", text, phone=snapshot.phone.phone),
        Note("no_visit", "contractor", data={"intent": reading.intent.value}),
        echo(snapshot, "no_visit", code=reading.job, words=text),
    ]


def answered(snapshot: Snapshot, n: int | None) -> tuple[Stop, Reading, str] | None:
    """The stop chosen, with what was to be done to it and the words that asked for it. None where
    no such question is open."""
    choices = snapshot.phone.choices
    if snapshot.phone.asked != "which_stop" or n is None or not 0 < n <= len(choices):
        return None
    stop = stop_of_ref(snapshot, choices[n - 1])
    refs = snapshot.phone.asked_refs
    pending = refs.get("pending")
    if stop is None or not isinstance(pending, dict):
        return None
    return stop, _recalled(pending), str(refs.get("words", ""))


def line(stop: Stop) -> dict[str, object]:
    """One stop of a numbered list."""
    visit = stop.visit
    return {
        "customer": stop.job.customer_name,
        "address": stop.job.address,
        "code": stop.job.code,
        "window_from": visit.window_from if visit else None,
        "window_to": visit.window_to if visit else None,
    }


def _what(intent: Intent) -> str:
    return intent.value if intent.value in ECHOES else "already"


def _pending(reading: Reading) -> dict[str, Any]:
    known = {name: getattr(reading, name) for name in _REMEMBERED}
    said = {name: value for name, value in known.items() if value is not None}
    return {"intent": reading.intent.value} | {
        name: value.isoformat() if isinstance(value, datetime) else value
        for name, value in said.items()
    }


def _recalled(pending: dict[str, Any]) -> Reading:
    known = {f.name for f in fields(Reading)}
    said: dict[str, Any] = {
        name: datetime.fromisoformat(value) if name in ("at", "eta") else value
        for name, value in pending.items()
        if name in known and name != "intent" and value is not None
    }
    return Reading(Intent(pending["intent"]), ("the number on the list",), **said)
