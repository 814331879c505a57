"""Hand-over: from a check-in's due moment until its text reaches the provider; also without Redis."""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import psycopg

from bench.figures import Figure
from bench.ground import Ground
from bench.stack import Stack, stack
from bench.town import SLOT, people_town, phone, set_clock
from fieldcomm.local.ports import free_port


def measure(ground: Ground) -> Iterator[Figure]:
    texts = 3 if ground.quick else 12
    with stack(ground, "bench_hand_over") as ours:
        waits = _handed_over(ours, texts)
        yield Figure("Hand-over", "longest <= 5 s, printed", _said(waits))
    nobody = f"redis://127.0.0.1:{free_port()}/0"
    with stack(ground, "bench_no_redis", nobody) as ours:
        waits = _handed_over(ours, max(2, texts // 2))
        yield Figure("Hand-over, Redis dead", "longest <= 15 s, printed", _said(waits))


def _said(waits: list[float]) -> str:
    """So few have no percentiles to speak of: the longest stands for them."""
    return f"median {statistics.median(waits):.1f} s, longest {max(waits):.1f} s of {len(waits)}"


def _handed_over(ours: Stack, texts: int) -> list[float]:
    """One phone after the other falls due a few seconds from now."""
    people_town(ours.url, texts, now=SLOT + timedelta(minutes=5))
    with psycopg.connect(ours.url, autocommit=True) as database:
        database.execute("UPDATE phones SET next_check_in_at = NULL")
        database.execute("UPDATE promises SET next_step_at = NULL")
        set_clock(database, SLOT + timedelta(minutes=5))
        return [_one(ours, database, n) for n in range(texts)]


def _one(ours: Stack, database: psycopg.Connection, n: int) -> float:
    row = database.execute("SELECT clock_offset_ms FROM company").fetchone()
    assert row is not None
    # Off the clock's five seconds, each at another point of them.
    due = datetime.now(UTC) + timedelta(seconds=3 + 0.7 * (n % 7))
    given = {"at": due + timedelta(milliseconds=row[0]), "phone": phone(n)}
    database.execute("UPDATE phones SET next_check_in_at = %(at)s WHERE phone = %(phone)s", given)
    left = (due - datetime.now(UTC)).total_seconds()
    began = time.perf_counter() + left
    arrived = ours.provider.wait_for(phone(n), began - left, left + 60)
    assert arrived is not None, "not handed over within a minute"
    return arrived - began
