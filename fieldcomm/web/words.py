"""Icons, words and colours of states: never colour alone."""

from __future__ import annotations

from typing import Any, NamedTuple

from flask import Flask

from fieldcomm.domain.desk.crew_day import Sign
from fieldcomm.domain.risk import Risk


class Mark(NamedTuple):
    """`icon` in static/icons.svg; `tone` is a class of static/app.css."""

    icon: str
    word: str
    tone: str


RISKS = {
    Risk.LATE: Mark("alert", "Late", "late"),
    Risk.SOON: Mark("clock", "Due soon", "soon"),
    Risk.UNANSWERED: Mark("chat", "Unanswered", "asked"),
    Risk.ARRIVAL: Mark("van", "Arrival unsure", "unsure"),
    Risk.CALM: Mark("check", "On track", "calm"),
}
TEXTS = {
    "held": Mark("pause", "held", "quiet"),
    "queued": Mark("clock", "waiting to leave", "quiet"),
    "attempting": Mark("send", "leaving now", "quiet"),
    "accepted": Mark("send", "handed over", "quiet"),
    "sent": Mark("check", "sent", "quiet"),
    "delivered": Mark("check-double", "delivered", "calm"),
    "undelivered": Mark("alert", "not delivered", "late"),
    "failed": Mark("alert", "failed", "late"),
    "suppressed": Mark("stop", "not sent", "quiet"),
    "expired": Mark("stop", "not sent: too late", "soon"),
    "unknown": Mark("question", "perhaps sent, checking", "soon"),
    "unconfirmed": Mark("question", "we could not learn whether it arrived", "late"),
    "received": Mark("chat", "received", "quiet"),
}
JOBS = {
    "waiting": Mark("clock", "Waiting", "quiet"),
    "scheduled": Mark("calendar", "Scheduled", "quiet"),
    "en_route": Mark("van", "On the way", "calm"),
    "on_site": Mark("home", "On site", "calm"),
    "done": Mark("check", "Done", "calm"),
    "closed": Mark("check-double", "Closed", "quiet"),
    "cancelled": Mark("stop", "Cancelled", "quiet"),
}
PROMISES = {
    "open": Mark("clock", "open", "quiet"),
    "kept": Mark("check", "kept", "calm"),
    "kept_late": Mark("check", "kept, late", "soon"),
    "moved": Mark("calendar", "moved in time", "quiet"),
    "broken": Mark("alert", "broken", "late"),
    "released": Mark("check", "let go", "quiet"),
}
VISITS = {
    "proposed": Mark("question", "contractor asked", "soon"),
    "accepted": Mark("check", "customer asked", "soon"),
    "confirmed": Mark("check-double", "confirmed by both", "calm"),
    "en_route": Mark("van", "on the way", "calm"),
    "on_site": Mark("home", "on site", "calm"),
    "done": Mark("check", "done", "calm"),
    "missed": Mark("alert", "missed", "late"),
    "cancelled": Mark("stop", "called off", "quiet"),
}
OWED = {
    "check_in": "Next check-in",
    "arrival": "Arrival",
    "callback": "Call",
    "reply": "Answer",
    "result": "Result",
}
TASKS = {
    "safety": "Danger reported",
    "call": "Call them",
    "call_list": "Call them: nothing new for a while",
    "read_text": "Read their text",
    "unknown_sender": "Somebody we don't know wrote",
    "wrong_number": "Wrong number",
    "cancel_word": "They texted CANCEL: opt-out, or the visit?",
    "contractor_stopped": "A contractor opted out of texts",
    "nobody_home": "Nobody was home",
    "sick": "A contractor is out",
    "unconfirmed": "Did this text arrive?",
    "sent_twice": "A text went out twice",
    "undelivered": "A text did not arrive",
    "sending_stopped": "Sending has stopped",
    "behind": "We are falling behind",
    "restored": "Restored from a backup: look what became of it",
    "incident_due": "The next word on an incident is due",
    "incident_late": "The word on an incident is late",
}
BROADCASTS = {
    "draft": Mark("pencil", "Draft", "quiet"),
    "running": Mark("send", "Going out", "asked"),
    "paused": Mark("pause", "Paused", "soon"),
    "stopped": Mark("stop", "Stopped", "late"),
    "finished": Mark("check", "Done", "calm"),
}
LEFT_OUT = {
    "opted_out": "opted out of texts",
    "unreachable": "cannot be reached by text",
    "no_consent": "never said we may text",
    "not_texted": "somebody else is texted for them",
    "upset": "upset: a person answers them",
    "restored": "perhaps told already, before the restore",
    "moved_on": "their job has ended, or texts somebody else by now",
}
# What the public reads about each part: (all well, behind, not at all).
HEALTH = {
    "sending": ("Our texts go out as usual", "Our texts go out late", "No texts go out right now"),
    "reading": (
        "We read your texts as they come",
        "We are slow to read your texts",
        "We can't read your texts right now",
    ),
    "check_ins": (
        "Our twice-daily check-ins are on time",
        "Our check-ins are late",
        "Our check-ins are not going out",
    ),
}
SIGNS = {
    Sign.MISSED: Mark("alert", "missed", "late"),
    Sign.LATE: Mark("alert", "late", "late"),
    Sign.SILENT: Mark("question", "no sign of life", "unsure"),
    Sign.UNANSWERED: Mark("clock", "crew has not answered", "soon"),
    Sign.FINE: Mark("check", "as planned", "calm"),
}
REASONS = {
    "sick": "Out sick",
    "truck": "Truck broke down",
    "ice": "Ice on the roads",
    "other": "Something else",
    "day_off": "Day off",
    "reply": "Owed an answer",
}
_EVENTS = {
    "job_opened": "Job opened",
    "job_closed": "Job closed",
    "job_cancelled": "Job cancelled",
    "cancelled_by_customer": "The customer called the job off",
    "call_spoke": "Called: spoke with them",
    "call_voicemail": "Called: left a voicemail",
    "call_no_answer": "Called: no answer",
    "called": "Called",
    "call_moved": "Call moved",
    "asks_for_call": "Asked for a call",
    "arrived": "Arrived",
    "they_arrived": "The customer says we are there",
    "set_out": "Set out",
    "left": "Left",
    "late": "Running late",
    "late_is_fine": "Late is fine with them",
    "turned_back": "Turned back",
    "confirmed": "The customer confirmed",
    "declined": "The contractor can't",
    "proposal_over": "Nobody took the visit in time",
    "window_over": "The window ended without a sign of arrival",
    "wants_other_time": "Wants another time",
    "no_visit": "Wants no visit",
    "nobody_home": "Nobody was home",
    "needs_return": "Needs a return visit",
    "sick": "The contractor is out",
    "complaint": "Complaint",
    "danger": "Danger reported",
    "danger_taken": "Danger taken on",
    "danger_unclear": "Perhaps a danger",
    "opted_out": "Opted out of texts",
    "we_spoke": "The customer says we spoke",
    "thanks": "Thanks from the customer",
    "note": "Note",
    "manual_text": "Text written by the office",
    "update_proposed": "News proposed for the customer",
    "update_released": "News for the customer",
    "update_withdrawn": "News kept from the customer",
    "check_in_covered": "Check-in not needed: another word of ours stood in for it",
    "check_in_missed": "Check-in missed",
    "visit_moved": "Visit moved",
    "visit_cancelled": "Visit called off",
    "promise_taken": "Promise taken over",
    "waits_on": "Waiting on somebody else",
    "task_settled": "Task settled",
    "asked_again": "Contractor asked again",
    "taken_back": "Taken back",
    "tone_overridden": "Sent although the tone check advised against it",
    "story_told": "The story was told anew",
    "assigned": "Assigned",
    "contact_added": "Contact added",
    "texts_instead": "Texts go to somebody else now",
    "text_moved_away": "A text was moved to another job",
    "text_moved_here": "A text was moved here",
    "answered_door": "Answered while the crew waited",
    "wait_over": "The crew waited, and nobody came to the door",
    "door_note_written": "Door note written",
    "door_note_read": "Door note looked at",
    "door_note_erased": "Door note erased",
    "unusual": "Unusual: look at it",
    "refused": "Could not be done as texted",
    "taken_on_by_text": "Opened by their own texts",
    "made_good": "Made good",
    "opted_in": "Wants texts again",
    "customers_merged": "Came here when two records of one household were merged",
    "handed_over": "Handed over",
    "disputed": "The customer says this did not happen",
    "link_made": "Link to the customer's page made",
    "links_revoked": "Links to the customer's page taken back",
    "snoozed": "Snoozed",
    "woken": "Woken before its time",
    "urgency": "Urgency changed",
    "no_reply_needed": "No reply needed",
    "asked_crew": "Crew asked from the board",
    "asked_customer": "Customer asked from the board",
}
ROLES = {
    "decides": "decides",
    "opens_door": "opens the door",
    "spouse": "spouse",
    "tenant": "tenant",
    "landlord": "landlord",
    "adjuster": "insurance adjuster",
    "other": "other",
}
URGENCIES = {
    "rising_water": Mark("water", "Rising water", "late"),
    "sewage": Mark("alert", "Sewage", "late"),
    "infants": Mark("baby", "Infants", "soon"),
    "no_heat": Mark("snow", "No heat", "soon"),
}
_PROMISE_ENDS = {"kept", "kept_late", "moved", "broken", "released"}


def event_words(row: Any) -> str:
    """What an event of the timeline says."""
    kind: str = row.kind
    if kind.startswith("promise_") and kind.removeprefix("promise_") in _PROMISE_ENDS:
        owed = OWED.get(str(row.data.get("kind")), "Promise")
        return f"{owed}: {PROMISES[kind.removeprefix('promise_')].word}"
    return _EVENTS.get(kind, kind.replace("_", " ").capitalize())


def event_detail(row: Any) -> str:
    """The words somebody used, where the event holds any."""
    data: dict[str, Any] = row.data or {}
    if row.kind == "tone_overridden":
        return ", ".join(f"\u201c{f['words']}\u201d" for f in data.get("findings", ()))
    if row.kind == "taken_back":
        return _taken_back(data)
    if row.kind.startswith("text_moved"):
        other = data.get("to") if row.kind == "text_moved_away" else data.get("from")
        return f"{other or 'no job'}: \u201c{data.get('words', '')}\u201d"
    found = data.get("text") or data.get("words") or data.get("cause") or data.get("note")
    if not found and row.kind == "waits_on":
        found = data.get("waiting_on")
    if not found and row.kind == "urgency":
        mark = URGENCIES.get(str(data.get("urgency")))
        found = mark.word if mark else "none any more"
    return str(found) if found else ""


def _taken_back(data: dict[str, Any]) -> str:
    """What a deed taken back was; what had left of it stays said."""
    whose = f"What {data['of']} texted. " if data.get("what") == "by_text" else ""
    left = data.get("left", 0)
    texts = "A text of it had left" if left == 1 else f"{left} texts of it had left"
    return whose + (f"{texts} already." if left else "")


def add_words(app: Flask) -> None:
    app.jinja_env.globals.update(
        risk_marks=RISKS,
        urgency_marks=URGENCIES,
        text_marks=TEXTS,
        job_marks=JOBS,
        promise_marks=PROMISES,
        visit_marks=VISITS,
        owed_words=OWED,
        task_words=TASKS,
        role_words=ROLES,
        sign_marks=SIGNS,
        reason_words=REASONS,
        broadcast_marks=BROADCASTS,
        left_out_words=LEFT_OUT,
        health_words=HEALTH,
        event_words=event_words,
        event_detail=event_detail,
    )
