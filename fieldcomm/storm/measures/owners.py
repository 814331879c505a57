"""Prompted before it is late, not after."""

from __future__ import annotations

from typing import Any

from fieldcomm.storm.measures.measure import Measure, clock, share
from fieldcomm.storm.record import Record


def prompted_before(record: Record) -> Measure:
    """Of the promises still open at their time, those whose owner had been asked before it."""
    late = [p for p in record.promises if _was_open_when_due(record, p)]
    unasked = [p for p in late if not _prompted(record, p)]
    return Measure(
        "promises about to be late whose owner was prompted before",
        "100 %",
        share(len(late) - len(unasked), len(late)),
        not unasked,
        [
            f"{p.kind} {p.id} to {p.phone} by {clock(p.due_at)}, made {clock(p.created_at)}"
            for p in unasked
        ],
    )


def _was_open_when_due(record: Record, promise: Any) -> bool:
    if promise.kind == "check_in" or promise.due_at > record.options.ends:
        return False
    if promise.user_phone is None and promise.crew_phone is None:
        return False
    if promise.kind == "arrival":  # by what happened in the street, not by when HERE was texted
        arrived = record.truth.arrived.get(promise.visit_id)
        if arrived is not None and arrived <= promise.due_at:
            return False
    return promise.settled_at is None or promise.settled_at > promise.due_at


def _prompted(record: Record, promise: Any) -> bool:
    about = {("promise", promise.id), ("visit", promise.visit_id)}
    # To whoever owned it then: a manager may have taken it on since.
    return any(
        s.moment in ("prompt", "prompt_manager", "alert")
        and promise.created_at < s.at <= promise.due_at
        and (s.cause in about or (s.cause is None and s.job_id == promise.job_id))
        for s in record.to_ours
    )
