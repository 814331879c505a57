"""Prompted before it is late, not after."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from fieldcomm.storm.measures.measure import Measure, clock, share
from fieldcomm.storm.record import Record, Sent


def prompted_before(record: Record) -> Measure:
    """Of the promises still open at their time, those whose owner had been asked before it."""
    late = [p for p in record.promises if _was_open_when_due(record, p)]
    prompts = _by_what(record)
    unasked = [p for p in late if not _prompted(prompts, p)]
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


def _by_what(record: Record) -> dict[Any, list[Sent]]:
    """Prompts by what they were about: a promise or a visit, else the job."""
    found: dict[Any, list[Sent]] = defaultdict(list)
    for text in record.to_ours:
        if text.moment in ("prompt", "prompt_manager", "alert"):
            found[text.cause or text.job_id].append(text)
    return found


def _prompted(prompts: dict[Any, list[Sent]], promise: Any) -> bool:
    """To whoever owned it then: a manager may have taken it on since."""
    about = (("promise", promise.id), ("visit", promise.visit_id), promise.job_id)
    return any(
        promise.created_at < text.at <= promise.due_at
        for what in about
        for text in prompts.get(what, ())
    )
