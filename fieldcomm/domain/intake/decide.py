"""Surge mode's conversation: who are you and where, then the job is open."""

from __future__ import annotations

from collections.abc import Mapping

from fieldcomm.domain.customer.owed import answer_owed
from fieldcomm.domain.effects import Effect, Say, TakeOnJob
from fieldcomm.domain.intake.details import Details, details_in
from fieldcomm.domain.intake.urgency import most_pressing, urgency_in
from fieldcomm.domain.intent.reading import Intent, Reading
from fieldcomm.domain.job import Urgency
from fieldcomm.domain.snapshot import Snapshot

ASKED = "intake"
TRIES = 2  # what was not understood twice a person reads
LONGEST_SUMMARY = 60
HAZARDS = {
    "sewage": Urgency.SEWAGE,
    "ceiling": Urgency.RISING_WATER,
    "electric": Urgency.RISING_WATER,
}


def is_intake(snapshot: Snapshot, reading: Reading) -> bool:
    """Whether surge mode takes this text on: from a stranger whom no person has begun to answer."""
    if not snapshot.policy.surge or snapshot.phone.consent == "stopped":
        return False
    if snapshot.household is not None:  # they are on the list already
        return False
    return answer_owed(snapshot) is None and reading.intent is not Intent.THANKS


def decide_intake(snapshot: Snapshot, reading: Reading, text: str) -> list[Effect] | None:
    """None: we have asked often enough, and a person should answer."""
    phone = snapshot.phone
    known = phone.asked_refs if phone.asked == ASKED else {}
    words = " ".join(filter(None, (known.get("words"), text)))[:600]
    said = _with_what_is_on_file(_details(known, details_in(text)), snapshot.on_file)
    urgency = most_pressing(_urgency(known), HAZARDS.get(reading.hazard or ""), urgency_in(text))
    if said.name and said.address:
        return [
            TakeOnJob(
                phone.phone,
                name=said.name,
                address=said.address,
                summary=summary_of(words, said),
                words=words,
                urgency=urgency,
            )
        ]
    tries = int(known.get("tries", 0))
    if tries >= TRIES:
        return None
    refs = {
        "words": words,
        "name": said.name,
        "address": said.address,
        "urgency": urgency.value if urgency else None,
        "tries": tries + 1,
    }
    return [_ask(snapshot, said, urgency, refs, again=tries > 0)]


def _ask(
    snapshot: Snapshot,
    said: Details,
    urgency: Urgency | None,
    refs: Mapping[str, object],
    *,
    again: bool,
) -> Say:
    missing = "address" if said.name else "name" if said.address else "both"
    return Say(
        "intake_ask",
        snapshot.phone.phone,
        {"missing": missing, "again": again, "urgent": urgency is not None},
        refs=refs,
        answers=True,
    )


def _details(known: dict[str, object], said: Details) -> Details:
    name, address = known.get("name"), known.get("address")
    return Details(
        said.name or (name if isinstance(name, str) else None),
        said.address or (address if isinstance(address, str) else None),
    )


def _with_what_is_on_file(said: Details, on_file: tuple[str, str] | None) -> Details:
    """Whoever was a customer before is not asked who they are; what they say now counts first."""
    name, address = on_file or (None, None)
    return Details(said.name or name, said.address or address)


def _urgency(known: dict[str, object]) -> Urgency | None:
    kept = known.get("urgency")
    return next((u for u in Urgency if u.value == kept), None)


def summary_of(words: str, said: Details) -> str:
    """Their own words for it, short; what names them is no summary."""
    for part in (said.name, said.address):
        words = words.replace(part, "") if part else words
    kept = " ".join(words.split()).strip(" ,.;:-!")
    if len(kept) > LONGEST_SUMMARY:
        kept = kept[:LONGEST_SUMMARY].rsplit(" ", 1)[0].rstrip(" ,.;:-") + "..."
    return kept or "water damage"
