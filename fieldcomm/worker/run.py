"""A worker process: one queue, SimpleWorker, so that connection pools live on between jobs."""

from __future__ import annotations

import signal
from collections.abc import Callable
from types import FrameType
from typing import Any

from redis.exceptions import RedisError
from rq import Queue, SimpleWorker
from rq.exceptions import StopRequested
from rq.serializers import JSONSerializer
from rq.worker import WorkerStatus

from fieldcomm.log import get_logger
from fieldcomm.services.deps import Deps
from fieldcomm.services.heartbeat import Pulse
from fieldcomm.worker import jobs
from fieldcomm.worker.bell import connect, queue_name
from fieldcomm.worker.garbage import collect_rarely

log = get_logger(__name__)

PAUSE = 2.0  # seconds between two tries to reach Redis


class Worker(SimpleWorker):
    """RQ's, less patient with an absent Redis and never in need of it to stop."""

    max_connection_wait_time = PAUSE
    pulse: Pulse
    look_out: Callable[[], None] = staticmethod(lambda: None)

    def heartbeat(self, *given: Any, **more: Any) -> None:
        """RQ's every 45 seconds at the latest, and ours beside it: Redis may be emptied."""
        super().heartbeat(*given, **more)
        self.pulse.beat()
        self.look_out()

    def request_stop(self, signum: int, frame: FrameType | None) -> None:
        """A drain under way ends within its slice; a worker that waits for one ends at once."""
        jobs.stopping.set()
        if self.get_state() != WorkerStatus.BUSY:
            raise StopRequested
        self._stop_requested = True

    def subscribe(self) -> None:
        """Nobody commands a worker through Redis: no thread and no connection for that."""


def run_worker(deps: Deps, queue: str) -> None:
    """Serve one queue until SIGTERM or SIGINT. While Redis is away, try again every two seconds.

    Meanwhile the clock does the work.
    """
    if deps.config.redis_url is None:
        raise RuntimeError("a worker needs REDIS_URL")
    jobs.use(deps)
    collect_rarely()
    _stop_on_signals()
    while not jobs.stopping.is_set():
        try:
            deps.ring(queue)  # what came in while nobody served
            _work(deps, deps.config.redis_url, queue)
        except RedisError as error:
            log.warning("redis_away", error=type(error).__name__)
        _stop_on_signals()  # RQ puts its own in place
        jobs.stopping.wait(PAUSE)


def _work(deps: Deps, url: str, queue: str) -> None:
    """Until told to stop or Redis fails. Raises RedisError."""
    redis = connect(url)
    redis.connection_pool.connection_kwargs["socket_timeout"] = None  # RQ sets what its waits need
    line = Queue(queue_name(queue), connection=redis, serializer=JSONSerializer)
    worker = Worker([line], connection=redis, serializer=JSONSerializer, worker_ttl=60)
    worker.log_job_description = False
    worker.pulse = Pulse(deps, f"worker-{queue}")
    if queue == "due":
        from fieldcomm.services.watch import Deputy  # the others do without

        worker.look_out = Deputy(deps).look
    try:
        worker.work(logging_level="CRITICAL", with_scheduler=False)
    finally:
        redis.close()


def _stop_on_signals() -> None:
    def stop(*_: Any) -> None:
        jobs.stopping.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)
