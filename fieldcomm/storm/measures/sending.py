"""What must never leave, and what the provider's own ledger says of what did."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from itertools import pairwise

from fieldcomm.storm.measures.measure import Measure, clock
from fieldcomm.storm.options import ZONE
from fieldcomm.storm.record import Record, Sent

CROSSING = timedelta(seconds=15)  # a text already on its way when the STOP came
_AFTER_STOP = ("opted_out", "safety", "opted_in")


def forbidden_texts(record: Record) -> Measure:
    wrong = [
        *_in_quiet_hours(record),
        *_to_opted_out(record),
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


def _in_quiet_hours(record: Record) -> list[str]:
    return [
        f"quiet hours: {_named(s)}"
        for s in record.sent
        if not s.may_disturb and record.policy.is_quiet(s.at, ZONE)
    ]


def _to_opted_out(record: Record) -> list[str]:
    found = []
    for phone, words in record.said_by.items():
        state = None
        for word in sorted(words, key=lambda w: w.at):
            state = (
                word.reached_at
                if word.intent == "stop"
                else None
                if word.intent == "start"
                else state
            )
        if state is not None:
            found += [
                f"opted out: {_named(s)}"
                for s in record.sent_to[phone]
                if s.at > state + CROSSING and s.moment not in _AFTER_STOP
            ]
    return found


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
