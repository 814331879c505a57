"""The closed lists behind some params of the moments: what `kind`, `step`, `what` ... may be.

The renderer refuses any other value, so that no text goes out with a hole in it. `safety.hazard`
is left open on purpose: that text must go out whatever was smelt.
"""

from __future__ import annotations

from fieldcomm.domain.job import WaitingOn
from fieldcomm.domain.promise import PromiseKind
from fieldcomm.domain.visit import VisitKind, VisitStatus

PROMISE_KINDS = tuple(PromiseKind)
VISIT_KINDS = tuple(VisitKind)
VISIT_STATUS = tuple(VisitStatus)
WAITING_ON = (*WaitingOn, "none")

# before: 30 min ahead (of the due time, or of an arrival window); closing: 15 min before the
# window ends; over: the window has ended and the customer has been told; still_there: HERE was hours
# ago; board and due and late as the ladder in DESIGN 3.3.
PROMPT_STEPS = ("before", "due", "late", "closing", "over", "still_there")

MANAGER_STEPS = ("late", "still")  # 15 min after; every working hour after that
BEHIND_STEPS = ("first", "again", "over")
BEHIND_IN = ("unread", "clock", "texts", "check_ins", "due")
SAFETY_STEPS = ("first", "again")  # the first alert; nobody has taken it yet

ECHOES = (
    "on_my_way",
    "held_on_my_way",
    "taken_back",
    "arrived",
    "done",
    "late",
    "late_again",
    "accept",
    "day_accepted",
    "decline",
    "note",
    "update",
    "nobody_home",
    "return_visit",
    "called",
    "call_back",
    "call",
    "sick",
    "already",
    "no_visit",
    "no_open_promise",
    "past_time",
    "no_time",
    "relay",
    "stopped",
    "started",
)

ALERTS = (
    "contractor_silent",
    "not_left",
    "declined",
    "contractor_stopped",
    "contractor_unconfirmed",
    "unread",
    "cancel_word",
    "complaint",
    "visit_change",
    "customer_cancelled",
    "customer_stopped",
    "wrong_number",
    "failed_delivery",
    "nobody_home",
    "window_missed",
    "late_again",
    "sick",
    "unknown_sender",
    "call_me",
    "minor",
    "stuck",
    "return_visit",
    "update",
    "unusual",
    "restored",
)

OWNER_ACKS = (
    "called",
    "call_back",
    "call",
    "taken",
    "already_taken",
    "update",
    "note",
    "no_open_promise",
    "past_time",
    "no_time",
    "not_understood",
)

CHOICES = ("fine", "other_time", "other_day", "call_me", "here", "we_spoke", "job")

VALUES: dict[str, dict[str, tuple[str, ...]]] = {
    "intake_ask": {"missing": ("both", "name", "address")},
    "check_in": {"waiting_on": WAITING_ON},
    "visit_booked": {"kind": VISIT_KINDS},
    "visit_reminder": {"kind": VISIT_KINDS},
    "visit_proposed": {"kind": VISIT_KINDS},
    "apology": {"kind": PROMISE_KINDS},
    "answer_when": {
        "waiting_on": WAITING_ON,
        "visit_status": VISIT_STATUS,
        "promise_kind": PROMISE_KINDS,
    },
    "choice_ack": {"choice": CHOICES},
    "frequency_set": {"frequency": ("twice", "daily", "changes")},
    "contractor_echo": {"what": ECHOES},
    "which_stop": {"what": ECHOES},
    "prompt": {"kind": PROMISE_KINDS, "step": PROMPT_STEPS},
    "prompt_manager": {"kind": PROMISE_KINDS, "step": MANAGER_STEPS},
    "safety_alert": {"step": SAFETY_STEPS},
    "alert": {"kind": ALERTS},
    "behind": {"step": BEHIND_STEPS, "what": BEHIND_IN},
    "owner_ack": {"what": OWNER_ACKS},
}
