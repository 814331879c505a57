"""No question without an answer or an open promise of one."""

from __future__ import annotations

from datetime import datetime, timedelta

from fieldcomm.storm import says
from fieldcomm.storm.measures.measure import Measure, clock
from fieldcomm.storm.measures.quiet import ANSWERS
from fieldcomm.storm.options import ZONE
from fieldcomm.storm.record import Record, Said

LATE_AT_MOST = timedelta(hours=1)  # how late that person may be
AT_ONCE = timedelta(minutes=15)
POLLED = timedelta(minutes=7)  # every five, and what is listed late
_QUESTIONS = {
    *("ask_when", "call_me", "complaint", "change", "cancel_visit", "cancel_job", "other"),
    *("emergency", "help"),
}


def unanswered(record: Record) -> Measure:
    asked = [s for s in record.said if _is_question(record, s)]
    left = [s for s in asked if not _answered(record, s)]
    return Measure(
        "questions without an answer or an open promise",
        "0",
        f"{len(left)} of {len(asked)}",
        not left,
        [f"{s.phone} at {clock(s.at)}: {s.intent} {s.body[:60]!r}" for s in left],
    )


def _is_question(record: Record, word: Said) -> bool:
    if word.phone not in record.households:
        return False
    if word.intent not in _QUESTIONS and word.body not in says.QUESTIONS:
        return False
    # What comes in at night is answered in the morning: after the last evening nobody sees that.
    return _answer_by(record, word) <= record.options.ends


def _answer_by(record: Record, word: Said) -> datetime:
    had = word.reached_at or _polled_by(record, word.at)
    return record.policy.quiet_ends(had, ZONE) + AT_ONCE


def _polled_by(record: Record, at: datetime) -> datetime:
    """When polling had brought what no webhook did: at the latest, and after an outage."""
    outage = next((end for begin, end in record.truth.outages if begin <= at <= end), at)
    return outage + POLLED


def _answered(record: Record, word: Said) -> bool:
    """Within minutes of having it; at night in the morning: by a text that answers, by a person on
    the telephone, or by a promise of either made since they asked."""
    until = _answer_by(record, word)
    if any(
        s.moment in ANSWERS and s.decided_at >= word.at and s.at <= until
        for s in record.sent_to[word.phone]
    ):
        return True
    if any(word.at <= c.at <= until and c.spoke for c in record.calls_to[word.phone]):
        return True
    if _asked_more(record, word):
        return True
    return any(
        p.kind in ("reply", "callback", "result")
        and word.at <= p.created_at <= until
        and p.state != "released"
        for p in record.promises_to[word.phone]
    )


def _asked_more(record: Record, word: Said) -> bool:
    """They wrote again while a person owed them an answer or a call already, whose prompt carries
    their last words: it is answered where that person then really spoke with them."""
    owed = [
        p
        for p in record.promises_to[word.phone]
        if p.kind in ("reply", "callback")
        and p.created_at < word.at
        and (p.settled_at is None or p.settled_at > word.at)
    ]
    spoken = [c.at for c in record.calls_to[word.phone] if c.spoke and c.at >= word.at]
    return bool(owed and spoken) and min(spoken) <= max(p.due_at for p in owed) + LATE_AT_MOST
