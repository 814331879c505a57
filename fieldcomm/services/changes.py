"""Has anything changed since a page was made? A sentence of a few bytes that says so."""

from __future__ import annotations

from sqlalchemy import text
from sqlalchemy.orm import Session

from fieldcomm.services.deps import Deps

# Moves on with every transaction that commits, and with every minute of business time.
_VERSION = text(
    "SELECT replace(CAST(pg_current_snapshot() AS text), ':', '.'), clock_offset_ms"
    " FROM company WHERE id = 1"
)


def version(deps: Deps) -> str:
    """Differs whenever a page made now could differ from one made before. Needs no lock, no index."""
    with Session(deps.engine) as session, session.begin():
        snapshot, offset_ms = session.execute(_VERSION).one()
    minute = int(deps.clock.machine().timestamp() * 1000 + offset_ms) // 60_000
    return f"{snapshot}-{minute}"
