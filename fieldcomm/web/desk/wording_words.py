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
    "list": "Day list",
    "manual": "A dispatcher's own text",
    "opted_out": "Confirmation of STOP",
    "opted_in": "Welcome back after START",
    "safety": "Danger: what to do now",
    "safety_alert": "Danger: alert to the office",
    "safety_taken": "Danger: somebody has it",
    "answer_when": "Answer to \u201cwhen?\u201d",
    "choice_ack": "Answer to 1, 2, 3",
    "apology": "Sorry: a promise is late",
    "prompt": "Prompt: a promise comes due",
    "help": "Answer to HELP",
}


def title(moment: str) -> str:
    return _TITLES.get(moment, moment.replace("_", " ").replace(" ack", ": answer").capitalize())
