"""What a customer's text leads to: the safety of people first, then consent, then its meaning."""

from __future__ import annotations

from collections.abc import Callable

from fieldcomm.domain.customer.about_visit import decide_about_visit
from fieldcomm.domain.customer.asks_when import decide_asks_when
from fieldcomm.domain.customer.call_me import decide_call_me
from fieldcomm.domain.customer.cancel_job import decide_cancel_job
from fieldcomm.domain.customer.choice import decide_choice
from fieldcomm.domain.customer.complaint import decide_complaint
from fieldcomm.domain.customer.consent import decide_start, decide_stop
from fieldcomm.domain.customer.danger import decide_danger
from fieldcomm.domain.customer.other import decide_other
from fieldcomm.domain.customer.preferences import decide_help, decide_language, decide_less
from fieldcomm.domain.customer.silenced import by_phone_instead
from fieldcomm.domain.customer.thanks import decide_thanks
from fieldcomm.domain.customer.we_spoke import decide_we_spoke
from fieldcomm.domain.customer.which_job import resumed
from fieldcomm.domain.customer.wrong_number import decide_wrong_number
from fieldcomm.domain.effects import ChangePhone, Effect
from fieldcomm.domain.intent.keywords import is_start_keyword, is_stop_keyword
from fieldcomm.domain.intent.reading import Intent, Reading
from fieldcomm.domain.snapshot import Snapshot

Decide = Callable[[Snapshot, Reading, str], list[Effect]]

_DECIDE: dict[Intent, Decide] = {
    Intent.EMERGENCY: decide_danger,
    Intent.CONFIRM: decide_about_visit,
    Intent.CHANGE: decide_about_visit,
    Intent.CANCEL_VISIT: decide_about_visit,
    Intent.THEY_ARRIVED: decide_about_visit,
    Intent.CANCEL_JOB: decide_cancel_job,
    Intent.ASK_WHEN: decide_asks_when,
    Intent.CALL_ME: decide_call_me,
    Intent.WE_SPOKE: decide_we_spoke,
    Intent.COMPLAINT: decide_complaint,
    Intent.THANKS: decide_thanks,
    Intent.CHOICE: decide_choice,
    Intent.HELP: decide_help,
    Intent.LANGUAGE: decide_language,
    Intent.LESS: decide_less,
    Intent.WRONG_NUMBER: decide_wrong_number,
}
_ANSWERED = {"asked": None, "asked_refs": None, "choices": None}


def decide_customer(
    snapshot: Snapshot,
    reading: Reading,
    text: str,
    *,
    provider_answered: bool = False,
) -> list[Effect]:
    """What to do about a text from somebody we have a job for.

    `provider_answered`: Twilio says that it has answered already (`OptOutType`).
    """
    if reading.intent is Intent.EMERGENCY:
        return decide_danger(snapshot, reading, text)
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
    effects = _by_meaning(snapshot, reading, text)
    return by_phone_instead(snapshot, reading, text, effects) if silent else effects


def _by_meaning(snapshot: Snapshot, reading: Reading, text: str) -> list[Effect]:
    waited = resumed(snapshot, reading)
    if waited is not None:
        return [ChangePhone(snapshot.phone.phone, _ANSWERED), *_by_meaning_of(snapshot, *waited)]
    return _by_meaning_of(snapshot, reading, text)


def _by_meaning_of(snapshot: Snapshot, reading: Reading, text: str) -> list[Effect]:
    return _DECIDE.get(reading.intent, decide_other)(snapshot, reading, text)
