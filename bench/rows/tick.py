"""Tick: what the clock's look round touches, with 100,000 open jobs and 5 million old messages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import psycopg
from sqlalchemy import event

from bench.figures import Figure
from bench.ground import Ground, deps_of, environment
from bench.town import MOST, NOW, SLOT, people_town, set_clock
from fieldcomm.services.deps import Deps
from fieldcomm.services.due import look
from fieldcomm.services.run_check_ins import run_check_ins

MOST_BUFFERS = 100
_OLD = """
INSERT INTO messages (direction, state, phone, job_id, moment, body, segments, priority, provider_sid,
  created_at, sent_at, accepted_at)
SELECT 'out', 'delivered', phone, j.id, 'check_in', 'Nothing new, and we have not forgotten you.', 1,
  5, 'SM' || lpad(to_hex(%(batch)s::bigint * 1000000 + j.id), 32, '0'), %(at)s, %(at)s, %(at)s
FROM jobs j JOIN contacts c ON c.id = j.contact_id
"""
_NOT_YET = "UPDATE phones SET next_check_in_at = %(slot)s + interval '7 hours'"
_DUE = "UPDATE phones SET next_check_in_at = %(slot)s"


def measure(ground: Ground) -> Iterator[Figure]:
    jobs, batches = (20_000, 5) if ground.quick else (MOST, 50)
    with ground.database("bench_tick") as url:
        people_town(url, jobs)
        deps = deps_of(environment(url, None))
        with psycopg.connect(url, autocommit=True) as database:
            # Old texts are in no index of what waits; their keys need no checking one by one.
            database.execute("SET synchronous_commit = off")
            for batch in range(batches):
                database.execute(_OLD, {"batch": batch, "at": NOW.replace(day=1)})
            database.execute(_NOT_YET, {"slot": SLOT})
            database.execute("VACUUM (ANALYZE) messages, phones")
            size = f"{jobs:,} jobs, {jobs * batches:,} messages"
            yield _figure("Tick, nothing due", _buffers(deps, database), size)
            database.execute(_DUE, {"slot": SLOT})
            set_clock(database, NOW)
            while run_check_ins(deps, seconds=20.0):
                pass
            yield _figure("Tick, right after a wave", _buffers(deps, database), size)
        deps.engine.dispose()


def _figure(row: str, buffers: int, size: str) -> Figure:
    held = buffers <= MOST_BUFFERS
    return Figure(row, f"<= {MOST_BUFFERS} buffers", f"{buffers} buffers ({size})", held)


def _buffers(deps: Deps, database: psycopg.Connection) -> int:
    """Of every statement that one look round runs, planned as the clock's long-lived session does."""
    said: list[tuple[str, Any]] = []

    def hear(_c: Any, _cursor: Any, statement: str, given: Any, _x: Any, _many: bool) -> None:
        said.append((statement, given))

    event.listen(deps.engine, "before_cursor_execute", hear)
    look(deps)
    event.remove(deps.engine, "before_cursor_execute", hear)
    return sum(_explained(database, statement, given) for statement, given in said)


def _explained(database: psycopg.Connection, statement: str, given: Any) -> int:
    query = f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {statement}".encode()
    row = database.execute(query, given or None).fetchone()
    assert row is not None
    plan = row[0][0]["Plan"]
    return int(plan["Shared Hit Blocks"]) + int(plan["Shared Read Blocks"])
