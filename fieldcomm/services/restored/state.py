"""Whether we are still finding out what happened after the backup."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from fieldcomm.services.deps import Deps
from fieldcomm.services.unit import Unit, unit
from fieldcomm.store.queries import restored as rows

MARGIN = timedelta(minutes=10)  # before the newest thing the backup knows
LONGEST = timedelta(days=60)  # where it knows no text at all


@dataclass(frozen=True, slots=True)
class FindingOut:
    """Business time. `looked`: the provider has been asked once; `can_ask`: there is one to ask."""

    restored_at: datetime
    knew_until: datetime | None
    looked: bool
    can_ask: bool
    texts_out: int


def finding_out(work: Unit) -> FindingOut | None:
    """None: nothing was restored, or all of it is settled."""
    row = rows.open_restore(work.session)
    if row is None:
        return None
    return FindingOut(
        row.restored_at + work.offset,
        row.knew_until + work.offset if row.knew_until else None,
        row.looked_at is not None,
        work.deps.gateway is not None,
        row.texts_out,
    )


def asked_since(restore: Any, senders: Sequence[Any]) -> datetime:
    """From when on the provider is asked: before what the backup knows, and before what polling had
    seen by then. Machine time; polling rests while a restore is open, so it stays the same."""
    knew = restore.knew_until or restore.restored_at - LONGEST
    polled = [sender.polled_to for sender in senders if sender.polled_to is not None]
    since: datetime = min([knew, *polled]) - MARGIN
    return since


def is_settled(deps: Deps) -> bool:
    with unit(deps) as work:
        return work.company.restored_at is None
