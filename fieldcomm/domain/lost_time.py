"""After a restore: what happened between the backup and the loss, as far as the provider can tell.

The newest text of ours that the provider lists and the backup does not know (`lost_until`) is the last
sign of life. Up to there anything may have been done already; after it nothing was sent.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from fieldcomm.domain.effects import Effect, OpenTask, Say
from fieldcomm.domain.intent.reading import Intent, Reading
from fieldcomm.domain.once import check_in_key, hashed
from fieldcomm.domain.policy import Policy
from fieldcomm.domain.slots import Slot, slot_at
from fieldcomm.domain.snapshot import Snapshot

SKEW = timedelta(minutes=5)  # between the provider's clock and ours
NOT_KNOWN = "the time of this word was lost with a restore from a backup"
PERHAPS_SENT = "it was to leave in the time that a restore has lost, and other texts did"


def done_until(lost_until: datetime, restored_at: datetime) -> datetime:
    """What fell due by then may have been done, by a clock that was not quite ours."""
    return min(lost_until + SKEW, restored_at)


def may_be_answered(said_at: datetime, *, was_told: bool, lost_until: datetime | None) -> bool:
    """Whether we may have acted on a text said then, or lack what was said before it.

    `was_told`: its sender got a text from us that the backup does not know. Both times are the
    provider's.
    """
    return was_told or (lost_until is not None and said_at <= lost_until)


def check_ins_covered(snapshot: Snapshot, at: datetime) -> tuple[Slot | None, list[str]]:
    """The slot in which a text was sent that may have been its check-in, and the keys used up by it.

    Slot 0 is a word promised outside of the slots.
    """
    phone, zone, policy = snapshot.phone.phone, snapshot.zone, snapshot.policy
    slot = slot_at(at, policy, zone)
    keys = [check_in_key(phone, at.astimezone(zone).date(), 0)]
    if slot is not None:
        keys.append(check_in_key(phone, slot.day, slot.number))
    return slot, keys


def silently(effects: list[Effect]) -> list[Effect]:
    """What was decided, without a word to anybody: they may have had it."""
    return [effect for effect in effects if not isinstance(effect, Say)]


def read_again(snapshot: Snapshot, reading: Reading, text: str) -> list[Effect]:
    """A text of the lost time, for a person; danger first. One task a phone."""
    job = next(iter(snapshot.jobs), None)
    is_danger = reading.intent is Intent.EMERGENCY
    words = f"Written before the restore, and perhaps answered: {text[:300]}"
    kind = "safety" if is_danger else "read_text"
    day = snapshot.now.date().isoformat()
    return [
        OpenTask(
            kind,
            words,
            job_id=job.id if job else None,
            phone=snapshot.phone.phone,
            once=f"lost/{kind}/{hashed(snapshot.phone.phone)}/{day}",
        )
    ]


def report(
    policy: Policy, knew_until: datetime, out: int, came_in: int, *, listed: bool = True
) -> str:
    """What was found, short enough for a text. `knew_until` in business time."""
    at = knew_until.astimezone(policy.zone)
    ends = f"it ends {at:%a %b} {at.day}, {at:%-I:%M} {'am' if at.hour < 12 else 'pm'}"
    if not listed:
        return f"{ends}; Twilio was not asked what happened since"
    return f"{ends}; since then {_many(out)} went out and {_many(came_in)} came in"


def _many(n: int) -> str:
    return f"{n:,} text{'' if n == 1 else 's'}"
