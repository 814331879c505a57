"""Board: its first page with 10,000 open jobs and 5 million old messages, and "anything new?"."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator
from typing import Any

import psycopg
from sqlalchemy import event

from bench.figures import Figure, percentile
from bench.ground import Ground, deps_of, environment, gunicorn, seconds
from bench.open_boards import Watch, open_boards
from bench.town import NOW, people_town
from fieldcomm.services.deps import Deps
from fieldcomm.services.sessions import open_session
from fieldcomm.services.unit import unit
from fieldcomm.store.engine import straight
from fieldcomm.web import make_web

MOST_QUERIES = 6
JOBS = 10_000
BOARDS = 30
_OLD = """
INSERT INTO messages (direction, state, phone, job_id, moment, body, segments, priority, provider_sid,
  created_at, sent_at, accepted_at)
SELECT 'out', 'delivered', phone, j.id, 'check_in', 'Nothing new, and we have not forgotten you.', 1,
  5, 'SM' || lpad(to_hex(%(batch)s::bigint * 1000000 + j.id), 32, '0'), %(at)s, %(at)s, %(at)s
FROM jobs j JOIN contacts c ON c.id = j.contact_id
"""
_KEPT = """
INSERT INTO promises (kind, job_id, phone, words, due_at, created_at, stepped_to, state, settled_at)
SELECT 'check_in', job_id, phone, words, due_at, created_at, stepped_to, 'kept', due_at
FROM promises, generate_series(1, 20) WHERE state = 'open'
"""
# A third is owed a person's word, half has a visit before it, a tenth a task.
_OWED = """
INSERT INTO promises (kind, job_id, phone, owner_user_id, words, due_at, created_at, stepped_to)
SELECT (ARRAY['callback', 'reply'])[1 + j.id %% 2], j.id, phone, 1, 'We will call you',
  %(now)s + (j.id - 300) * interval '1 minute', %(now)s, %(now)s
FROM jobs j JOIN contacts c ON c.id = j.contact_id WHERE j.id %% 3 = 0
"""
_VISITS = """
INSERT INTO visits (job_id, kind, window_from, window_to, status, created_at, stepped_to)
SELECT id, 'repair', %(now)s + id * interval '2 minutes', %(now)s + (id + 60) * interval '2 minutes',
  (ARRAY['proposed', 'accepted', 'confirmed'])[1 + id %% 3], %(now)s, %(now)s FROM jobs WHERE id %% 2 = 0
"""
_TASKS = """
INSERT INTO tasks (kind, job_id, phone, words, opened_at)
SELECT (ARRAY['read_text', 'call_list'])[1 + j.id / 10 %% 2], j.id, phone, 'is it safe?', %(now)s
FROM jobs j JOIN contacts c ON c.id = j.contact_id WHERE j.id %% 10 = 0
"""


def measure(ground: Ground) -> Iterator[Figure]:
    batches = 20 if ground.quick else 500
    with ground.database("bench_board") as url:
        people_town(url, JOBS)
        _live_a_while(url, batches)
        deps = deps_of(environment(url, None))
        with unit(deps) as work:
            token = open_session(work, 1)
        browser = make_web(deps).test_client()
        browser.set_cookie("fieldcomm", token)
        size = f"{JOBS:,} jobs, {JOBS * batches:,} messages"
        queries = _counted(deps.engine, lambda: browser.get("/"))
        yield Figure("Board, first page", f"<= {MOST_QUERIES} queries", f"{queries} queries ({size})", queries <= MOST_QUERIES)  # fmt: skip
        for path in ("/", "/?owner=me&risk=calm", "/?page=150"):
            yield Figure(f"Board, {path}", "<= 60 ms, printed", _said(30, lambda p=path: browser.get(p)))  # type: ignore[misc]  # fmt: skip
        asks = {"X-Asks": "version", "If-None-Match": browser.get("/version").headers["ETag"]}
        assert browser.get("/version", headers=asks).status_code == 304
        said = _said(200, lambda: browser.get("/version", headers=asks))
        yield Figure("Anything new? 304", "<= 2 ms, printed", said)
        parts = _said(30, lambda: browser.get("/", headers={"X-Asks": "parts"}))
        yield Figure("Board, parts of one reading", "printed", parts)
        yield _thirty_open(ground, deps, url)
        deps.engine.dispose()


def _thirty_open(ground: Ground, deps: Deps, url: str) -> Figure:
    """A change every second on a job that all thirty show, through gunicorn on this same machine."""
    tokens = []
    for n in range(BOARDS):
        with unit(deps) as work:
            tokens.append(open_session(work, 1 + n % 2))
    env, watch, made = environment(url, ground.redis_url), Watch(), {}
    with gunicorn("wsgi:app", env, ground.folder / "boards.log") as web:
        boards = open_boards(web, tokens, watch)
        time.sleep(3)
        with psycopg.connect(url, autocommit=True) as database:
            for n in range(10 if ground.quick else 60):
                database.execute("UPDATE jobs SET summary = %s WHERE id = 3", (f"Change {n}",))
                made[n] = seconds()
                time.sleep(1)
        time.sleep(3)
        watch.over.set()
        for board in boards:
            board.join(30)
    delays = watch.delays(made)
    return Figure(
        f"{BOARDS} open boards",
        "a change seen <= 2 s, printed",
        f"median {statistics.median(delays):.2f} s, p99 {percentile(delays, 0.99):.2f} s, "
        f"longest {max(delays):.2f} s of {len(delays)}; {dict(watch.answers)}",
    )


def _live_a_while(url: str, batches: int) -> None:
    with psycopg.connect(url, autocommit=True) as database:
        database.execute("SET synchronous_commit = off")
        database.execute(_KEPT)
        for statement in (_OWED, _VISITS, _TASKS):
            database.execute(statement, {"now": NOW})
        for batch in range(batches):
            database.execute(_OLD, {"batch": batch, "at": NOW.replace(day=1)})
        database.execute("VACUUM (ANALYZE)")


def _counted(engine: Any, work: Callable[[], object]) -> int:
    said: list[str] = []

    def hear(_c: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        said.append(statement)

    for one in (engine, straight(engine)):
        event.listen(one, "before_cursor_execute", hear)
    work()
    for one in (engine, straight(engine)):
        event.remove(one, "before_cursor_execute", hear)
    return len(said)


def _said(times: int, work: Callable[[], object]) -> str:
    """CPU is the web process's own: what is left of it on a machine that others use as well."""
    work()
    took = []
    worked = time.process_time()
    for _ in range(times):
        began = seconds()
        work()
        took.append((seconds() - began) * 1000)
    worked = (time.process_time() - worked) * 1000 / times
    return f"median {statistics.median(took):.1f} ms, best {min(took):.1f} ms, CPU {worked:.1f} ms"
