"""The last look at a text before it leaves: is it still lawful, still true, still in time?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from fieldcomm.domain.policy import Policy

BROADCAST_STOPPED = "broadcast stopped"


class Verdict(StrEnum):
    LEAVE = "leave"
    SUPPRESS = "suppress"
    EXPIRE = "expire"
    HOLD = "hold"
    WAIT = "wait"  # until a person says so


@dataclass(frozen=True, slots=True)
class Leaving:
    """What the check needs to know of a queued text. `cause_moved`: its visit or promise changed."""

    moment: str
    consent: str
    unreachable: str | None
    cause_moved: bool
    expires_at: datetime | None
    zone: ZoneInfo
    quiet_exempt: bool
    answers_until: datetime | None
    broadcast: str | None = None  # state of the broadcast it is part of


def may_leave(text: Leaving, policy: Policy, now: datetime) -> tuple[Verdict, str | None]:
    """The verdict and, unless it may leave, why."""
    if text.consent == "stopped" and text.moment != "opted_out":
        return Verdict.SUPPRESS, "opted out"
    if text.unreachable:
        return Verdict.SUPPRESS, f"cannot be reached by text: {text.unreachable}"
    if text.broadcast in ("stopped", "draft"):  # a draft again: it was taken back
        return Verdict.SUPPRESS, BROADCAST_STOPPED
    if text.cause_moved:
        return Verdict.SUPPRESS, "no longer true"
    if text.expires_at is not None and now > text.expires_at:
        return Verdict.EXPIRE, "too late to be useful"
    if text.broadcast == "paused":
        return Verdict.WAIT, None
    answering = text.answers_until is not None and now <= text.answers_until
    if not (text.quiet_exempt or answering) and policy.is_quiet(now, text.zone):
        return Verdict.HOLD, None
    return Verdict.LEAVE, None
