"""Somebody opted out writes to us: everything goes on as ever, but no text can go back."""

from __future__ import annotations

from dataclasses import replace

from fieldcomm.domain.customer.consent import call_task
from fieldcomm.domain.customer.owed import answer_owed, likely_job, open_answer, owed
from fieldcomm.domain.effects import Effect, OpenPromise, Say
from fieldcomm.domain.intent.reading import Reading
from fieldcomm.domain.promise import PromiseKind
from fieldcomm.domain.snapshot import Snapshot


def by_phone_instead(
    snapshot: Snapshot, reading: Reading, text: str, effects: list[Effect]
) -> list[Effect]:
    """What was decided, without texts to this phone: a person calls with what they would say."""
    mine = snapshot.phone.phone
    kept = [e for e in effects if not (isinstance(e, Say) and e.to == mine)]
    unsaid = len(kept) < len(effects)
    calls = [_as_call(effect, mine) for effect in kept]
    opened = any(isinstance(e, OpenPromise) and e.phone == mine for e in calls)
    if not unsaid and not opened:
        return calls
    job = likely_job(snapshot, reading)
    words = f"Wrote, and gets no texts from us: {text}"
    calls.append(call_task(snapshot, words[:300], job))
    if not opened and not answer_owed(snapshot) and not owed(snapshot, mine, PromiseKind.CALLBACK):
        calls.append(open_answer(snapshot, job, text, kind=PromiseKind.CALLBACK))
    return calls


def _as_call(effect: Effect, phone: str) -> Effect:
    if isinstance(effect, OpenPromise) and effect.phone == phone:
        is_reply = effect.kind is PromiseKind.REPLY
        return replace(effect, kind=PromiseKind.CALLBACK) if is_reply else effect
    return effect
