"""Check-ins in time, and the longest silence."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from itertools import pairwise
from typing import Any

from fieldcomm.domain.silence import waking
from fieldcomm.storm import says
from fieldcomm.storm.measures.measure import Measure, clock, hours, share
from fieldcomm.storm.options import ZONE
from fieldcomm.storm.record import Record

AS_LONG_AS = timedelta(hours=9)  # FIGURES; what the product allows itself is its own matter
_A_DAY = (time(8), time(20))


def handed_over_in_time(record: Record) -> Measure:
    """Between naming a time and that time a text had gone to them, a person had spoken with them or
    a crew had been at their door; as long as they waited, whatever we made of the promise since.
    Who asked for one text a day is owed that one too, on each day they waited through."""
    owed = [
        (p.phone, p.created_at, p.due_at, f"{p.state} {p.cause or ''}".strip())
        for p in record.promises
        if p.kind == "check_in" and _is_owed(record, p)
    ]
    owed += [(phone, *day, "one a day") for phone, day in _daily(record)]
    missed = [one for one in owed if not _heard_from_us(record, *one[:3])]
    return Measure(
        "check-ins handed over by the time their words named",
        "100 %",
        share(len(owed) - len(missed), len(owed)),
        not missed,
        [f"{phone} by {clock(until)}: {why}" for phone, _, until, why in missed],
    )


def _is_owed(record: Record, promise: Any) -> bool:
    return record.waited_at(promise.phone, promise.due_at)


def _daily(record: Record) -> Iterator[tuple[str, tuple[datetime, datetime]]]:
    """Each day, in waking hours, that somebody waited through who had asked for one text a day."""
    for phone in record.households:
        asked = next((s.at for s in record.said_by[phone] if s.body == says.ONCE_A_DAY), None)
        if asked is None:
            continue
        for begins, ends in record.waits(phone):
            day = max(asked, begins).astimezone(ZONE).date() + timedelta(days=1)
            while (until := datetime.combine(day, _A_DAY[1], ZONE)) <= ends:
                yield phone, (datetime.combine(day, _A_DAY[0], ZONE), until)
                day += timedelta(days=1)


def _heard_from_us(record: Record, phone: str, since: datetime, until: datetime) -> bool:
    met = [c.at for c in record.calls_to[phone] if c.spoke] + record.in_person(phone)
    return any(since < at <= until for at in met) or any(
        since < s.at <= until for s in record.sent_to[phone]
    )


def longest_silence(record: Record) -> Measure:
    """Waking time between two words of ours to somebody who waits and did not ask for less."""
    gaps = sorted(
        (gap for phone in record.households for gap in silences(record, phone)), reverse=True
    )
    longest = gaps[0][0] if gaps else timedelta()
    return Measure(
        "longest silence towards a waiting customer in waking hours",
        "<= 9 h",
        hours(longest),
        longest <= AS_LONG_AS,
        [f"{phone} from {clock(at)}: {hours(gap)}" for gap, phone, at in gaps if gap > AS_LONG_AS],
    )


def silences(record: Record, phone: str) -> list[tuple[timedelta, str, datetime]]:
    words = [s.at for s in record.sent_to[phone]]
    words += [c.at for c in record.calls_to[phone] if c.spoke]
    words += record.in_person(phone)
    found = []
    for begins, ends in record.waits(phone, until=("stop", "less")):
        known = sorted([begins, *(at for at in words if begins <= at <= ends), ends])
        found += [(waking(a, b, record.policy, ZONE), phone, a) for a, b in pairwise(known)]
    return found
