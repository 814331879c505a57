"""The bell: tells workers to look. It carries nothing, and may be lost, repeated or reordered.

Rung from a thread of its own, so that neither a webhook nor a decision ever waits for Redis.
"""

from __future__ import annotations

import threading
from typing import Any

from redis import Redis
from redis.backoff import NoBackoff
from redis.retry import Retry
from rq import Queue
from rq.serializers import JSONSerializer

from fieldcomm.clock import sleep
from fieldcomm.log import get_logger

log = get_logger(__name__)

COALESCE = 2  # seconds: one ring says it all for so long; short, should the worker die after it
BREATH = 0.05  # seconds: in a burst, one ring for what came in meanwhile
PREFIX = "fieldcomm"


def connect(url: str) -> Redis:
    """Short timeouts and no retries: Redis may be away, and a lost answer must not ring twice."""
    return Redis.from_url(
        url, socket_timeout=2, socket_connect_timeout=1, retry=Retry(NoBackoff(), 0)
    )


def queue_name(queue: str) -> str:
    return f"{PREFIX}-{queue}"


def flag(queue: str) -> str:
    """The key that is set while a ring is under way and no drain has begun."""
    return f"{PREFIX}:bell:{queue}"


class Bell:
    """Call it with a queue's name. Never raises, never waits, never rings in vain."""

    def __init__(self, redis: Redis) -> None:
        self._redis = redis
        self._wanted: set[str] = set()
        self._condition = threading.Condition()
        self._thread: threading.Thread | None = None

    def __call__(self, queue: str) -> None:
        with self._condition:
            self._wanted.add(queue)
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._ring_on, name="bell", daemon=True)
                self._thread.start()
            self._condition.notify()

    def _ring_on(self) -> None:
        while True:
            with self._condition:
                while not self._wanted:
                    self._condition.wait()
                wanted, self._wanted = self._wanted, set()
            for queue in sorted(wanted):
                ring(self._redis, queue)
            sleep(BREATH)


def ring(redis: Any, queue: str) -> bool:
    """Enqueue one "look" unless one is under way. False when Redis is away."""
    try:
        if redis.set(flag(queue), "1", nx=True, ex=COALESCE):
            Queue(queue_name(queue), connection=redis, serializer=JSONSerializer).enqueue(
                "fieldcomm.worker.jobs.look", queue, result_ttl=0, failure_ttl=60, job_timeout=120
            )
    except Exception as error:  # Redis is only a doorbell: the clock serves without it
        log.warning("bell_not_rung", queue=queue, error=type(error).__name__)
        return False
    return True
