"""Promises the system made in people's names, and that people then did not keep."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from fieldcomm.storm.measures.measure import CROSSING_CALL, Measure, at_most, clock
from fieldcomm.storm.record import Record, Sent

ALLOWED = 0.02
# The ladder's own line (DESIGN 3.3): so long after it was due the customer is told sorry. What is
# kept before that is late, and no promise broken; what got an apology is, kept later or not.
SORRY_AFTER = timedelta(minutes=5)
_KINDS = ("callback", "reply", "result")
_NO_WORD = {"apology", "check_in", "broadcast", "job_opened"}  # keeps no promise of an answer


def broken_by_people(record: Record) -> Measure:
    """Whatever was neither kept within five minutes of its time nor agreed anew before it.

    A call is kept when somebody rang and they picked up, logged or not; an answer also by a text to
    them, or by a crew at their door, where we held it for kept. Agreed anew is what they were told,
    also where somebody rang in time and in vain and they read so before any sorry was due.
    Still open at the end is broken as well. Whom they let off (`released`) nobody broke a word to.
    """
    minted = [p for p in record.promises if _is_minted(record, p)]
    broken = [p for p in minted if not _held(record, p)]
    late = [p for p in broken if _is_kept(record, p, record.options.ends)]
    found = at_most(len(broken), len(minted))
    return Measure(
        "promises of a call or an answer that people then broke",
        "<= 2 %",
        found + (f", {len(late)} of these {len(broken)} kept late" if broken else ""),
        len(broken) <= ALLOWED * len(minted),
        [_case(p) for p in broken],
    )


def _is_minted(record: Record, promise: Any) -> bool:
    over = promise.due_at + SORRY_AFTER <= record.options.ends
    return promise.kind in _KINDS and over and promise.state != "released"


def _held(record: Record, promise: Any) -> bool:
    by = promise.due_at + SORRY_AFTER
    return _is_kept(record, promise, by) or _is_agreed_anew(record, promise)


def _is_kept(record: Record, promise: Any, by: datetime) -> bool:
    since = promise.created_at - CROSSING_CALL
    if any(c.spoke and since <= c.at <= by for c in record.calls_to[promise.phone]):
        return True
    if promise.kind == "callback" or promise.state not in ("kept", "kept_late"):
        return False
    return promise.settled_at <= by and _had_word(record, promise, by)


def _had_word(record: Record, promise: Any, by: datetime) -> bool:
    texts = any(
        s.decided_at > promise.created_at and s.at <= by and s.moment not in _NO_WORD
        for s in record.sent_to[promise.phone]
    )
    return texts or any(promise.created_at <= at <= by for at in record.in_person(promise.phone))


def _is_agreed_anew(record: Record, promise: Any) -> bool:
    """Moved before its time, or rung in vain before it, and they read so within the five minutes."""
    moved = promise.state == "moved" and promise.settled_at <= promise.due_at
    since = promise.settled_at if moved else promise.created_at
    by = promise.due_at + SORRY_AFTER
    told = [
        s
        for s in record.sent_to[promise.phone]
        if since <= s.decided_at != promise.created_at and s.at <= by and s.moment not in _NO_WORD
    ]
    return bool(told) if moved else _was_tried(record, promise, told)


def _was_tried(record: Record, promise: Any, told: list[Sent]) -> bool:
    rang = any(promise.created_at <= c.at <= promise.due_at for c in record.calls_to[promise.phone])
    return promise.kind == "callback" and rang and any(s.moment == "call_tried" for s in told)


def _case(promise: Any) -> str:
    return (
        f"{promise.kind} {promise.id} to {promise.phone} by {clock(promise.due_at)}:"
        f" {promise.state} {promise.cause or ''}"
    ).strip()
