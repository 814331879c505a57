"""The clock: sees that everything gets done, with or without Redis and workers. Two are harmless.

Each queue it serves itself, the provider's list and the watch over it all have a thread of their
own: a provider that hangs must not keep a text about gas unread.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import timedelta
from functools import cache, partial
from typing import Self

from fieldcomm.clock import monotonic, sleep
from fieldcomm.log import get_logger
from fieldcomm.services.deps import Deps
from fieldcomm.services.due import QUEUES, Waiting, look
from fieldcomm.services.heartbeat import CLOCK, Pulse
from fieldcomm.services.poll_provider import poll_provider
from fieldcomm.services.serve import drain
from fieldcomm.services.watch import Watch

log = get_logger(__name__)

POLL, WATCH = "poll", "watch"
OUTBOX = "outbox"


class ClockLoop:
    """Every tick: ring for what waits; serve what nobody has served for a while.

    To `run`, or to be entered and ticked by hand: when left, nothing of it is at work any more.
    """

    def __init__(self, deps: Deps) -> None:
        self.deps = deps
        self._stopped: Callable[[], bool] = lambda: False
        self._first_seen: dict[str, tuple[str, float]] = {}
        self._polled_at: float | None = None
        self._watched_at: float | None = None
        self._watch, self._pulse = Watch(deps), Pulse(deps, CLOCK)
        self._unserved = deps.timing.unserved.total_seconds()
        self._unheard = deps.timing.unheard.total_seconds()
        self._threads = ThreadPoolExecutor(len(QUEUES) + 2, thread_name_prefix="clock")
        self._busy: dict[str, Future[None]] = {}

    def run(self, stopped: Callable[[], bool]) -> None:
        """Tick until `stopped`; then what is under way ends within a slice."""
        self._stopped = stopped
        with self:
            while not stopped():
                end = monotonic() + self._tick_safely()
                while not stopped() and (rest := end - monotonic()) > 0:
                    sleep(min(rest, 0.25))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._threads.shutdown(wait=True, cancel_futures=True)

    def tick(self) -> float:
        """One look round; returns how long to sleep, seconds."""
        waiting = look(self.deps)
        heard = cache(self._workers_hear)
        for queue, head in waiting.heads.items():
            self.deps.ring(queue)
            waited = self._waited(queue, head)
            if waited >= self._unserved or (waited >= self._unheard and not heard()):
                self._begin(queue, partial(self._serve, queue))
        for queue in self._first_seen.keys() - waiting.heads.keys():
            del self._first_seen[queue]
        if self._is_time(self._polled_at, self.deps.timing.poll_every):
            self._begin(POLL, self._poll)
        if self._is_time(self._watched_at, self.deps.timing.watch_every):
            self._begin(WATCH, self._look_out)
        self._pulse.beat()
        return self._pause(waiting)

    def _tick_safely(self) -> float:
        try:
            return self.tick()
        except Exception:  # the database may be away; nothing else would look after it
            log.exception("tick_failed")
            self._polled_at = None  # webhooks were refused meanwhile: fetch what they brought
            return min(2.0, self.deps.timing.tick.total_seconds())

    def _waited(self, queue: str, head: str) -> float:
        """Seconds for which the same thing has been first in line."""
        now = monotonic()
        seen, since = self._first_seen.get(queue, ("", now))
        if seen != head:
            self._first_seen[queue] = (head, now)
            return 0.0
        return now - since

    def _workers_hear(self) -> bool:
        """Whether a bell can reach anybody. Asked only of what waits already: an absent Redis may take its time."""
        return self.deps.redis_answers is not None and self.deps.redis_answers()

    def _begin(self, name: str, work: Callable[[], None]) -> None:
        """In its thread, unless it is still at it."""
        if name not in self._busy or self._busy[name].done():
            self._busy[name] = self._threads.submit(self._safely, name, work)

    def _safely(self, name: str, work: Callable[[], None]) -> None:
        try:
            work()
        except Exception:
            log.exception("clock_failed", what=name)

    def _serve(self, queue: str) -> None:
        log.info("clock_serves", queue=queue)
        drain(self.deps, queue, self._stopped)
        if queue != OUTBOX:
            # Nobody served this one, so nobody may serve what it led to: not another ten seconds.
            drain(self.deps, OUTBOX, self._stopped)

    def _is_time(self, last: float | None, every: timedelta) -> bool:
        return last is None or monotonic() - last >= every.total_seconds()

    def _poll(self) -> None:
        self._polled_at = monotonic()
        poll_provider(self.deps)

    def _look_out(self) -> None:
        self._watched_at = monotonic()
        self._watch.look()

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
        spans = [(soonest - machine).total_seconds() for soonest in nexts]
        spans += self._patience_left()
        return max(0.05, min([self.deps.timing.tick.total_seconds(), *spans]))

    def _patience_left(self) -> list[float]:
        """Seconds until what waits now will have waited too long."""
        now = monotonic()
        ends = [
            since + patience
            for _, since in self._first_seen.values()
            for patience in (self._unheard, self._unserved)
        ]
        return [end - now for end in ends if end > now]
