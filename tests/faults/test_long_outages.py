"""Outages as long as they come, on real processes: Redis full and dead for ten minutes, PostgreSQL
stopped in every way and away for a minute, the provider away, everybody asleep for eight hours."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from faults.fleet import Site, site, until
from faults.test_without_redis_or_postgres import ASKED, DANA, EVERYBODY, everything_happens
from fixtures.figures import Figure
from redis import Redis

from fieldcomm.local.postgres import RunningPostgres, start_postgres
from fieldcomm.local.redis import prepare_redis, start_redis
from fieldcomm.store.migrate import upgrade

pytestmark = [pytest.mark.chaos, pytest.mark.timeout(1800)]
DEAD_FOR = float(os.environ.get("CHAOS_REDIS_DEAD", "600"))  # seconds
AWAY_FOR = 60.0
WELL = {"lost": [], "twice": [], "unfinished": []}


@pytest.fixture
def place(database_url: str, data_folder: Path, tmp_path: Path) -> Iterator[Site]:
    _, url = prepare_redis(data_folder)
    with site(database_url, url, tmp_path) as made:
        made.fleet.start(*EVERYBODY)
        until(made.web_is_up, 20)
        yield made


def test_redis_full_then_dead_for_ten_minutes(
    place: Site, data_folder: Path, figure: Figure
) -> None:
    redis = start_redis(data_folder)
    with Redis.from_url(redis.url) as client:
        client.config_set("maxmemory-policy", "noeviction")
        client.config_set("maxmemory", "1")
    took = {"full": everything_happens(place, 0)}
    redis.process.kill()
    redis.process.wait()
    end, n, slowest = time.monotonic() + DEAD_FOR, 0, 0.0
    while time.monotonic() < end:
        n += 1
        slowest = max(slowest, everything_happens(place, n))
        time.sleep(min(12.0, max(0.0, end - time.monotonic())))
    took["dead"] = slowest
    redis = start_redis(data_folder)
    place.fleet.everybody(*EVERYBODY)
    took["back"] = everything_happens(place, n + 1)
    redis.stop()
    assert place.verdict() == WELL
    assert len(place.inbound()) == n + 2
    words = ", ".join(f"{what} {seconds:.1f} s" for what, seconds in took.items())
    figure("Redis", f"dead for {DEAD_FOR:.0f} s: webhooks 200, 0 lost, 0 twice; slowest {words}")


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT, signal.SIGQUIT])
def test_postgres_stopped_in_each_way_and_away_for_a_minute(
    used_folder: Path, redis_url: str, tmp_path: Path, figure: Figure, how: signal.Signals
) -> None:
    """Smart shutdown waits for clients to leave, which ours never do: after ten seconds it is killed."""
    server: RunningPostgres = start_postgres(used_folder)
    try:
        upgrade(server.url)
        with site(server.url, redis_url, tmp_path) as place:
            place.fleet.start(*EVERYBODY)
            until(place.web_is_up, 20)
            everything_happens(place, 0)
            place.deps.engine.dispose()
            _stop(server, how)
            sids = [place.twilio.text(DANA, f"thanks {n}") for n in range(5)]
            until(lambda: sum(w["sid"] in sids for w in place.twilio.webhooks()) >= 5, 30)
            assert {w["answer"] for w in place.twilio.webhooks() if w["sid"] in sids} == {503}
            time.sleep(AWAY_FOR)
            server = start_postgres(used_folder)
            began = time.monotonic()
            until(lambda: set(sids) <= set(place.inbound()), 120)
            recovered = time.monotonic() - began
            everything_happens(place, 1)
            assert place.verdict() == WELL
            assert len(place.inbound()) == len(sids) + 2
            words = f"{how.name}, {AWAY_FOR:.0f} s away: 503, all fetched {recovered:.1f} s after"
            figure("PostgreSQL", f"{words}, 0 lost, 0 twice")
    finally:
        server.stop()


def _stop(server: RunningPostgres, how: signal.Signals) -> None:
    server.process.send_signal(how)
    try:
        server.process.wait(10)
    except Exception:
        server.process.kill()
        server.process.wait()


def test_the_provider_away_for_a_minute(place: Site, figure: Figure) -> None:
    for on in ("create", "list", "fetch"):
        place.twilio.faults("drop_request", on=on, probability=1.0)
    for n in range(20):
        place.queue(f"+1404555012{n % 10}", f"Text {n} while nobody answers.")
    time.sleep(AWAY_FOR)
    assert place.twilio.ledger() == []
    place.twilio.clear_faults()
    took = _until_quiet(place)
    assert place.verdict() == WELL
    figure("Provider away", f"{AWAY_FOR:.0f} s, 20 texts: all left {took:.0f} s after, 0 twice")


def test_everybody_asleep_for_eight_hours(place: Site, figure: Figure) -> None:
    """A closed laptop: business time jumps, nobody did anything, and texts came meanwhile."""
    for name in EVERYBODY:
        place.fleet.signal(name, signal.SIGSTOP)
    stale = [place.queue(DANA, "Luis comes at 2."), place.queue(DANA, "We're on our way.")]
    place.sql("UPDATE messages SET expires_at = created_at + interval '4 hours'")
    fresh = place.queue("+14045550124", "Still true tomorrow.")
    sid = place.twilio.text("+14045550125", ASKED)
    hours = timedelta(hours=8) / timedelta(milliseconds=1)
    place.sql("UPDATE company SET clock_offset_ms = clock_offset_ms + :ms", ms=int(hours))
    time.sleep(20)  # past leases, and past what the provider waits for an answer
    for name in EVERYBODY:
        place.fleet.signal(name, signal.SIGCONT)
    took = _until_quiet(place, lambda: sid in place.inbound())
    states = {r.id: r.state for r in place.sql("SELECT id, state FROM messages")}
    assert {states[id_] for id_ in stale} == {"expired"}
    assert states[fresh] in ("sent", "delivered")
    sent = [entry["to"] for entry in place.twilio.ledger()]
    assert sent.count("+14045550124") == 1
    assert DANA not in sent
    figure("Asleep 8 h", f"2 stale texts expired, 1 left once, all done {took:.0f} s after")


def _until_quiet(place: Site, also: Callable[[], bool] = lambda: True) -> float:
    began = time.monotonic()
    until(lambda: place.done() and also(), 300, place.busy)
    return time.monotonic() - began
