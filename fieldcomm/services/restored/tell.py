"""The manager on call hears that there was a restore, and what was found."""

from __future__ import annotations

from fieldcomm.domain.effects import Say
from fieldcomm.services.apply import apply
from fieldcomm.services.locked import locked_phone
from fieldcomm.services.unit import Unit
from fieldcomm.store.queries.snapshots import People


def tell_office(work: Unit, words: str) -> None:
    """Whoever danger would reach first. Without a phone in the office the task on the board is all."""
    office = [p for p in People(work.session, work.now).users.values() if p.phone]
    first = min(
        office, key=lambda p: (not (p.on_call and p.is_manager), not p.on_call, p.id), default=None
    )
    if first is None or first.phone is None:
        return
    snapshot = locked_phone(work, first.phone)
    apply(work, [(snapshot, [Say("alert", first.phone, {"kind": "restored", "words": words})])])
