"""Every kind of text we send, in one table. To add one: a row here, a file per language in
`templates/sms/<lang>/<moment>.txt`, and the decision that says it.

`params` are facts from rows, never sentences: names (str), times (aware datetime), counts (int),
flags (bool), lists of str. A param whose name ends in `?` may be None. Templates format
times in the recipient's zone.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, StrEnum


class Priority(IntEnum):
    """The order texts leave in (DESIGN section 4): lower goes first."""

    SAFETY = 0
    REPLY = 1
    PROMISE = 2
    CHECK_IN = 3
    BROADCAST = 4


class Quiet(StrEnum):
    """How a text behaves in the recipient's quiet hours (DESIGN 3.5)."""

    EXEMPT = "exempt"  # safety, arrival texts, alerts to whoever is on call
    ANSWER = "answer"  # exempt within 30 min of the person's own text
    HOLD = "hold"  # held, then re-decided and re-rendered at release


class Audience(StrEnum):
    CUSTOMER = "customer"
    CONTRACTOR = "contractor"
    OFFICE = "office"


@dataclass(frozen=True, slots=True)
class Moment:
    """One kind of text: who gets it, how urgent, how long it may be, what it may say."""

    name: str
    audience: Audience
    priority: Priority
    quiet: Quiet
    params: tuple[str, ...]
    asks: str | None = None  # what a reply to it means; the reading uses it
    choices: tuple[str, ...] = ()  # what 1, 2, 3 mean after it
    segments: int = 2  # the most GSM-7 segments with worst-case data


C, K, O = Audience.CUSTOMER, Audience.CONTRACTOR, Audience.OFFICE  # noqa: E741
P, Q = Priority, Quiet

# Every template also gets company and us_phone (our number as people write it). `name` is the
# recipient's. Closed lists (kind, step, what ...) are in moment_values.VALUES. A stop of a day's
# list is a mapping: customer, address, code, window_from, window_to.
_ALL = (
    # --- customers: the life of a job
    Moment(
        "job_opened",
        C,
        P.REPLY,
        Q.HOLD,
        (
            "name",
            "code",
            "summary",
            "owner?",
            "ahead?",
            "urgent?",
            "likely_from?",
            "likely_to?",
            "next_by",
            "twice_daily",
            "link?",
        ),
        segments=3,
    ),
    Moment("tenant_notice", C, P.REPLY, Q.HOLD, ("name", "landlord"), segments=2),
    Moment(
        "check_in",
        C,
        P.CHECK_IN,
        Q.HOLD,
        (
            "name",
            "owner?",
            "summary",
            "news",
            "waiting_on?",
            "chase_at?",
            "finished_since?",
            "ahead?",
            "came_at?",
            "visit_from?",
            "visit_to?",
            "other_jobs",
            "next_by",
            "first_of_day",
        ),
    ),
    Moment("update", C, P.PROMISE, Q.HOLD, ("name", "summary", "text", "next_by?")),
    Moment("broadcast", C, P.BROADCAST, Q.HOLD, ("name", "text", "next_by?"), segments=3),
    Moment("manual", C, P.REPLY, Q.ANSWER, ("text",), segments=10),
    # --- customers: visits
    Moment(
        "visit_booked",
        C,
        P.PROMISE,
        Q.HOLD,
        ("name", "kind", "summary", "window_from", "window_to", "contractor?", "link?"),
        asks="visit",
    ),
    Moment(
        "visit_confirmed", C, P.REPLY, Q.ANSWER, ("name", "window_from", "window_to", "contractor?")
    ),
    Moment(
        "visit_reminder",
        C,
        P.PROMISE,
        Q.HOLD,
        ("name", "kind", "window_from", "window_to", "contractor?", "confirmed"),
        asks="visit",
    ),
    Moment(
        "visit_moved",
        C,
        P.PROMISE,
        Q.HOLD,
        (
            "name",
            "summary",
            "old_from?",
            "old_to?",
            "window_from",
            "window_to",
            "contractor?",
            "cause?",
        ),
        asks="visit",
    ),
    # A crew's day moved (3.2): whatever became of a household's visits, in one text. Each change
    # is a mapping: way, summary, old_from, old_to, window_from, window_to, contractor, call_by.
    Moment(
        "day_moved",
        C,
        P.PROMISE,
        Q.HOLD,
        ("name", "cause?", "changes", "asks", "all_kept"),
        asks="visit",
        choices=("take", "other_time", "call_me"),
        segments=3,
    ),
    Moment(
        "visit_cancelled",
        C,
        P.REPLY,
        Q.HOLD,
        ("name", "window_from", "window_to", "cause?", "call_by?"),
    ),
    Moment(
        "visit_change_ack",
        C,
        P.REPLY,
        Q.ANSWER,
        ("name", "owner?", "due", "window_from?", "window_to?"),
    ),
    Moment("on_my_way", C, P.PROMISE, Q.EXEMPT, ("name", "contractor", "eta?", "link?")),
    Moment(
        "running_late",
        C,
        P.PROMISE,
        Q.EXEMPT,
        ("name", "contractor", "eta", "window_from", "window_to"),
        asks="late",
        choices=("fine", "other_time", "call_me"),
    ),
    Moment("late_again", C, P.PROMISE, Q.EXEMPT, ("name", "owner?", "due")),
    Moment(
        "window_missed",
        C,
        P.PROMISE,
        Q.EXEMPT,
        ("name", "window_from", "window_to", "due"),
        asks="missed",
        choices=("here", "other_day", "call_me"),
    ),
    Moment("arrived_late", C, P.PROMISE, Q.EXEMPT, ("name", "contractor")),
    Moment(
        "nobody_home",
        C,
        P.PROMISE,
        Q.EXEMPT,
        ("name", "contractor", "at", "owner?", "due?"),
        asks="visit",
    ),
    Moment(
        "visit_done",
        C,
        P.PROMISE,
        Q.ANSWER,
        ("name", "contractor", "at", "note?", "return_at?", "returns?", "answer_by"),
    ),
    # --- customers: callbacks, replies, questions
    Moment("callback_set", C, P.REPLY, Q.ANSWER, ("name", "owner?", "due", "asked_at?")),
    Moment("callback_moved", C, P.PROMISE, Q.ANSWER, ("name", "owner?", "due")),
    Moment("call_tried", C, P.PROMISE, Q.ANSWER, ("name", "owner?", "due")),
    Moment(
        "apology",
        C,
        P.PROMISE,
        Q.HOLD,
        ("name", "owner?", "due", "next_by", "kind"),
        asks="apology",
        choices=("we_spoke",),
    ),
    Moment("reply_ack", C, P.REPLY, Q.ANSWER, ("name", "owner?", "due", "question?", "risk?")),
    Moment(
        "complaint_ack",
        C,
        P.REPLY,
        Q.ANSWER,
        ("name", "owner?", "due", "missed_times", "days_waiting?"),
    ),
    Moment(
        "answer_when",
        C,
        P.REPLY,
        Q.ANSWER,
        (
            "name",
            "visit_from?",
            "visit_to?",
            "visit_status?",
            "eta?",
            "contractor?",
            "waiting_on?",
            "chase_at?",
            "owner?",
            "ahead?",
            "promise_due?",
            "promise_kind?",
            "next_by?",
        ),
    ),
    Moment(
        "choice_ack",
        C,
        P.REPLY,
        Q.ANSWER,
        ("name", "choice", "owner?", "due?", "eta?", "contractor?"),
    ),
    Moment("which_job", C, P.REPLY, Q.ANSWER, ("name", "jobs"), asks="which_job", segments=3),
    Moment("not_understood", C, P.REPLY, Q.ANSWER, ("name", "owner?", "due")),
    Moment("spoke_ack", C, P.REPLY, Q.ANSWER, ("name", "owner?")),
    Moment("job_cancelled", C, P.REPLY, Q.ANSWER, ("name", "code", "owner?", "due?")),
    Moment("review_request", C, P.CHECK_IN, Q.HOLD, ("name", "summary", "link")),
    Moment("language_set", C, P.REPLY, Q.ANSWER, ("name",)),
    Moment("frequency_set", C, P.REPLY, Q.ANSWER, ("name", "frequency", "next_by?")),
    Moment("help", C, P.REPLY, Q.ANSWER, ("name",)),
    Moment("intake_ask", C, P.REPLY, Q.ANSWER, ("missing", "again", "urgent"), asks="intake"),
    Moment("unknown_sender", C, P.REPLY, Q.ANSWER, ("due",)),
    # --- consent and safety
    Moment("opted_out", C, P.SAFETY, Q.EXEMPT, ("visit_from?", "visit_to?", "callback_due?")),
    Moment("opted_in", C, P.REPLY, Q.EXEMPT, ("name", "next_by?")),
    Moment("safety", C, P.SAFETY, Q.EXEMPT, ("hazard", "alerted")),
    # --- contractors
    Moment(
        "visit_proposed",
        K,
        P.PROMISE,
        Q.HOLD,
        (
            "name",
            "customer",
            "code",
            "address",
            "summary",
            "window_from",
            "window_to",
            "kind",
            "moved",
        ),
        asks="visit_proposed",
    ),
    Moment(
        "visit_withdrawn",
        K,
        P.PROMISE,
        Q.HOLD,
        ("name", "customer", "code", "window_from", "window_to"),
    ),
    Moment("door_note", K, P.PROMISE, Q.EXEMPT, ("name", "customer", "code", "words")),
    Moment(
        "contractor_echo",
        K,
        P.REPLY,
        Q.EXEMPT,
        (
            "what",
            "customer?",
            "customer_phone?",
            "code?",
            "address?",
            "at?",
            "told",
            "seconds?",
            "words?",
        ),
    ),
    Moment(
        "list", K, P.PROMISE, Q.EXEMPT, ("name", "day", "stops", "ask"), asks="day_list", segments=3
    ),
    Moment(
        "day_added",
        K,
        P.PROMISE,
        Q.HOLD,
        ("name", "contractor?", "stops", "off"),
        asks="day_list",
        segments=3,
    ),
    Moment("day_cleared", K, P.PROMISE, Q.EXEMPT, ("name", "stops"), segments=3),
    Moment("which_stop", K, P.REPLY, Q.EXEMPT, ("what", "stops"), asks="which_stop", segments=3),
    Moment("contractor_help", K, P.REPLY, Q.EXEMPT, ("name",), segments=2),
    Moment("contractor_unread", K, P.REPLY, Q.EXEMPT, ("name", "heard?")),
    # --- owners of promises: contractors and the office alike
    Moment(
        "prompt",
        O,
        P.PROMISE,
        Q.HOLD,
        (
            "kind",
            "step",
            "customer",
            "customer_phone",
            "code",
            "due",
            "address?",
            "last_words?",
            "window_from?",
            "window_to?",
            "contractor?",
        ),
        asks="prompt",
    ),
    Moment(
        "prompt_manager",
        O,
        P.PROMISE,
        Q.EXEMPT,
        ("kind", "customer", "customer_phone", "code", "due", "owner?", "step"),
        asks="prompt_manager",
        choices=("take",),
    ),
    Moment(
        "safety_alert",
        O,
        P.SAFETY,
        Q.EXEMPT,
        ("customer?", "customer_phone", "code?", "address?", "words", "step"),
        asks="safety_alert",
        choices=("take",),
    ),
    Moment("safety_taken", O, P.SAFETY, Q.EXEMPT, ("by", "customer?", "code?")),
    Moment(
        "alert",
        O,
        P.PROMISE,
        Q.HOLD,
        (
            "kind",
            "customer?",
            "customer_phone?",
            "code?",
            "contractor?",
            "words?",
            "window_from?",
            "window_to?",
            "due?",
        ),
    ),
    # fieldcomm itself is late. It overtakes what it speaks of, and one big pause lets it through.
    Moment("behind", O, P.SAFETY, Q.EXEMPT, ("step", "what?", "minutes", "paced", "others")),
    Moment("test_text", O, P.REPLY, Q.EXEMPT, ("name", "at"), segments=1),
    Moment(
        "owner_ack",
        O,
        P.REPLY,
        Q.EXEMPT,
        ("what", "customer?", "customer_phone?", "code?", "due?", "told?", "by?"),
    ),
    # One text for all that somebody takes over at the end of a shift; each stop is a promise:
    # customer, code, due.
    Moment("handed_over", O, P.PROMISE, Q.HOLD, ("by", "stops", "note?", "jobs_too?"), segments=3),
    Moment("owner_help", O, P.REPLY, Q.EXEMPT, ("name",)),
    Moment("first_text", O, P.REPLY, Q.EXEMPT, ("name",)),
)

MOMENTS: dict[str, Moment] = {moment.name: moment for moment in _ALL}
