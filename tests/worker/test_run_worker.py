"""A real worker process: without Redis, with a Redis that dies and comes back, told to stop."""

from __future__ import annotations

import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from faults.fleet import Site, site, until

from fieldcomm.local.redis import prepare_redis, start_redis

PHONE = "+14045550123"


@pytest.fixture
def place(database_url: str, data_folder: Path, tmp_path: Path) -> Iterator[Site]:
    """No Redis runs yet; where it will be is known."""
    _, url = prepare_redis(data_folder)
    patient = {"unserved": 60.0, "unheard": 60.0}
    with site(database_url, url, tmp_path, lease=30.0, provider_timeout=5.0, **patient) as made:
        yield made


def gone(place: Site, name: str, seconds: float) -> float:
    began = time.monotonic()
    until(lambda: not place.fleet.alive(name), seconds)
    return time.monotonic() - began


def took(place: Site) -> list[str]:
    return [entry["body"] for entry in place.twilio.ledger()]


@pytest.mark.slow
def test_a_worker_waits_for_redis_and_comes_back_to_it(place: Site, data_folder: Path) -> None:
    place.fleet.start("outbox", "clock")  # which rings, and leaves the work to the worker
    place.queue(PHONE, "before there was a Redis")
    time.sleep(1.5)
    assert place.fleet.alive("outbox")
    assert took(place) == []
    redis = start_redis(data_folder)
    until(lambda: took(place) == ["before there was a Redis"], 30)
    redis.process.kill()
    redis.process.wait()
    place.queue(PHONE, "while it was dead")
    time.sleep(1.5)
    assert place.fleet.alive("outbox")
    redis = start_redis(data_folder)
    try:
        until(lambda: "while it was dead" in took(place), 30)
        place.queue(PHONE, "after it")
        until(lambda: "after it" in took(place), 30)
        seen = {row[0] for row in place.sql("SELECT process FROM heartbeats")}
        assert seen == {"clock", "worker-outbox"}
    finally:
        redis.stop()


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_worker_told_to_stop_ends_at_once(
    place: Site, data_folder: Path, number: signal.Signals
) -> None:
    place.fleet.start("outbox", "inbox")  # one without Redis, one with
    time.sleep(1.0)
    place.fleet.signal("inbox", number)
    assert gone(place, "inbox", 10) < 5
    redis = start_redis(data_folder)
    try:
        place.queue(PHONE, "hello")
        until(lambda: took(place) == ["hello"], 30)
        place.fleet.signal("outbox", number)
        assert gone(place, "outbox", 10) < 5
    finally:
        redis.stop()


@pytest.mark.slow
def test_a_busy_worker_finishes_what_is_on_the_wire_and_leaves_the_rest(
    place: Site, data_folder: Path
) -> None:
    redis = start_redis(data_folder)
    try:
        place.sql("UPDATE senders SET segments_per_second = 5")
        for n in range(100):
            place.queue(PHONE, f"text {n}")
        place.fleet.start("outbox")
        until(lambda: len(took(place)) > 3, 30)
        place.fleet.signal("outbox", signal.SIGTERM)
        assert gone(place, "outbox", 10) < 5
        states = {row.state for row in place.sql("SELECT DISTINCT state FROM messages")}
        assert states <= {"queued", "accepted", "sent", "delivered"}
        assert "queued" in states
    finally:
        redis.stop()
