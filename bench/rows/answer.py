"""Answer: an inbound text, answered 200, until its reply reaches the provider; nothing else going on."""

from __future__ import annotations

import time
from collections.abc import Iterator

import psycopg

from bench.figures import Figure, percentile
from bench.ground import Ground
from bench.load import closed
from bench.stack import Stack, stack
from bench.texts import text
from bench.town import people_town, phone


def measure(ground: Ground) -> Iterator[Figure]:
    texts = 20 if ground.quick else 100
    with stack(ground, "bench_answer") as ours:
        people_town(ours.url, texts + 1)
        with psycopg.connect(ours.url, autocommit=True) as database:
            database.execute("UPDATE phones SET next_check_in_at = NULL")
            database.execute("UPDATE promises SET next_step_at = NULL")
        _answered(ours, 0)  # first imports
        waits = [_answered(ours, n) for n in range(1, texts + 1)]
    p50, p99 = percentile(waits, 0.5), percentile(waits, 0.99)
    said = f"median {p50 * 1000:.0f} ms, p99 {p99 * 1000:.0f} ms of {texts}"
    yield Figure("Answer", "p99 <= 1 s (printed)", said)


def _answered(ours: Stack, n: int) -> float:
    """Seconds from the 200 to the reply's arrival."""
    since = time.perf_counter()
    answers = closed(ours.web, [text(ours.web, n, "when is somebody coming?")], 1)
    assert not answers.errors
    stored = time.perf_counter()
    arrived = ours.provider.wait_for(phone(n), since, 60)
    assert arrived is not None, "no reply within a minute"
    time.sleep(0.1)
    return max(0.0, arrived - stored)
