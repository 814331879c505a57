"""Late arrivals and callbacks: who told whom first, and whether sorry was said for nothing."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from fieldcomm.storm.measures.measure import Measure, clock, share
from fieldcomm.storm.options import ZONE
from fieldcomm.storm.record import Record, Sent

GRACE = timedelta(minutes=10)  # the ladder says so five minutes after a callback was due
_EARLIEST = timedelta(hours=3)
_ABOUT = {
    *("window_missed", "running_late", "late_again", "visit_moved", "visit_cancelled", "day_moved"),
    *(
        "on_my_way",
        "arrived_late",
        "apology",
        "callback_set",
        "callback_moved",
        "call_tried",
        "nobody_home",
    ),
    *("choice_ack", "visit_change_ack"),
}
_ASKING = ("complaint", "ask_when")


def heard_first(record: Record) -> Measure:
    """Of what came late, how much the customer had from us before having to ask."""
    late = [p for p in record.promises if _came_late(record, p)]
    unheard = [p for p in late if not _told_first(record, p)]
    return Measure(
        "late arrivals and callbacks the customer heard from us about first",
        "100 %",
        share(len(late) - len(unheard), len(late)),
        not unheard,
        [
            f"{p.kind} {p.id} to {p.phone} by {clock(p.due_at)}: {p.state} {p.cause or ''}"
            for p in unheard
        ],
    )


def _came_late(record: Record, promise: Any) -> bool:
    """By what really happened; only where they still waited, and by day."""
    if promise.kind not in ("arrival", "callback") or promise.due_at > record.options.ends:
        return False
    if not record.waited_at(promise.phone, promise.due_at):
        return False
    if record.policy.is_quiet(promise.due_at, ZONE) or _was_agreed_anew(promise):
        return False
    return not _done_by(record, promise)


def _was_agreed_anew(promise: Any) -> bool:
    settled = promise.settled_at is not None and promise.settled_at <= promise.due_at
    return settled and promise.state in ("moved", "released", "kept")


def _done_by(record: Record, promise: Any) -> bool:
    if promise.kind == "arrival":
        arrived = record.truth.arrived.get(promise.visit_id)
        return arrived is not None and arrived <= promise.due_at
    calls = record.calls_to[promise.phone]
    return any(promise.created_at <= c.at <= promise.due_at + GRACE for c in calls)


def _told_first(record: Record, promise: Any) -> bool:
    asked = next(
        (
            s.at
            for s in record.said_by[promise.phone]
            if s.at > promise.due_at and s.intent in _ASKING
        ),
        promise.due_at + GRACE,
    )
    by = min(asked, promise.due_at + GRACE)
    return any(
        s.moment in _ABOUT and promise.due_at - _EARLIEST <= s.at <= by
        for s in record.sent_to[promise.phone]
    )


def needless_apologies(record: Record) -> Measure:
    """Said for something that had been done, once the word of it had reached us."""
    by_id = {p.id: p for p in record.promises}
    by_visit = {p.visit_id: p for p in record.promises if p.kind == "arrival" and p.visit_id}
    sorry = [s for s in record.sent if s.moment in ("apology", "window_missed")]
    needless = []
    for text in sorry:
        kind, row = text.cause or ("", 0)
        promise = by_id.get(row) if kind == "promise" else by_visit.get(row)
        if promise is not None and _was_known(record, promise, text):
            needless.append(text)
    return Measure(
        "apologies for what had been done and could be known",
        "0",
        f"{len(needless)} of {len(sorry)}",
        not needless,
        [f"{s.phone} at {clock(s.at)}: {s.moment}" for s in needless],
    )


def _was_known(record: Record, promise: Any, text: Sent) -> bool:
    if promise.kind == "arrival":
        return _word_of_arrival(record, promise, text.at)
    settled = promise.settled_at is not None and promise.settled_at < text.at
    return settled and promise.state in ("kept", "kept_late")


def _word_of_arrival(record: Record, promise: Any, before: datetime) -> bool:
    """A HERE or DONE about it had come in by webhook."""
    arrived = record.truth.arrived.get(promise.visit_id)
    if arrived is None or promise.crew_phone is None:
        return False
    code = next((j.code for j in record.jobs if j.id == promise.job_id), "")
    return any(
        s.intent in ("arrived", "done")
        and code in s.body
        and s.reached_at
        and s.reached_at < before
        for s in record.said_by[promise.crew_phone]
        if s.at >= arrived
    )
