"""What must never leave, and what the provider's own ledger says of what did."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

from fieldcomm.storm.measures.measure import Measure, clock
from fieldcomm.storm.measures.opted_out import to_opted_out
from fieldcomm.storm.measures.quiet import in_quiet_hours
from fieldcomm.storm.record import Record, Sent


def forbidden_texts(record: Record) -> Measure:
    wrong = [
        *in_quiet_hours(record),
        *to_opted_out(record),
        *_twice(record),
        *_same_running(record),
    ]
    return Measure(
        "texts in quiet hours, to opted-out numbers, twice, or the same sentence twice running",
        "0",
        f"{len(wrong)} of {len(record.sent):,}",
        not wrong,
        wrong,
    )


def _twice(record: Record) -> list[str]:
    times = Counter(s.message_id for s in record.sent)
    first = {s.message_id: s for s in reversed(record.sent)}
    return [f"{n} times: {_named(first[id_])}" for id_, n in times.items() if n > 1]


def _same_running(record: Record) -> list[str]:
    found = []
    for phone in record.households:
        for one, other in pairwise(record.sent_to[phone]):
            spoken = any(c.spoke and one.at <= c.at <= other.at for c in record.calls_to[phone])
            if one.body == other.body and not spoken:
                found.append(f"same again: {_named(other)}")
    return found


def _named(text: Sent) -> str:
    return f"{text.moment} to {text.phone} at {clock(text.at)}"
