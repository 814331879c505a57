"""How somebody wants to be texted: in which language, how often; and what they can write."""

from __future__ import annotations

from fieldcomm.domain.customer.other import to_a_person
from fieldcomm.domain.customer.owed import answer, answer_owed, likely_job, name_of, owed
from fieldcomm.domain.effects import ChangePhone, Effect, PlanCheckIns, SettlePromise
from fieldcomm.domain.intent.reading import Reading
from fieldcomm.domain.promise import PromiseKind, Settlement
from fieldcomm.domain.snapshot import Snapshot

WRITTEN = ("en", "es")
LESS = ("daily", "changes")
_TWILIO_ANSWERS = ("HELP", "INFO")  # by itself, unless the operator says otherwise


def decide_language(snapshot: Snapshot, reading: Reading, text: str) -> list[Effect]:
    job = likely_job(snapshot, reading)
    if reading.code not in WRITTEN:
        return to_a_person(snapshot, job, text)
    return [
        ChangePhone(snapshot.phone.phone, {"language": reading.code}),
        answer(snapshot, "language_set", {"name": name_of(job)}, job=job),
    ]


def decide_less(snapshot: Snapshot, reading: Reading, text: str) -> list[Effect]:
    """Fewer check-ins let us off the one that was announced; the next is planned anew."""
    job = likely_job(snapshot, reading)
    how = reading.how if reading.how in LESS else "daily"
    phone = snapshot.phone.phone
    params = {"name": name_of(job), "frequency": how}
    return [
        ChangePhone(phone, {"frequency": how}),
        *(
            SettlePromise(p.id, Settlement.RELEASED, snapshot.now)
            for p in owed(snapshot, phone, PromiseKind.CHECK_IN)
        ),
        PlanCheckIns(phone),
        answer(snapshot, "frequency_set", params, job=job),
    ]


def decide_help(snapshot: Snapshot, reading: Reading, text: str) -> list[Effect]:
    if answered_by_twilio(text):
        return []
    job = likely_job(snapshot, reading)
    if answer_owed(snapshot) is not None:
        return to_a_person(snapshot, job, text)  # "hello??" asks after that answer
    return [answer(snapshot, "help", {"name": name_of(job)}, job=job)]


def answered_by_twilio(text: str) -> bool:
    return text.strip(" .!?\n\t").upper() in _TWILIO_ANSWERS
