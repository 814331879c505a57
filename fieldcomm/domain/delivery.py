"""The states of a text on its way, and what the provider's words and codes mean."""

from __future__ import annotations

from enum import StrEnum


class MessageState(StrEnum):
    HELD = "held"
    QUEUED = "queued"
    ATTEMPTING = "attempting"
    ACCEPTED = "accepted"
    SENT = "sent"
    DELIVERED = "delivered"
    UNDELIVERED = "undelivered"
    FAILED = "failed"
    SUPPRESSED = "suppressed"
    EXPIRED = "expired"
    UNKNOWN = "unknown"
    UNCONFIRMED = "unconfirmed"
    RECEIVED = "received"  # inbound


S = MessageState

PENDING = (S.HELD, S.QUEUED)
FINAL = (S.DELIVERED, S.UNDELIVERED, S.FAILED)

# The provider's words, ranked: callbacks come in any order and only move a text forward.
RANK = {
    "scheduled": 0,
    "accepted": 0,
    "queued": 1,
    "sending": 2,
    "sent": 3,
    "delivered": 4,
    "read": 4,
    "undelivered": 4,
    "failed": 4,
    "canceled": 4,
}

_STATE_OF = {
    "scheduled": S.ACCEPTED,
    "accepted": S.ACCEPTED,
    "queued": S.ACCEPTED,
    "sending": S.ACCEPTED,
    "sent": S.SENT,
    "delivered": S.DELIVERED,
    "read": S.DELIVERED,
    "undelivered": S.UNDELIVERED,
    "failed": S.FAILED,
    "canceled": S.FAILED,
}

_RANK_OF_STATE = {S.ACCEPTED: 0, S.SENT: 3, S.DELIVERED: 4, S.UNDELIVERED: 4, S.FAILED: 4}


def state_of(status: str) -> MessageState | None:
    """Our state for the provider's status word; None for a word we do not know."""
    return _STATE_OF.get(status)


def forward(state: MessageState, status: str) -> MessageState | None:
    """The state a status moves a text to; None when it is no step forward.

    States before acceptance (attempting, unknown, unconfirmed) are always behind: any word
    from the provider about the text proves that it has it.
    """
    target = _STATE_OF.get(status)
    if target is None:
        return None
    if _RANK_OF_STATE.get(state, -1) >= _RANK_OF_STATE[target]:
        return None
    return target


def contradicts(state: MessageState, status: str) -> bool:
    """Whether a second, different final status arrived: recorded as an anomaly, nothing more."""
    target = _STATE_OF.get(status)
    return state in FINAL and target in FINAL and target is not state


class Refusal(StrEnum):
    """What to do about an error code (TWILIO.md, 'Codes as data')."""

    PERMANENT = "permanent"  # this number cannot get texts: a person calls
    OPTED_OUT = "opted_out"
    STOP_EVERYTHING = "stop_everything"  # page somebody: the account or its sender is broken
    FILTERED = "filtered"  # do not repeat
    RETRY_LATER = "retry_later"  # never processed
    PERHAPS = "perhaps"  # perhaps delivered
    UNKNOWN = "unknown"  # no retry: alert the owner
    EXPIRED = "expired"
    REJECTED = "rejected"  # this text, for a reason that says nothing about the number


CODES: dict[int, Refusal] = {
    21211: Refusal.PERMANENT,
    21614: Refusal.PERMANENT,
    21612: Refusal.PERMANENT,
    21635: Refusal.PERMANENT,
    21408: Refusal.PERMANENT,
    30003: Refusal.PERMANENT,
    30004: Refusal.FILTERED,
    30005: Refusal.PERMANENT,
    30006: Refusal.PERMANENT,
    30007: Refusal.FILTERED,
    30008: Refusal.UNKNOWN,
    21610: Refusal.OPTED_OUT,
    20003: Refusal.STOP_EVERYTHING,
    30002: Refusal.STOP_EVERYTHING,
    30034: Refusal.STOP_EVERYTHING,
    20429: Refusal.RETRY_LATER,
    21611: Refusal.RETRY_LATER,
    30001: Refusal.RETRY_LATER,
    30022: Refusal.RETRY_LATER,
    30023: Refusal.RETRY_LATER,
    30036: Refusal.EXPIRED,
    30410: Refusal.PERHAPS,
    20500: Refusal.PERHAPS,
}


def meaning(code: int | None, status: int) -> Refusal:
    """What a code means. `status` is the HTTP status of a refused create; 200 for a delivery
    report, whose unknown codes say nothing about the number."""
    if code in CODES:
        return CODES[code]
    if status == 429:
        return Refusal.RETRY_LATER
    if status in (401, 403):
        return Refusal.STOP_EVERYTHING
    if status >= 500:
        return Refusal.PERHAPS
    return Refusal.UNKNOWN if status < 400 else Refusal.REJECTED
