"""Record what somebody said on the phone about our texts. Consent history is append-only."""

from __future__ import annotations

from fieldcomm.domain.desk.consent_by_phone import opted_in_by_phone, opted_out_by_phone
from fieldcomm.services.apply import apply
from fieldcomm.services.deps import Deps
from fieldcomm.services.errors import Refused
from fieldcomm.services.locked import locked_phone
from fieldcomm.services.people import checked_phone
from fieldcomm.services.unit import retrying, unit

LONGEST = 500


def record_consent_by_phone(deps: Deps, phone: str, *, state: str, words: str, by: str) -> None:
    """`state` is stopped or given, `words` what they said, as exactly as we know. Raises Refused."""
    number = checked_phone(phone)
    said = " ".join(words.replace("\0", "").split())
    if not said:
        raise Refused("Write down what they said, in their words.")
    if len(said) > LONGEST:
        raise Refused(f"Their words have {len(said)} characters; {LONGEST} fit.")
    if state not in ("stopped", "given"):
        raise Refused(f"{state!r} is not known; use stopped or given.")
    decide = opted_out_by_phone if state == "stopped" else opted_in_by_phone

    def run() -> None:
        with unit(deps) as work:
            # History is only ever added to: a mistake is put right by another entry, not undone.
            work.deed = None
            snapshot = locked_phone(work, number)
            apply(work, [(snapshot, decide(snapshot, said, by=by))])

    retrying(run)
