"""The bell: tells workers to look. It carries nothing, and may be lost, repeated or reordered.

Rung from a thread of its own, so that neither a webhook nor a decision ever waits for Redis.
"""

from __future__ import annotations

import threading
from typing import Any

from redis import Redis
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

from fieldcomm.clock import SystemClock, sleep
from fieldcomm.log import get_logger

log = get_logger(__name__)

PREFIX = "fieldcomm"
BREATH = 0.05  # seconds; in a burst one ring says it for all that came in meanwhile
JOB_TIMEOUT = 180  # seconds; a drain ends long before by itself

# One round trip. A look that nobody has begun yet will see whatever was committed before this
# ring, so it says it all; once begun it has left the list, and the next ring makes a new one.
# There is no flag that could outlive the worker who was to clear it.
_RING = """
if redis.call('LLEN', KEYS[1]) > 0 then return 0 end
redis.call('HSET', KEYS[2], unpack(ARGV, 2))
redis.call('EXPIRE', KEYS[2], 3600)
redis.call('SADD', KEYS[3], KEYS[1])
redis.call('RPUSH', KEYS[1], ARGV[1])
return 1
"""


def connect(url: str) -> Redis:
    """Short timeouts and no retries: Redis may be away, and a lost answer must not ring twice."""
    return Redis.from_url(
        url, socket_timeout=2, socket_connect_timeout=1, retry=Retry(NoBackoff(), 0)
    )


def answers(redis: Redis) -> bool:
    """Whether Redis takes what we write, within a second or two: a read-only one rings no bell."""
    try:
        redis.set(f"{PREFIX}-asked", 1, ex=60)
    except RedisError:
        return False
    return True


def queue_name(queue: str) -> str:
    return f"{PREFIX}-{queue}"


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
    """Enqueue one "look" unless one is waiting. False when Redis is away."""
    # Imported by the first ring: at rest the web and the clock do without.
    from rq import Queue
    from rq.job import JobStatus
    from rq.serializers import JSONSerializer

    try:
        line = Queue(queue_name(queue), connection=redis, serializer=JSONSerializer)
        job = line.create_job(
            "fieldcomm.worker.jobs.look",
            args=(queue,),
            result_ttl=0,
            failure_ttl=60,
            timeout=JOB_TIMEOUT,
            status=JobStatus.QUEUED,
        )
        job.origin, job.enqueued_at = line.name, SystemClock().machine()
        words: list[Any] = [word for pair in job.to_dict().items() for word in pair]
        redis.eval(_RING, 3, line.key, job.key, Queue.redis_queues_keys, job.id, *words)
    except Exception as error:  # Redis is only a doorbell: the clock serves without it
        log.warning("bell_not_rung", queue=queue, error=type(error).__name__)
        return False
    return True
