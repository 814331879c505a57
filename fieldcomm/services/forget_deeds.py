"""What deeds changed is forgotten a day later: it holds names and texts, and nobody can undo it."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import text

from fieldcomm.services.deps import Deps
from fieldcomm.services.unit import unit

AFTER = timedelta(days=1)  # machine time, as due.look has it
_BATCH = 500
_FORGET = text(
    "UPDATE deeds SET changes = '{}'::jsonb WHERE id IN (SELECT id FROM deeds"
    " WHERE changes <> '{}'::jsonb AND at <= :since ORDER BY at LIMIT :n FOR UPDATE SKIP LOCKED)"
)


def forget_deeds(deps: Deps) -> bool:
    """That something was done, by whom and when stays. True when some are left."""
    with unit(deps) as work:
        given = {"since": work.machine - AFTER, "n": _BATCH}
        done: int = work.session.execute(_FORGET, given).rowcount  # type: ignore[attr-defined]
    return done == _BATCH
