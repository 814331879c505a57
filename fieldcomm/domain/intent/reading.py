"""What a text was understood to mean, and which of its words decided."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Speaker(StrEnum):
    """Who texted. Office users who own promises are read as contractors."""

    CUSTOMER = "customer"
    CONTRACTOR = "contractor"


class Intent(StrEnum):
    # either
    EMERGENCY = "emergency"
    STOP = "stop"
    START = "start"
    THANKS = "thanks"
    CHOICE = "choice"
    HELP = "help"
    OTHER = "other"
    # customers
    CONFIRM = "confirm"
    CHANGE = "change"
    CANCEL_VISIT = "cancel_visit"
    CANCEL_JOB = "cancel_job"
    ASK_WHEN = "ask_when"
    CALL_ME = "call_me"
    THEY_ARRIVED = "they_arrived"
    WE_SPOKE = "we_spoke"
    COMPLAINT = "complaint"
    LANGUAGE = "language"
    LESS = "less"
    WRONG_NUMBER = "wrong_number"
    # contractors
    ON_MY_WAY = "on_my_way"
    ARRIVED = "arrived"
    DONE = "done"
    LATE = "late"
    CALLED = "called"
    CALL = "call"
    CALL_BACK = "call_back"
    NOTE = "note"
    UPDATE = "update"
    NOBODY_HOME = "nobody_home"
    RETURN_VISIT = "return_visit"
    ACCEPT = "accept"
    DECLINE = "decline"
    SICK = "sick"
    JOBS = "jobs"


_PARAMS: dict[Intent, tuple[str, ...]] = {
    Intent.CALL_ME: ("at",),
    Intent.CHOICE: ("n",),
    Intent.LANGUAGE: ("code",),
    Intent.LESS: ("how",),
    Intent.ON_MY_WAY: ("eta",),
    Intent.DONE: ("note",),
    Intent.LATE: ("eta", "minutes"),
    Intent.CALL_BACK: ("at",),
    Intent.NOTE: ("text",),
    Intent.UPDATE: ("text",),
    Intent.RETURN_VISIT: ("at",),
}


@dataclass(frozen=True, slots=True)
class Reading:
    """`at` and `eta` are aware, in the sender's zone; `because` quotes the text itself.

    `stop_number` is the numbered stop of the contractor's last list the text speaks of.
    `hazard` (emergency only): gas, electric, fire, ceiling, co, sewage, injury or medical.
    """

    intent: Intent
    because: tuple[str, ...]
    job: str | None = None
    at: datetime | None = None
    eta: datetime | None = None
    minutes: int | None = None
    n: int | None = None
    stop_number: int | None = None
    code: str | None = None
    how: str | None = None
    note: str | None = None
    text: str | None = None
    hazard: str | None = None

    def as_json(self) -> dict[str, object]:
        """The public form: the intent, its own params (null when not said), job and because."""
        params = {name: _plain(getattr(self, name)) for name in _PARAMS.get(self.intent, ())}
        return {
            "intent": self.intent.value,
            **params,
            "job": self.job,
            "because": list(self.because),
        }


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, datetime) else value
