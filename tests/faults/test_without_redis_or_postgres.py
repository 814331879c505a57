"""Redis is a doorbell: without it everything still happens, a little later. PostgreSQL is the record:
without it nothing is acknowledged, and what came meanwhile is fetched."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from faults.fleet import Site, site, until
from redis import Redis

from fieldcomm.local.postgres import RunningPostgres, start_postgres
from fieldcomm.local.redis import RunningRedis, prepare_redis, start_redis
from fieldcomm.store.migrate import upgrade

DANA = "+14045550123"
EVERYBODY = ("web", "clock", "inbox", "due", "outbox")
ASKED = "can I turn the fans off at night?"


@pytest.fixture
def place(database_url: str, data_folder: Path, tmp_path: Path) -> Iterator[Site]:
    _, url = prepare_redis(data_folder)
    with site(database_url, url, tmp_path) as made:
        yield made


def everything_happens(place: Site, n: int) -> float:
    """A text comes in, is answered, and one of ours leaves. Returns how long it took."""
    began = time.monotonic()
    ours = place.queue(DANA, f"Text {n} of ours.")
    sid = place.twilio.text(f"+140455501{50 + n}", ASKED)

    def all_done() -> bool:
        done = place.sql(
            "SELECT 1 FROM messages WHERE id = :i AND state IN ('sent', 'delivered')", i=ours
        )
        answers = [e for e in place.twilio.ledger() if e["to"] == f"+140455501{50 + n}"]
        return bool(done) and sid in place.inbound() and len(answers) == 1 and not place.busy()

    until(all_done, 45, lambda: (place.busy(), place.twilio.ledger()[-2:]))
    answered = [w["answer"] for w in place.twilio.webhooks() if w["sid"] == sid]
    assert answered == [200]
    return time.monotonic() - began


@pytest.mark.slow
@pytest.mark.timeout(240)
def test_redis_absent_there_dead_emptied_and_read_only(place: Site, data_folder: Path) -> None:
    place.fleet.start(*EVERYBODY)
    until(place.web_is_up, 20)
    took = {"absent": everything_happens(place, 0)}
    redis = start_redis(data_folder)
    took["there"] = everything_happens(place, 1)
    with Redis.from_url(redis.url) as client:
        client.flushall()
    took["emptied"] = everything_happens(place, 2)
    with Redis.from_url(redis.url) as client:
        client.replicaof("127.0.0.1", "1")
    took["read-only"] = everything_happens(place, 3)
    redis = _again(redis, data_folder)
    took["back"] = everything_happens(place, 4)
    redis.process.kill()
    redis.process.wait()
    took["dead"] = everything_happens(place, 5)
    print({what: round(seconds, 1) for what, seconds in took.items()})
    place.fleet.everybody(*EVERYBODY)
    assert place.verdict() == {"lost": [], "twice": [], "unfinished": []}
    assert len(place.inbound()) == 6


@pytest.mark.slow
@pytest.mark.timeout(240)
def test_postgres_away_nothing_is_acknowledged_and_everything_fetched(
    used_folder: Path, redis_url: str, tmp_path: Path
) -> None:
    server: RunningPostgres = start_postgres(used_folder)
    try:
        upgrade(server.url)
        with site(server.url, redis_url, tmp_path) as place:
            place.fleet.start(*EVERYBODY)
            until(place.web_is_up, 20)
            everything_happens(place, 0)
            place.deps.engine.dispose()
            server.process.kill()  # the postmaster: an immediate crash
            server.process.wait()
            sids = [place.twilio.text(DANA, f"thanks {n}") for n in range(5)]
            until(lambda: _heard(place, sids) >= len(sids), 30)
            statuses = {w["answer"] for w in place.twilio.webhooks() if w["sid"] in sids}
            assert statuses == {503}
            server = start_postgres(used_folder)
            until(lambda: set(sids) <= set(place.inbound()), 45)
            everything_happens(place, 1)
            assert place.verdict() == {"lost": [], "twice": [], "unfinished": []}
            assert len(place.inbound()) == len(sids) + 2
    finally:
        server.stop()


def _heard(place: Site, sids: list[str]) -> int:
    return sum(w["sid"] in sids for w in place.twilio.webhooks())


def _again(redis: RunningRedis, data: Path) -> RunningRedis:
    redis.process.kill()
    redis.process.wait()
    return start_redis(data)
