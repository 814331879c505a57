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


def lost_or_twice(record: Record) -> Measure:
    """By the ledger: texts we believe sent and that were not, that still wait, or that went twice."""
    times = Counter(s.message_id for s in record.sent)
    told = {task.message_id for task in record.tasks}
    lost = [
        m
        for m in record.ours
        if not times[m.id]
        and m.state in ("accepted", "sent", "delivered", "unknown", "attempting", "queued")
    ]
    untold = [m for m in record.ours if m.state == "unconfirmed" and m.id not in told]
    unheard = [s for s in record.said if s.intent is None]
    twice = [id_ for id_, n in times.items() if n > 1]
    return Measure(
        "lost, sent twice, or never read",
        "0",
        f"{len(lost) + len(untold)} lost, {len(twice)} twice, {len(unheard)} unread"
        f" ({len(record.struck):,} faults)",
        not (lost or untold or twice or unheard),
        [f"lost: {m.moment} to {m.phone}: {m.state}" for m in (*lost, *untold)]
        + [f"twice: message {id_}" for id_ in twice]
        + [f"unread: {s.phone} at {clock(s.at)}" for s in unheard],
    )
