"""Texts in quiet hours. What may leave in them is written down here, not asked of the product
(DESIGN 3.5): safety, arrival texts for a visit that morning, answers within 30 minutes of the
person's own text, alerts to whoever is on call."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from fieldcomm.storm.measures.measure import clock
from fieldcomm.storm.options import ZONE
from fieldcomm.storm.record import Record, Sent

AWAKE = (time(8), time(20))
ANSWERED_WITHIN = timedelta(minutes=30)
# The day's stops go to their crew then (DESIGN 3.2); from then on, also what is changed in them.
MORNING_LIST = time(7)
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
    *("prompt", "door_note"),  # to its crew
}
_TO_CREW = {"list", "day_cleared", "visit_withdrawn"}
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
    if text.phone in record.crews and text.moment in _TO_CREW:
        return _is_about_today(text)
    answers = text.moment in (ANSWERS if text.phone in record.households else _ANSWERS_TO_OURS)
    return answers and any(
        s.at <= text.at <= s.at + ANSWERED_WITHIN for s in record.said_by[text.phone]
    )


def _is_for_that_morning(record: Record, text: Sent) -> bool:
    visit = record.visits.get(record.visit_of(text) or 0)
    local = text.at.astimezone(ZONE)
    return visit is not None and local.hour < 12 and _is_same_day(text, visit.window_from)


def _is_about_today(text: Sent) -> bool:
    names = text.window_from or text.at
    return MORNING_LIST <= text.at.astimezone(ZONE).time() < AWAKE[0] and _is_same_day(text, names)


def _is_same_day(text: Sent, at: datetime) -> bool:
    return text.at.astimezone(ZONE).date() == at.astimezone(ZONE).date()
