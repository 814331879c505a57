"""Late arrivals and callbacks: whether the customer heard of it from us before having to ask."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from fieldcomm.storm import says
from fieldcomm.storm.measures.measure import CROSSING_CALL, Measure, clock, share
from fieldcomm.storm.options import ZONE
from fieldcomm.storm.record import Record, Sent

GRACE = timedelta(minutes=10)  # the ladder says so five minutes after a callback was due
# What says that it comes late, not at all, or at another time. Acknowledging something is no news,
# and `callback_set` only makes a promise.
_NEWS = {
    "arrival": {
        *("window_missed", "running_late", "late_again", "arrived_late", "nobody_home"),
        *("visit_moved", "visit_cancelled", "day_moved"),
    },
    "callback": {"apology", "callback_moved", "call_tried"},
}
_TOOK_ITS_PLACE = {"visit_booked", "visit_moved"}  # of a call with a new time: that time, by text
# By what they themselves had said it was off, or at another time.
_LET_OFF = (
    *("change", "cancel", "hired_others", "call_me", "1", "2", "3", "we_spoke"),
    *("stop", "wrong_number"),
)


def heard_first(record: Record) -> Measure:
    """Of what came late, how much the customer had from us before having to ask.

    Late is what had not happened when it was due: no crew at the door, no telephone ringing, and no
    other time agreed by then. Heard of is what a text about it said that was decided after the
    promise was made: that it is late, that it will not be, or a new time; or we rang them. It counts
    up to their asking, by what they meant, and to ten minutes after the due time.
    """
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
    if promise.kind not in _NEWS or promise.due_at > record.options.ends:
        return False
    if not record.waited_at(promise.phone, promise.due_at):
        return False
    if record.policy.is_quiet(promise.due_at, ZONE) or _was_agreed_anew(record, promise):
        return False
    return not _done_by_then(record, promise)


def _was_agreed_anew(record: Record, promise: Any) -> bool:
    """Settled before it was due, in words they had: of ours by text, theirs, or on the telephone."""
    if promise.state not in ("moved", "released") and not _said_we_spoke(record, promise):
        return False
    if promise.settled_at > promise.due_at:
        return False
    since, until = promise.created_at, promise.due_at
    return (
        any(
            (_is_news(record, promise, s) or _took_its_place(promise, s)) and s.at <= until
            for s in record.sent_to[promise.phone]
        )
        or any(
            since <= s.at <= until and says.meant(s.body, *_LET_OFF)
            for s in record.said_by[promise.phone]
        )
        or any(c.spoke and since <= c.at <= until for c in record.calls_to[promise.phone])
    )


def _said_we_spoke(record: Record, promise: Any) -> bool:
    """They said themselves that the call had been made: nobody is late who does not call again."""
    return promise.state == "kept" and any(
        promise.created_at <= s.at <= promise.due_at and says.meant(s.body, "we_spoke", "1")
        for s in record.said_by[promise.phone]
    )


def _took_its_place(promise: Any, text: Sent) -> bool:
    return bool(
        promise.kind == "callback"
        and text.moment in _TOOK_ITS_PLACE
        and text.job_id == promise.job_id
        and text.decided_at >= promise.settled_at
    )


def _done_by_then(record: Record, promise: Any) -> bool:
    if promise.kind == "arrival":
        arrived = record.truth.arrived.get(promise.visit_id)
        return arrived is not None and arrived <= promise.due_at
    since = promise.created_at
    return any(
        (since - CROSSING_CALL if c.spoke else since) <= c.at <= promise.due_at
        for c in record.calls_to[promise.phone]
    )


def _told_first(record: Record, promise: Any) -> bool:
    by = promise.due_at + GRACE
    asked = (
        s.at
        for s in record.said_by[promise.phone]
        if s.at > promise.due_at and says.meant(s.body, "ask_when", "complain")
    )
    by = min(by, next(asked, by))
    return any(
        _is_news(record, promise, s) and s.at <= by for s in record.sent_to[promise.phone]
    ) or any(promise.due_at <= c.at <= by for c in record.calls_to[promise.phone])


def _is_news(record: Record, promise: Any, text: Sent) -> bool:
    if text.decided_at <= promise.created_at or not _is_about(record, promise, text):
        return False
    if promise.kind == "arrival" and text.moment == "on_my_way":
        return text.eta is not None and text.eta > promise.due_at
    return text.moment in _NEWS[promise.kind]


def _is_about(record: Record, promise: Any, text: Sent) -> bool:
    """Its own visit or promise; what names neither, or replaces a call by another: its job. Sorry is
    said once for all that is late by then."""
    if text.moment == "apology":
        return record.promise_of(text) is promise or text.at >= promise.due_at
    if promise.kind == "arrival" and text.cause is not None:
        return bool(record.visit_of(text) == promise.visit_id)
    return bool(text.job_id == promise.job_id)
