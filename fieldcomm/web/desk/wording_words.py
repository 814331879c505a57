"""What the editor calls texts, languages and sample data."""

from __future__ import annotations

from fieldcomm.domain.moments import Audience

AUDIENCES = {
    Audience.CUSTOMER: "To customers",
    Audience.CONTRACTOR: "To contractors",
    Audience.OFFICE: "To owners of promises and the office",
}
LANGUAGES = {"en": "English", "es": "Spanish"}
DATA = {
    "typical": "An ordinary day",
    "worst": "The longest names and facts",
    "minimal": "Only what is always known",
}
_TITLES = {
    "job_opened": "Job opened: the first text",
    "tenant_notice": "First text to a tenant",
    "check_in": "Check-in",
    "update": "News on their job",
    "broadcast": "News to everybody",
    "manual": "A dispatcher's own text",
    "visit_booked": "Visit booked",
    "visit_confirmed": "Visit confirmed",
    "visit_reminder": "The day before a visit",
    "visit_moved": "Visit moved",
    "visit_cancelled": "Visit called off",
    "visit_change_ack": "They want another time",
    "on_my_way": "Crew on the way",
    "running_late": "Crew running late",
    "late_again": "Late a second time",
    "window_missed": "Window missed",
    "arrived_late": "Arrived late",
    "nobody_home": "Nobody was home",
    "visit_done": "Visit done",
    "callback_set": "Callback promised",
    "callback_moved": "Callback moved",
    "call_tried": "We called and nobody picked up",
    "apology": "Sorry: a promise is late",
    "reply_ack": "We have your text",
    "complaint_ack": "Answer to a complaint",
    "answer_when": "Answer to \u201cwhen?\u201d",
    "choice_ack": "Answer to 1, 2, 3",
    "which_job": "Which job do you mean?",
    "not_understood": "Not understood",
    "spoke_ack": "They say we spoke",
    "job_cancelled": "Job cancelled",
    "language_set": "Language changed",
    "frequency_set": "Frequency changed",
    "help": "Answer to HELP",
    "unknown_sender": "To a number we do not know",
    "opted_out": "Confirmation of STOP",
    "opted_in": "Welcome back after START",
    "safety": "Danger: what to do now",
    "visit_proposed": "Can you take this visit?",
    "visit_withdrawn": "Visit withdrawn",
    "contractor_echo": "What we understood",
    "list": "Day list",
    "which_stop": "Which house do you mean?",
    "contractor_help": "What a contractor can text",
    "contractor_unread": "Not understood",
    "prompt": "Prompt: a promise comes due",
    "prompt_manager": "Alert to the manager",
    "safety_alert": "Danger: alert to the office",
    "safety_taken": "Danger: somebody has it",
    "alert": "Alert to the office",
    "behind": "fieldcomm itself is late",
    "owner_ack": "Answer to an owner",
    "owner_help": "What the office can text",
    "test_text": "Test text",
}


def title(moment: str) -> str:
    return _TITLES.get(moment, moment.replace("_", " ").capitalize())
