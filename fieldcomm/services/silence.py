"""Nothing leaves because nobody is there to send it: what the desk says of a clock that stands still.

Without workers the clock does their work, a few seconds later, and nobody needs to know. Without the clock nothing falls due;
with no `worker outbox` either, nothing leaves at all.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from fieldcomm.services.heartbeat import CLOCK_SILENT, WORKER_SILENT


@dataclass(frozen=True, slots=True)
class Silence:
    """`since`: machine time of the last sign of life of whoever would have sent. `some_leave`: there
    is a worker that hands over what it is rung for."""

    since: datetime
    some_leave: bool

    def __str__(self) -> str:
        """Differs where the banner does."""
        return f"silent.{int(self.since.timestamp())}.{self.some_leave:d}"


def silence(
    clock_at: datetime | None, outbox_at: datetime | None, machine: datetime
) -> Silence | None:
    """None while the clock ticks; and before its first tick, which is the set-up's matter and
    `/readyz`'s to say."""
    if clock_at is None or machine - clock_at <= CLOCK_SILENT:
        return None
    if outbox_at is not None and machine - outbox_at <= WORKER_SILENT:
        return Silence(clock_at, some_leave=True)
    return Silence(max(clock_at, outbox_at or clock_at), some_leave=False)
