"""Webhook burst: 3,000 texts over 10 s, a tenth of them replays, latency from the planned moment."""

from __future__ import annotations

import random
from collections.abc import Iterator

import psycopg

from bench.figures import Figure, percentile
from bench.ground import Ground, environment, gunicorn
from bench.load import load_process, open_
from bench.texts import text

OVER = 10.0  # seconds
CONNECTIONS = 32


def measure(ground: Ground) -> Iterator[Figure]:
    texts = 900 if ground.quick else 3_000
    over = OVER * texts / 3_000
    fresh = texts * 9 // 10
    dice = random.Random(1)
    order = [*range(fresh), *(dice.randrange(fresh) for _ in range(texts - fresh))]
    dice.shuffle(order)
    with ground.database("bench_burst") as url:
        env = environment(url, ground.redis_url)
        with gunicorn("wsgi:app", env, ground.folder / "burst.log") as ours, load_process() as load:
            load.submit(open_, ours, [text(ours, 1_000_000)], 0.1, 1).result()
            requests = [text(ours, n) for n in order]
            answers = load.submit(open_, ours, requests, over, CONNECTIONS).result()
        with psycopg.connect(url) as database:
            row = database.execute("SELECT count(*) - 1 FROM inbox").fetchone()
    p99, most = percentile(answers.latencies, 0.99), max(answers.latencies)
    stored = row[0] if row else 0
    held = p99 <= 1 and most <= 5 and answers.errors == 0 and stored == fresh
    said = f"p99 {p99 * 1000:.0f} ms, max {most * 1000:.0f} ms, {answers.errors} errors, {stored} of {fresh} stored"
    yield Figure("Webhook burst", "p99 <= 1 s, max <= 5 s, 0 err", said, held)
