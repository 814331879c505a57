"""The bell on a real Redis: it says "look", once, and costs one round trip."""

from __future__ import annotations

import json
import threading
import zlib
from collections.abc import Iterator
from typing import Any

import pytest
from redis import Redis
from rq import Queue
from rq.serializers import JSONSerializer

from fieldcomm.clock import monotonic
from fieldcomm.worker.bell import Bell, connect, queue_name, ring


@pytest.fixture
def redis(redis_url: str) -> Iterator[Redis]:
    client = connect(redis_url)
    yield client
    client.close()


def waiting(redis: Redis, queue: str = "inbox") -> int:
    return len(Queue(queue_name(queue), connection=redis, serializer=JSONSerializer))


def commands(redis: Redis) -> int:
    return sum(
        int(calls["calls"])
        for name, calls in redis.info("commandstats").items()
        if name in ("cmdstat_eval", "cmdstat_evalsha", "cmdstat_multi", "cmdstat_set")
    )


def test_a_look_that_waits_says_it_all(redis: Redis) -> None:
    for _ in range(100):
        assert ring(redis, "inbox")
    assert waiting(redis) == 1


def test_once_it_has_begun_a_new_text_rings_anew(redis: Redis) -> None:
    ring(redis, "inbox")
    queue = Queue(queue_name("inbox"), connection=redis, serializer=JSONSerializer)
    assert queue.pop_job_id()
    ring(redis, "inbox")
    assert waiting(redis) == 1


def test_queues_are_rung_apart(redis: Redis) -> None:
    for queue in ("inbox", "outbox", "due"):
        ring(redis, queue)
    assert [waiting(redis, queue) for queue in ("inbox", "outbox", "due")] == [1, 1, 1]


def test_a_ring_is_one_round_trip(redis: Redis) -> None:
    redis.ping()
    sent: list[Any] = []
    connection = redis.connection_pool.get_connection()
    redis.connection_pool.release(connection)
    right = connection.send_command
    connection.send_command = lambda *args, **how: (sent.append(args[0]), right(*args, **how))[1]
    ring(redis, "inbox")
    ring(redis, "outbox")
    assert sent == ["EVAL", "EVAL"]


def test_what_rq_runs_is_a_look_that_carries_no_data(redis: Redis) -> None:
    ring(redis, "inbox")
    queue = Queue(queue_name("inbox"), connection=redis, serializer=JSONSerializer)
    (job,) = queue.jobs
    assert job.description == "fieldcomm.worker.jobs.look('inbox')"
    data = json.loads(zlib.decompress(redis.hget(job.key, "data")))
    assert data == ["fieldcomm.worker.jobs.look", None, ["inbox"], {}]
    assert job.result_ttl == 0
    assert 0 < redis.ttl(job.key) <= 3600


def test_a_redis_that_is_away_costs_no_time_and_no_error(tmp_path: Any) -> None:
    began = monotonic()
    assert ring(connect(f"unix://{tmp_path}/nobody.sock"), "inbox") is False
    assert monotonic() - began < 1


def test_a_redis_that_only_reads_is_as_good_as_none(redis: Redis) -> None:
    redis.replicaof("127.0.0.1", "1")
    try:
        assert ring(redis, "inbox") is False
    finally:
        redis.replicaof("NO", "ONE")


def test_a_full_redis_is_as_good_as_none(redis: Redis) -> None:
    redis.config_set("maxmemory", "1")
    try:
        assert ring(redis, "inbox") is False
    finally:
        redis.config_set("maxmemory", "64mb")


def test_ringing_waits_for_nobody() -> None:
    gate, rung = threading.Event(), threading.Event()

    class Slow:
        connection_pool = None

        def __getattr__(self, name: str) -> Any:
            rung.set()
            gate.wait(10)
            raise OSError

    bell = Bell(Slow())  # type: ignore[arg-type]
    began = monotonic()
    for _ in range(1000):
        bell("inbox")
    assert monotonic() - began < 1
    assert rung.wait(5)
    gate.set()
