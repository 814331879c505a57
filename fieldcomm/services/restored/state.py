"""Whether we are still finding out what happened after the backup."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from fieldcomm.services.deps import Deps
from fieldcomm.services.unit import Unit, unit
from fieldcomm.store.queries import restored as rows


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


def is_settled(deps: Deps) -> bool:
    with unit(deps) as work:
        return work.company.restored_at is None
