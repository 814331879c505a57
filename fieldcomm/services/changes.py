"""Has anything changed since a page was made? A sentence of a few bytes that says so."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import text

from fieldcomm.services.deps import Deps
from fieldcomm.store.engine import straight

_NOW = text("SELECT CAST(pg_current_snapshot() AS text), clock_offset_ms FROM company WHERE id = 1")


def version(deps: Deps) -> str:
    """Differs whenever a page made now could differ from one made before. Needs no lock, no index.

    For pages nobody signs in for; who is signed in has it from the session (services/sessions).
    """
    with straight(deps.engine).connect() as connection:
        snapshot, offset_ms = connection.execute(_NOW).one()
    return version_of(snapshot, offset_ms, deps.clock.machine())


def version_of(snapshot: str, offset_ms: int, machine: datetime) -> str:
    """Moves on with every transaction that commits (`snapshot` is pg_current_snapshot()), and with
    every minute of business time."""
    minute = int(machine.timestamp() * 1000 + offset_ms) // 60_000
    return f"{snapshot.replace(':', '.')}-{minute}"
