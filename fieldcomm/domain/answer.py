"""From a text to what it wants done: who is speaking, what it means, what follows.

The one way in for every text. Pure: a snapshot and a text in, a reading and effects out.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

from fieldcomm.domain.contractor.decide import decide_contractor
from fieldcomm.domain.customer.consent import decide_start, decide_stop
from fieldcomm.domain.customer.decide import decide_customer
from fieldcomm.domain.customer.stranger import decide_stranger
from fieldcomm.domain.effects import Effect, OpenTask
from fieldcomm.domain.intent import is_start_keyword, is_stop_keyword, read
from fieldcomm.domain.intent.reading import Intent, Reading, Speaker
from fieldcomm.domain.lost_time import read_again, silently
from fieldcomm.domain.office.decide import decide_office
from fieldcomm.domain.snapshot import Snapshot

ASKED_FOR = timedelta(days=4)  # a "Y" days later answers nothing any more


class Late(StrEnum):
    """Why a text is not simply answered; a person looks at it, opt-outs and danger excepted."""

    OVERTAKEN = "Found late, after a newer text was answered"
    LOOKING = "Came while texts were being looked up after a restore"
    ALONE = "What was said before it was lost with a restore"
    LOST = "Before a restore"  # perhaps acted on: nobody hears anything for it, danger included


def answer(
    snapshot: Snapshot,
    text: str,
    *,
    said_at: datetime,
    provider_answered: bool = False,
    late: Late | None = None,
) -> tuple[Reading, list[Effect]]:
    """Read a text and decide. `said_at` is when it was sent, aware UTC; times in it count from then.

    `provider_answered`: the provider has answered an opt-out keyword itself.
    """
    reading, effects = _answer(
        snapshot, text, said_at, provider_answered=provider_answered, late=late
    )
    return reading, silently(effects) if late is Late.LOST else effects


def _answer(
    snapshot: Snapshot, text: str, said_at: datetime, *, provider_answered: bool, late: Late | None
) -> tuple[Reading, list[Effect]]:
    reading = understand(snapshot, text, said_at)
    if reading.intent is Intent.STOP:
        effects = decide_stop(
            snapshot,
            reading,
            text,
            exact=is_stop_keyword(text),
            provider_answered=provider_answered,
        )
        return reading, effects
    if reading.intent is Intent.START or _takes_back_stop(snapshot, text):
        return reading, decide_start(snapshot, reading, text, provider_answered=provider_answered)
    if late is Late.LOST:
        return reading, read_again(snapshot, reading, text)
    if late and reading.intent is not Intent.EMERGENCY:
        return reading, [_for_a_person(snapshot, text, late)]
    return reading, _decide(snapshot, reading, text)


def understand(snapshot: Snapshot, text: str, said_at: datetime) -> Reading:
    """What the text means, said by this speaker after what we last asked."""
    phone = snapshot.phone
    fresh = phone.asked_at is not None and snapshot.now - phone.asked_at < ASKED_FOR
    codes = {job.code for job in snapshot.jobs}
    return read(
        text,
        speaker=Speaker.CONTRACTOR if snapshot.speaker else Speaker.CUSTOMER,
        now=said_at,
        zone=snapshot.zone,
        asked=phone.asked if fresh else None,
        working_hours=snapshot.policy.working_hours,
        known_codes=codes.__contains__ if codes else None,
        choices=len(phone.choices) if fresh else 0,
    )


def _takes_back_stop(snapshot: Snapshot, text: str) -> bool:
    """A lone YES from somebody opted out re-subscribes them at the provider (TWILIO.md)."""
    return snapshot.phone.consent == "stopped" and is_start_keyword(text)


def _decide(snapshot: Snapshot, reading: Reading, text: str) -> list[Effect]:
    speaker = snapshot.speaker
    if speaker is not None and speaker.is_contractor:
        return decide_contractor(snapshot, reading, text)
    if speaker is not None:
        return decide_office(snapshot, reading, text)
    if not snapshot.jobs:
        return decide_stranger(snapshot, reading, text)
    return decide_customer(snapshot, reading, text)


def _for_a_person(snapshot: Snapshot, text: str, late: Late) -> Effect:
    job = snapshot.jobs[0] if snapshot.jobs else None
    words = f"{late}: {text[:300]}"
    return OpenTask("read_text", words, job_id=job.id if job else None, phone=snapshot.phone.phone)
