"""What somebody of the office texts: answers to alerts and prompts; the rest is on the desk."""

from __future__ import annotations

import re
from datetime import datetime

from fieldcomm.domain.callback.ladder import next_step_at
from fieldcomm.domain.callback.owner_acks import ack
from fieldcomm.domain.callback.owner_meant import PREFIX, Meant
from fieldcomm.domain.callback.owner_says import decide_owner
from fieldcomm.domain.customer.consent import decide_start, decide_stop
from fieldcomm.domain.customer.danger import decide_danger
from fieldcomm.domain.customer.owed import asked_of
from fieldcomm.domain.effects import Effect, Note, OpenTask, Say, StepPromise
from fieldcomm.domain.intent.keywords import is_start_keyword, is_stop_keyword
from fieldcomm.domain.intent.reading import Intent, Reading
from fieldcomm.domain.office.danger import accept_danger, decline_danger, reported
from fieldcomm.domain.snapshot import PromiseView, Snapshot

_NO = re.compile(r"(?i)\b(no|n|nope|not|can'?t|cannot|busy|sick|unable)\b")
_YES = re.compile(
    r"(?i)\b(y|yes|yep|yeah|ok|okay|k|accept\w*|on it|got it|mine|take|taking|taken|i'?ll"
    r"|i have it|call(ed|ing)?|handling|going|done)\b"
)


def decide_office(
    snapshot: Snapshot,
    reading: Reading,
    text: str,
    *,
    provider_answered: bool = False,
) -> list[Effect]:
    """`provider_answered` as for customers. `snapshot` is the user's own; it must hold
    the open reports of danger, the promises they own and the one last asked about."""
    if reading.intent is Intent.STOP:
        return decide_stop(
            snapshot,
            reading,
            text,
            exact=is_stop_keyword(text),
            provider_answered=provider_answered,
        )
    silent = snapshot.phone.consent == "stopped"
    if reading.intent is Intent.START or (silent and is_start_keyword(text)):
        return decide_start(snapshot, reading, text, provider_answered=provider_answered)
    if asked_of(snapshot.phone) == SAFETY_ALERT:
        if reported(snapshot) is not None:
            return _about_danger(snapshot, reading, text)
        if _accepts(reading, text) and reading.intent not in _OWNER:
            return [ack(snapshot, "already_taken", None)]
    if reading.intent is Intent.EMERGENCY:
        return decide_danger(snapshot, reading, text)
    return _about_promises(snapshot, reading, text)


SAFETY_ALERT = "safety_alert"
_OWNER = (Intent.CALLED, Intent.CALL, Intent.CALL_BACK)


def _about_danger(snapshot: Snapshot, reading: Reading, text: str) -> list[Effect]:
    """Whoever says no is passed over at once; only a clear word stops the climb."""
    if reading.intent is Intent.DECLINE or (_NO.search(text) and reading.n is None):
        return decline_danger(snapshot)
    if _accepts(reading, text):
        return accept_danger(snapshot)
    return [
        ack(snapshot, "not_understood", None),
        Note("danger_unclear", _name(snapshot), None, {"words": text}),
    ]


def _accepts(reading: Reading, text: str) -> bool:
    if reading.intent is Intent.CHOICE:
        return reading.n == 1
    said = (Intent.ACCEPT, Intent.CONFIRM, Intent.CALLED, Intent.CALL, Intent.ON_MY_WAY)
    return reading.intent in said or bool(_YES.search(text))


def _about_promises(snapshot: Snapshot, reading: Reading, text: str) -> list[Effect]:
    listed = any(choice.startswith(PREFIX) for choice in snapshot.phone.choices)
    if reading.intent in _OWNER or (reading.intent is Intent.CHOICE and listed):
        return decide_owner(snapshot, reading, text)
    asked = asked_of(snapshot.phone)
    if asked == "prompt_manager" and _accepts(reading, text):
        return take_over(snapshot)
    if reading.intent is Intent.THANKS or (asked == "prompt" and reading.intent is Intent.ACCEPT):
        return []  # a yes to a prompt is no evidence of a call; the ladder goes on
    help_text = Say("owner_help", snapshot.phone.phone, {"name": _first(snapshot)}, answers=True)
    if reading.intent is Intent.HELP:
        return [help_text]
    return [help_text, OpenTask("read_text", text[:300], phone=snapshot.phone.phone)]


def take_over(snapshot: Snapshot) -> list[Effect]:
    """Whoever was asked about a late promise makes it their own; it stays late until it is kept."""
    promise_id = snapshot.phone.asked_refs.get("promise")
    promise = next((p for p in snapshot.all_promises() if p.id == promise_id), None)
    if promise is None:
        return [ack(snapshot, "already_taken", None)]
    found = Meant(promise, snapshot.job(promise.job_id))
    return [
        StepPromise(
            promise.id, promise.stepped_to, _goes_on(snapshot, promise), owner=snapshot.speaker
        ),
        Note("promise_taken", _name(snapshot), promise.job_id, {"promise": promise.id}),
        ack(snapshot, "taken", found),
    ]


def _goes_on(snapshot: Snapshot, promise: PromiseView) -> datetime | None:
    policy = snapshot.policy
    return next_step_at(
        promise, policy=policy, owner_zone=policy.zone, working=policy.working_hours
    )


def _name(snapshot: Snapshot) -> str:
    return snapshot.speaker.name if snapshot.speaker else "office"


def _first(snapshot: Snapshot) -> str:
    return snapshot.speaker.first_name if snapshot.speaker else ""
