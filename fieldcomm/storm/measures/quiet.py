"""Texts in quiet hours. What may leave in them is written down here, not asked of the product
(DESIGN 3.5): safety, arrival texts for a visit that morning, answers within 30 minutes of the
person's own text, alerts to whoever is on call."""

from __future__ import annotations

from datetime import time, timedelta

from fieldcomm.storm.measures.measure import clock
from fieldcomm.storm.options import ZONE
from fieldcomm.storm.record import Record, Sent

AWAKE = (time(8), time(20))
ANSWERED_WITHIN = timedelta(minutes=30)
NOON = time(12)
MORNING_LIST = time(7)  # the day's stops, to their crew (DESIGN 3.2)
_SAFETY = {"safety", "safety_alert", "safety_taken"}
_CONSENT = {"opted_out", "opted_in"}  # an answer, also where their text took long to reach us
ANSWERS = {
    *("answer_when", "reply_ack", "complaint_ack", "choice_ack", "visit_change_ack", "spoke_ack"),
    *("visit_confirmed", "visit_cancelled", "job_cancelled", "callback_set", "callback_moved"),
    *("not_understood", "which_job", "intake_ask", "unknown_sender", "help", "manual"),
    *("language_set", "frequency_set", "job_opened", "tenant_notice"),
    *_SAFETY,
    *_CONSENT,
}
_ANSWERS_TO_OURS = {
    *("contractor_echo", "contractor_help", "contractor_unread", "which_stop"),
    *("owner_ack", "owner_help"),
}
_ARRIVAL = {
    *("on_my_way", "running_late", "late_again", "window_missed", "arrived_late", "nobody_home"),
    *("prompt", "door_note", "visit_withdrawn"),  # to its crew
}
_OF_THE_DAY = {"list", "day_cleared"}
_TO_CALL = {"alert", "prompt_manager", "behind"}


def in_quiet_hours(record: Record) -> list[str]:
    return [
        f"quiet hours: {s.moment} to {s.phone} at {clock(s.at)}"
        for s in record.sent
        if _is_quiet(s) and not _may_disturb(record, s)
    ]


def _is_quiet(text: Sent) -> bool:
    return not AWAKE[0] <= text.at.astimezone(ZONE).time() < AWAKE[1]


def _may_disturb(record: Record, text: Sent) -> bool:
    if text.moment in _SAFETY or text.moment in _CONSENT:
        return True
    if text.moment in _ARRIVAL and _is_for_that_morning(record, text):
        return True
    if text.phone in record.on_call and text.moment in _TO_CALL:
        return True
    if text.phone in record.crews and text.moment in _OF_THE_DAY:
        return MORNING_LIST <= text.at.astimezone(ZONE).time() < AWAKE[0]
    answers = text.moment in (ANSWERS if text.phone in record.households else _ANSWERS_TO_OURS)
    return answers and any(
        s.at <= text.at <= s.at + ANSWERED_WITHIN for s in record.said_by[text.phone]
    )


def _is_for_that_morning(record: Record, text: Sent) -> bool:
    """The one on which these quiet hours end."""
    visit = record.visits.get(record.visit_of(text) or 0)
    window = text.window_from or (visit.window_from if visit else None)
    if window is None:
        return False
    local, starts = text.at.astimezone(ZONE), window.astimezone(ZONE)
    morning = local.date() + timedelta(days=local.time() >= AWAKE[1])
    return starts.date() == morning and starts.time() < NOON
