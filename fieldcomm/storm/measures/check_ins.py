"""Check-ins in time, and the longest silence."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

from fieldcomm.domain.silence import AS_LONG_AS, waking
from fieldcomm.storm.measures.measure import Measure, clock, hours, share
from fieldcomm.storm.options import ZONE
from fieldcomm.storm.record import Record


def handed_over_in_time(record: Record) -> Measure:
    """By the time the last words named, a text had gone to them, or a person had spoken with them."""
    owed = [p for p in record.promises if p.kind == "check_in" and _is_owed(record, p)]
    missed = [p for p in owed if not _heard_from_us(record, p.phone, p.created_at, p.due_at)]
    return Measure(
        "check-ins handed over by the time their words named",
        "100 %",
        share(len(owed) - len(missed), len(owed)),
        not missed,
        [f"{p.phone} by {clock(p.due_at)}: {p.state} {p.cause or ''}" for p in missed],
    )


def _is_owed(record: Record, promise: Any) -> bool:
    """To somebody who still waited at its time, and nothing else had been agreed before."""
    if not record.waited_at(promise.phone, promise.due_at):
        return False
    changed = promise.state in ("moved", "released") and promise.settled_at < promise.due_at
    return not changed


def _heard_from_us(record: Record, phone: str, since: datetime, until: datetime) -> bool:
    texts = any(since < s.at <= until for s in record.sent_to[phone])
    return texts or any(since < c.at <= until and c.spoke for c in record.calls_to[phone])


def longest_silence(record: Record) -> Measure:
    """Waking time between two words of ours to somebody who waits."""
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
    for begins, ends in record.waits(phone):
        known = sorted([begins, *(at for at in words if begins <= at <= ends), ends])
        found += [(waking(a, b, record.policy, ZONE), phone, a) for a, b in pairwise(known)]
    return found
