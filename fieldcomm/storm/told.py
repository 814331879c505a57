"""Everything that happened in a storm as lines to read: texts, calls, promises, and what was noted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from fieldcomm.storm.measures.measure import clock
from fieldcomm.storm.office import Dispatcher
from fieldcomm.storm.play import Play
from fieldcomm.storm.record import Record
from fieldcomm.web.words import OWED, PROMISES, TEXTS, event_detail, event_words

_OURS = (
    "SELECT id, phone, job_id, moment, state, why, body, created_at FROM messages"
    " WHERE direction = 'out' ORDER BY id"
)
_EVENTS = (
    "SELECT job_id, at, kind, actor, data FROM events WHERE job_id IS NOT NULL"
    " AND kind NOT LIKE 'promise%' ORDER BY at, id"
)
_VISIT_JOBS = "SELECT id, job_id FROM visits ORDER BY id"


class Voice(StrEnum):
    """Whose words a line holds."""

    OURS = "ours"  # a text of ours to the household
    THEIRS = "theirs"
    STAFF = "staff"  # a text to or from crew and office
    PROMISE = "promise"
    NOTED = "noted"  # what the system wrote down
    STREET = "street"  # what really happened, told or not


@dataclass(frozen=True, slots=True)
class Line:
    """`note`: what a text was for or understood as, and what became of it."""

    at: datetime
    voice: Voice
    who: str
    words: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Happened:
    """A line, and the household or job it is about, where there is one."""

    job_id: int | None
    phone: str
    line: Line


def happenings(play: Play, record: Record) -> Iterator[Happened]:
    """Kind after kind, causes before what came of them: lines of one moment are read in this order."""
    ours = {row.id: row for row in play.world.rows(_OURS)}
    names = _names(play, record)
    yield from _said(record, names)
    yield from _in_the_street(play, record, names)
    yield from _noted(play)
    yield from _promises(record, names)
    yield from _sent(record, names, ours)
    yield from _never_sent(record, names, ours)


def _names(play: Play, record: Record) -> dict[str, str]:
    """Whose phone it is, as the lines name them."""
    named = {}
    for phone, person in play.world.people.items():
        role = ""
        if phone not in record.households:
            role = ", office" if isinstance(person, Dispatcher) else ", crew"
        named[phone] = f"{getattr(person, 'name', phone)}{role}"
    return named


def _said(record: Record, names: dict[str, str]) -> Iterator[Happened]:
    for word in record.said:
        theirs = word.phone in record.households
        read = word.intent or "never read"
        line = Line(
            word.at,
            Voice.THEIRS if theirs else Voice.STAFF,
            names[word.phone],
            word.body,
            f"read as {read}" if word.intent else read,
        )
        yield Happened(word.job_id, word.phone, line)


def _sent(record: Record, names: dict[str, str], ours: dict[int, Any]) -> Iterator[Happened]:
    """By the provider's ledger: what left, whatever we believe; and what we believe of it."""
    for text in record.sent:
        state = TEXTS[ours[text.message_id].state].word
        yield _ours(record, names, text.phone, text.job_id, text.at, text.body, text.moment, state)


def _never_sent(record: Record, names: dict[str, str], ours: dict[int, Any]) -> Iterator[Happened]:
    left = {text.message_id for text in record.sent}
    for row in ours.values():
        if row.id not in left:
            state = TEXTS[row.state].word + (f": {row.why}" if row.why else "")
            given = (row.phone, row.job_id, row.created_at, row.body, row.moment, state)
            yield _ours(record, names, *given)


def _ours(
    record: Record,
    names: dict[str, str],
    phone: str,
    job_id: int | None,
    at: datetime,
    body: str,
    moment: str,
    state: str,
) -> Happened:
    voice = Voice.OURS if phone in record.households else Voice.STAFF
    line = Line(at, voice, f"we to {names.get(phone, phone)}", body, f"{moment}, {state}")
    return Happened(job_id, phone, line)


def _noted(play: Play) -> Iterator[Happened]:
    for row in play.world.rows(_EVENTS):
        detail = event_detail(row)
        words = event_words(row) + (f": {detail}" if detail else "")
        yield Happened(row.job_id, "", Line(row.at, Voice.NOTED, "noted", words, row.actor))


def _promises(record: Record, names: dict[str, str]) -> Iterator[Happened]:
    for promise in record.promises:
        what = f"{OWED[promise.kind].lower()} by {clock(promise.due_at)}"
        owner = names.get(promise.user_phone or promise.crew_phone or "", "nobody's yet")
        said = "" if promise.kind == "check_in" else f" ({owner}): {promise.words}"
        opened = Line(promise.created_at, Voice.PROMISE, "promised", what + said)
        yield Happened(promise.job_id, promise.phone, opened)
        if promise.settled_at is not None:
            state = PROMISES[promise.state].word
            line = Line(promise.settled_at, Voice.PROMISE, state, what, promise.cause or "")
            yield Happened(promise.job_id, promise.phone, line)


def _in_the_street(play: Play, record: Record, names: dict[str, str]) -> Iterator[Happened]:
    """Calls, arrivals and departures as they were, told or not."""
    for call in record.truth.calls:
        words = "picked up" if call.spoke else "did not pick up"
        who = f"call to {names.get(call.phone, call.phone)}"
        yield Happened(None, call.phone, Line(call.at, Voice.STREET, who, words))
    jobs = {row.id: row.job_id for row in play.world.rows(_VISIT_JOBS)}
    for visit_id, at in record.truth.arrived.items():
        line = Line(at, Voice.STREET, "in the street", "the crew arrives")
        yield Happened(jobs[visit_id], "", line)
    for visit_id, at in record.truth.left.items():
        line = Line(at, Voice.STREET, "in the street", "the crew leaves")
        yield Happened(jobs[visit_id], "", line)
