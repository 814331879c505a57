"""Sending: texts a second through one worker's work, against a bare pool of the SDK, 16 threads each.

The work is `send_outbox`, called here as the worker calls it; RQ and the bell are left out.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import psycopg
from requests.adapters import HTTPAdapter
from twilio.http.http_client import TwilioHttpClient
from twilio.rest import Client

from bench.figures import PAIRS, Figure, Ratio, at_least, paired
from bench.ground import ACCOUNT, OURS, TOKEN, Ground, deps_of, environment, running, seconds
from bench.town import NOW, people_town, phone, set_clock
from fieldcomm.local.ports import free_port, listens
from fieldcomm.local.process import wait_until
from fieldcomm.services.deps import Deps
from fieldcomm.services.send_outbox import send_outbox

THREADS = 16
BODY = "Kiwi Drying here. Nothing new to report yet, and we haven't forgotten you. Next word by 5:30 pm."
# A port that is closed: the provider's reports go nowhere.
NOWHERE = "http://127.0.0.1:9"

_QUEUE = """
INSERT INTO messages (direction, state, phone, moment, body, segments, priority, created_at, expires_at)
SELECT 'out', 'queued', p.phone, 'manual', %(body)s || ' ' || %(run)s::text, 1, 3, %(now)s, %(now)s + interval '1 hour'
FROM (SELECT phone FROM phones ORDER BY phone LIMIT %(n)s) p
"""
_LEFT = "SELECT count(*) FROM messages WHERE state <> 'accepted'"


def measure(ground: Ground) -> Iterator[Figure]:
    for ms, least, texts in ((50, 0.8, 320), (0, 0.6, 480)):
        with ground.database("bench_sending") as url, _provider(ground, ms) as provider:
            people_town(url, texts)
            ratio, ours, floor = _against_floor(ground, url, provider, texts)
            said = f"{ours:.0f}/s, floor {floor:.0f}/s"
            yield at_least(f"Sending, {ms} ms", least, ratio, said)


@contextmanager
def _provider(ground: Ground, ms: int) -> Iterator[str]:
    port = free_port()
    words = [sys.executable, "-m", "fieldcomm.local.twilio", "--port", str(port)]
    words += ["--account-sid", ACCOUNT, "--auth-token", TOKEN, "--number", OURS]
    words += ["--answer-ms", str(ms), "--no-callbacks"]
    with running(words, {}, ground.folder / "provider.log"):
        if not wait_until(listens(port), 20):
            raise RuntimeError((ground.folder / "provider.log").read_text()[-2000:])
        yield f"http://127.0.0.1:{port}"


def _against_floor(
    ground: Ground, url: str, provider: str, texts: int
) -> tuple[Ratio, float, float]:
    env = environment(url, None, TWILIO_API_URL=provider, PUBLIC_URL=NOWHERE)
    deps = deps_of(env)
    speeds: dict[str, list[float]] = {"ours": [], "floor": []}
    with psycopg.connect(url, autocommit=True) as database:

        def ours() -> float:
            _queue(database, texts, len(speeds["ours"]))
            return _kept(speeds["ours"], texts / _timed(lambda: _send(deps, database)))

        client = _bare(provider)

        def floor() -> float:
            return _kept(speeds["floor"], texts / _timed(lambda: _pool(client, texts)))

        ours(), floor()
        ratio = paired(ours, floor, 8 if ground.quick else PAIRS)
    deps.engine.dispose()
    middle = {who: sorted(found)[len(found) // 2] for who, found in speeds.items()}
    return ratio, middle["ours"], middle["floor"]


def _queue(database: psycopg.Connection, texts: int, run: int) -> None:
    set_clock(database, NOW)
    database.execute("UPDATE senders SET next_free_at = 'epoch'")
    database.execute(_QUEUE, {"n": texts, "now": NOW, "body": BODY, "run": run})
    database.execute("ANALYZE messages") if run == 0 else None


def _send(deps: Deps, database: psycopg.Connection) -> None:
    while send_outbox(deps, seconds=20.0, threads=THREADS):
        pass
    row = database.execute(_LEFT).fetchone()
    assert row == (0,), f"{row} texts did not leave"


def _bare(provider: str) -> Client:
    http = TwilioHttpClient(timeout=10)
    http.session.mount("http://", HTTPAdapter(pool_maxsize=THREADS))
    client = Client(ACCOUNT, TOKEN, http_client=http)
    client.api.base_url = provider
    return client


def _pool(client: Client, texts: int) -> None:
    left = iter(range(texts))
    lock = threading.Lock()

    def send() -> None:
        while True:
            with lock:
                n = next(left, None)
            if n is None:
                return
            client.messages.create(
                to=phone(n),
                from_=OURS,
                body=BODY,
                status_callback=f"{NOWHERE}/twilio/status/{n}",
                validity_period=3600,
            )

    threads = [threading.Thread(target=send) for _ in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _timed(work: Callable[[], None]) -> float:
    began = seconds()
    work()
    return seconds() - began


def _kept(speeds: list[float], speed: float) -> float:
    speeds.append(speed)
    return speed
