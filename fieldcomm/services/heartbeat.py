"""Each process that works says now and then that it does: how others know that it is alive."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Connection, text
from sqlalchemy.exc import SQLAlchemyError

from fieldcomm.log import get_logger
from fieldcomm.services.deps import Deps

log = get_logger(__name__)

CLOCK = "clock"
# Machine time. The clock says so every ten seconds, a worker at rest every 45.
CLOCK_SILENT = timedelta(minutes=1)
WORKER_SILENT = timedelta(minutes=2)

_BEAT = text(
    "INSERT INTO heartbeats (process, at) VALUES (:process, :machine)"
    " ON CONFLICT (process) DO UPDATE SET at = greatest(heartbeats.at, excluded.at)"
)
_SEEN = text("SELECT process, at FROM heartbeats")


class Pulse:
    """One process's. Writes at most every `Timing.beat_every`, and never raises."""

    def __init__(self, deps: Deps, process: str) -> None:
        self._deps = deps
        self._process = process
        self._next: datetime | None = None

    def beat(self) -> None:
        machine = self._deps.clock.machine()
        if self._next is not None and machine < self._next:
            return
        self._next = machine + self._deps.timing.beat_every
        try:
            with self._deps.engine.begin() as connection:
                connection.execute(_BEAT, {"process": self._process, "machine": machine})
        except SQLAlchemyError as error:  # the database is away: others will see that
            log.warning("heartbeat_missed", error=type(error).__name__)


def last_seen(connection: Connection, machine: datetime) -> dict[str, timedelta]:
    """How long ago each kind of process was last seen."""
    return {row.process: machine - row.at for row in connection.execute(_SEEN)}
