"""The clock: sees that everything gets done, with or without Redis and workers. Two are harmless."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from fieldcomm.clock import monotonic, sleep
from fieldcomm.log import get_logger
from fieldcomm.services.deps import Deps
from fieldcomm.services.due import Waiting, look
from fieldcomm.services.poll_provider import poll_provider
from fieldcomm.services.serve import serve

log = get_logger(__name__)


class ClockLoop:
    """Every tick: ring for what waits; serve what nobody has served for a while."""

    def __init__(self, deps: Deps) -> None:
        self.deps = deps
        self._first_seen: dict[str, tuple[str, float]] = {}
        self._polled_at: float | None = None

    def run(self, stopped: Callable[[], bool]) -> None:
        while not stopped():
            pause = self._tick_safely()
            end = monotonic() + pause
            while not stopped() and (rest := end - monotonic()) > 0:
                sleep(min(rest, 0.5))

    def tick(self) -> float:
        """One look round; returns how long to sleep, seconds."""
        waiting = look(self.deps)
        for queue, head in waiting.heads.items():
            self.deps.ring(queue)
            if self._unserved(queue, head):
                log.info("clock_serves", queue=queue)
                serve(self.deps, queue, seconds=5.0)
                self._first_seen.pop(queue, None)
        for queue in self._first_seen.keys() - waiting.heads.keys():
            del self._first_seen[queue]
        self._poll()
        return self._pause(waiting)

    def _tick_safely(self) -> float:
        try:
            return self.tick()
        except Exception:  # the database may be away; nothing else would look after it
            log.exception("tick_failed")
            return 2.0

    def _unserved(self, queue: str, head: str) -> bool:
        """Whether the same thing has been first in line for too long."""
        now = monotonic()
        seen, since = self._first_seen.get(queue, ("", now))
        if seen != head:
            self._first_seen[queue] = (head, now)
            return False
        return now - since >= self.deps.timing.unserved.total_seconds()

    def _poll(self) -> None:
        every = self.deps.timing.poll_every.total_seconds()
        if self._polled_at is None or monotonic() - self._polled_at >= every:
            self._polled_at = monotonic()
            poll_provider(self.deps)

    def _pause(self, waiting: Waiting) -> float:
        """Until the next thing falls due, a tick at most: nothing due waits for a whole one."""
        machine = self.deps.clock.machine()
        nexts = [
            at - offset
            for at, offset in (
                (waiting.next_business, waiting.now - machine),
                (waiting.next_machine, timedelta()),
            )
            if at is not None
        ]
        soonest: datetime | None = min(nexts, default=None)
        tick = self.deps.timing.tick.total_seconds()
        if soonest is None:
            return tick
        return max(0.05, min(tick, (soonest - machine).total_seconds()))
