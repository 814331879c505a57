"""Webhook: a signed inbound text, durable before 200, against a bare Flask route.

Autovacuum is off meanwhile, for ours and for the floor: its transactions would be counted.
"""

from __future__ import annotations

import itertools
import time
from collections.abc import Iterator

import psycopg
import redis
from redis.client import Monitor

from bench.figures import PAIRS, Figure, at_least, paired
from bench.floor import TABLE
from bench.ground import Ground, environment, gunicorn
from bench.load import closed, load_process
from bench.texts import text
from fieldcomm.worker.bell import BREATH

EACH = 160  # texts in one run of a pair
CONNECTIONS = 8
_CONNECTING = ("HELLO", "CLIENT", "AUTH", "SELECT")


def measure(ground: Ground) -> Iterator[Figure]:
    with (
        ground.database("bench_webhook") as url,
        psycopg.connect(url, autocommit=True) as database,
    ):
        database.execute(TABLE)
        # Its own transactions would be counted with ours.
        database.execute("ALTER SYSTEM SET autovacuum = off")
        database.execute("SELECT pg_reload_conf()")
        env = environment(url, ground.redis_url, FLOOR_DATABASE_URL=url)
        log = ground.folder / "webhook.log"
        with gunicorn("wsgi:app", env, log) as ours, gunicorn("bench.floor:app", env, log) as floor:
            yield _counted(ground, database, ours)
            yield _counted_alone(ground, ours)
            yield from _against_floor(ground, ours, floor)
        database.execute("ALTER SYSTEM RESET autovacuum")
        database.execute("SELECT pg_reload_conf()")


def _against_floor(ground: Ground, ours: str, floor: str) -> Iterator[Figure]:
    fresh = itertools.count(1)
    speeds: dict[str, list[float]] = {ours: [], floor: []}
    with load_process() as load:

        def run(url: str) -> float:
            requests = [text(url, next(fresh)) for _ in range(EACH)]
            answers = load.submit(closed, url, requests, CONNECTIONS).result()
            assert answers.errors == 0, f"{answers.errors} texts were not answered 200"
            speeds[url].append(answers.rate)
            return answers.rate

        for url in (ours, floor):  # warm
            run(url)
            speeds[url].clear()
        ratio = paired(lambda: run(ours), lambda: run(floor), 12 if ground.quick else PAIRS)
    rates = {url: sorted(found)[len(found) // 2] for url, found in speeds.items()}
    said = f"{rates[ours]:.0f}/s, floor {rates[floor]:.0f}/s"
    yield at_least("Webhook", 0.75, ratio, said)


def _counted(ground: Ground, database: psycopg.Connection, ours: str) -> Figure:
    """One transaction a text; Redis hears of far fewer, as the bell says it all for two seconds."""
    texts, warm = 600, 200  # enough for every thread to have opened its connection
    requests = [text(ours, 10_000_000 + n) for n in range(texts)]
    with redis.Redis.from_url(ground.redis_url) as bell, load_process() as load:
        load.submit(closed, ours, requests[:warm], CONNECTIONS).result()
        commits, rung, stored = _commits(database), _commands(bell), _stored(database)
        load.submit(closed, ours, requests[warm:], CONNECTIONS).result()
        stored = _stored(database) - stored
        commits, rung = _commits(database) - commits, _commands(bell) - rung
    sent = texts - warm
    held = stored == sent and commits <= sent + 4 and rung <= sent
    said = f"{stored} texts, {commits} transactions, {rung} Redis commands"
    return Figure("Webhook, counted", "1 transaction, <= 1 Redis", said, held)


def _counted_alone(ground: Ground, ours: str) -> Figure:
    """Each text by itself, its bell rung before the next comes, and on an empty queue."""
    texts, trips = 10 if ground.quick else 40, []
    with redis.Redis.from_url(ground.redis_url) as bell, bell.monitor() as told:
        for n in range(texts):
            assert closed(ours, [text(ours, 20_000_000 + n)], 1).errors == 0
            time.sleep(6 * BREATH)
            bell.flushdb()
            trips.append(_trips(told))
    said = f"{texts} texts one by one: {min(trips)} at least, {max(trips)} at most"
    return Figure("Webhook, each alone", "<= 1 Redis round trip", said, max(trips) <= 1)


def _trips(told: Monitor) -> int:
    """Until we empty the queue. What a script does inside Redis is none, nor what a process says
    when it connects."""
    trips = 0
    while (said := told.next_command())["command"] != "FLUSHDB":
        trips += said["client_type"] != "lua" and not said["command"].startswith(_CONNECTING)
    return trips


def _commits(database: psycopg.Connection) -> int:
    """Of other sessions; what they count arrives within ten seconds of their last statement."""
    database.execute("SELECT pg_sleep(11), pg_stat_clear_snapshot()")
    query = "SELECT xact_commit FROM pg_stat_database WHERE datname = current_database()"
    row = database.execute(query).fetchone()
    assert row is not None
    return int(row[0])


def _stored(database: psycopg.Connection) -> int:
    row = database.execute("SELECT count(*) FROM inbox").fetchone()
    assert row is not None
    return int(row[0])


def _commands(bell: redis.Redis) -> int:
    stats = bell.info("stats")
    assert isinstance(stats, dict)
    return int(stats["total_commands_processed"])
