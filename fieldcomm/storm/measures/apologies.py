"""Sorry said for nothing: for what had been done, once the word of it had reached us."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from fieldcomm.storm import says
from fieldcomm.storm.measures.measure import Measure, clock
from fieldcomm.storm.record import Record, Sent

_STILL_ABOUT_IT = timedelta(minutes=10)  # DONE is texted from the van


def needless_apologies(record: Record) -> Measure:
    """An arrival is known once a text of that crew's about it, with its code or without any, has
    come in; a call, once whoever made it, or the household, has texted so, or it was logged."""
    sorry = [s for s in record.sent if s.moment in ("apology", "window_missed")]
    needless = [s for s in sorry if _was_known(record, s)]
    return Measure(
        "apologies for what had been done and could be known",
        "0",
        f"{len(needless)} of {len(sorry)}",
        not needless,
        [f"{s.phone} at {clock(s.at)}: {s.moment}" for s in needless],
    )


def _was_known(record: Record, text: Sent) -> bool:
    visit_id = record.visit_of(text)
    if visit_id is not None:
        return _word_of_arrival(record, visit_id, text.at)
    promise = record.promise_of(text)
    return promise is not None and _word_of_call(record, promise, text.at)


def _word_of_arrival(record: Record, visit_id: int, before: datetime) -> bool:
    arrived = record.truth.arrived.get(visit_id)
    if arrived is None:
        return False
    crew = record.truth.crews[visit_id]
    left = record.truth.left.get(visit_id, before) + _STILL_ABOUT_IT
    code = record.code_of(record.visits[visit_id].job_id)
    return any(
        says.is_at_the_house(s.body)
        and arrived <= s.at <= left
        and record.codes_in(s.body) <= {code}
        and s.had_at is not None
        and s.had_at < before
        for s in record.said_by[crew]
    )


def _word_of_call(record: Record, promise: Any, before: datetime) -> bool:
    spoken = next(
        (
            c.at
            for c in record.calls_to[promise.phone]
            if c.spoke and promise.created_at <= c.at < before
        ),
        None,
    )
    if spoken is None:
        return False
    code = record.code_of(promise.job_id)
    ours = (s for s in record.said if says.has_called(s.body) and code in record.codes_in(s.body))
    theirs = (s for s in record.said_by[promise.phone] if says.meant(s.body, "we_spoke"))
    texted = any(
        s.at >= spoken and s.had_at is not None and s.had_at < before for s in (*ours, *theirs)
    )
    return texted or any(spoken <= at < before for at in record.logged.get(promise.job_id, ()))
