"""A text from a number that no job texts: danger as ever, and a person answers. Whom we know from a
household of ours is not asked who they are."""

from __future__ import annotations

from fieldcomm.domain.customer.consent import decide_start, decide_stop
from fieldcomm.domain.customer.danger import decide_danger
from fieldcomm.domain.customer.other import to_a_person
from fieldcomm.domain.customer.owed import answer, answer_owed, open_answer
from fieldcomm.domain.customer.preferences import answered_by_twilio
from fieldcomm.domain.customer.silenced import by_phone_instead
from fieldcomm.domain.effects import Effect, OpenTask, RecordConsent, SuppressQueued
from fieldcomm.domain.intake.decide import decide_intake, is_intake
from fieldcomm.domain.intent.keywords import is_stop_keyword
from fieldcomm.domain.intent.reading import Intent, Reading
from fieldcomm.domain.snapshot import JobView, Snapshot


def decide_stranger(
    snapshot: Snapshot,
    reading: Reading,
    text: str,
    *,
    provider_answered: bool = False,
) -> list[Effect]:
    """`provider_answered` as for customers."""
    match reading.intent:
        case Intent.EMERGENCY:
            asked = decide_intake(snapshot, reading, text) if is_intake(snapshot, reading) else None
            return [*decide_danger(snapshot, reading, text), *(asked or [])]
        case Intent.STOP:
            return decide_stop(
                snapshot,
                reading,
                text,
                exact=is_stop_keyword(text),
                provider_answered=provider_answered,
            )
        case Intent.START:
            return decide_start(snapshot, reading, text, provider_answered=provider_answered)
        case Intent.WRONG_NUMBER:
            phone = snapshot.phone.phone
            return [
                RecordConsent(phone, "stopped", "wrong number", text, "whoever has the number"),
                SuppressQueued(phone, "wrong number"),
                *_not_theirs(snapshot.household, phone, text),
            ]
        case Intent.THANKS:
            return []
        case Intent.HELP if answered_by_twilio(text):
            return []
    if snapshot.household is not None:
        effects = to_a_person(snapshot, snapshot.household, text)
        return _spoken(snapshot, reading, text, effects)
    if is_intake(snapshot, reading):
        taken = decide_intake(snapshot, reading, text)
        if taken is not None:
            return taken
    return _spoken(snapshot, reading, text, _who_are_you(snapshot, text))


def _not_theirs(household: JobView | None, phone: str, text: str) -> list[Effect]:
    """The number stands with a household of ours: a person finds the right one."""
    if household is None:
        return []
    words = f"Says it is the wrong number for {household.contact_name} ({household.code}): {text}"
    return [OpenTask("wrong_number", words[:300], job_id=household.id, phone=phone)]


def _spoken(snapshot: Snapshot, reading: Reading, text: str, effects: list[Effect]) -> list[Effect]:
    """Who opted out of texts gets a call instead."""
    silent = snapshot.phone.consent == "stopped"
    return by_phone_instead(snapshot, reading, text, effects) if silent else effects


def _who_are_you(snapshot: Snapshot, text: str) -> list[Effect]:
    if answer_owed(snapshot) is not None:
        return to_a_person(snapshot, None, text)
    promise = open_answer(snapshot, None, text)
    return [
        promise,
        answer(snapshot, "unknown_sender", {"due": promise.due_at}, about=promise),
        OpenTask("unknown_sender", text[:300], phone=snapshot.phone.phone),
    ]
