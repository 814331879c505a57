"""Board: its first page with 10,000 open jobs and 5 million old messages, by how much that is more
than with 50,000, and "anything new?".

All but the thirty open boards are asked through Flask's client, in this process.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import psycopg
from flask.testing import FlaskClient

from bench.figures import Figure, Growth, percentile
from bench.ground import Ground, deps_of, environment, gunicorn, seconds
from bench.old_messages import add_old
from bench.open_boards import Watch, open_boards
from bench.statements import buffers, heard
from bench.town import NOW, people_town
from fieldcomm.services.deps import Deps
from fieldcomm.services.sessions import open_session
from fieldcomm.services.unit import unit
from fieldcomm.web import make_web

MOST_QUERIES = 6
JOBS = 10_000
FEW, MOST = 5, 500  # old messages of each job
BOARDS = 30
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


@dataclass(frozen=True, slots=True)
class Page:
    """The first one, asked for as a browser does."""

    queries: int
    buffers: int
    median: float  # milliseconds
    best: float


def measure(ground: Ground) -> Iterator[Figure]:
    few, most = (1, 20) if ground.quick else (FEW, MOST)
    with ground.database("bench_board") as url, psycopg.connect(url, autocommit=True) as database:
        people_town(url, JOBS)
        _live_a_while(database)
        deps = deps_of(environment(url, None))
        browser = _signed_in(deps)
        _grow(database, range(few))
        before = _first_page(deps, database, browser)
        _grow(database, range(few, most))
        after = _first_page(deps, database, browser)
        size = f"{JOBS:,} jobs, {JOBS * most:,} messages"
        yield Figure("Board, first page", f"<= {MOST_QUERIES} queries", f"{after.queries} queries ({size})", after.queries <= MOST_QUERIES)  # fmt: skip
        yield from _grown(before, after, f"{JOBS * few:,} -> {JOBS * most:,} messages")
        yield from _timed(browser)
        yield _thirty_open(ground, deps, url)
        deps.engine.dispose()


def _signed_in(deps: Deps) -> FlaskClient:
    """Flask's client: pages are made in this very process, without gunicorn and a network."""
    with unit(deps) as work:
        token = open_session(work, 1)
    browser = make_web(deps).test_client()
    browser.set_cookie("fieldcomm", token)
    return browser


def _first_page(deps: Deps, database: psycopg.Connection, browser: FlaskClient) -> Page:
    took = _took(30, lambda: browser.get("/"))
    with heard(deps) as said:
        browser.get("/")
    return Page(len(said), buffers(database, said), statistics.median(took), min(took))


def _grown(before: Page, after: Page, sizes: str) -> Iterator[Figure]:
    queries = Growth(before.queries, after.queries, "queries")
    yield queries.figure("Board, growth in queries", sizes, most=1)
    touched = Growth(before.buffers, after.buffers, "buffers")
    yield touched.figure("Board, growth in buffers", sizes)
    said = (
        f"median {before.median:.1f} -> {after.median:.1f} ms, "
        f"best {before.best:.1f} -> {after.best:.1f} ms ({sizes})"
    )
    yield Figure("Board, growth in time", "printed", said)


def _timed(browser: FlaskClient) -> Iterator[Figure]:
    for path in ("/", "/?owner=me&risk=calm", "/?page=150"):
        said = _said(30, lambda p=path: browser.get(p))  # type: ignore[misc]
        yield Figure(f"Board, {path}", "<= 60 ms, printed", said)
    asks = {"X-Asks": "version", "If-None-Match": browser.get("/version").headers["ETag"]}
    assert browser.get("/version", headers=asks).status_code == 304
    said = _said(200, lambda: browser.get("/version", headers=asks))
    yield Figure("Anything new? 304", "<= 2 ms, printed", said)
    parts = _said(30, lambda: browser.get("/", headers={"X-Asks": "parts"}))
    yield Figure("Board, parts of one reading", "printed", parts)


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


def _live_a_while(database: psycopg.Connection) -> None:
    database.execute(_KEPT)
    for statement in (_OWED, _VISITS, _TASKS):
        database.execute(statement, {"now": NOW})


def _grow(database: psycopg.Connection, batches: range) -> None:
    add_old(database, batches)
    database.execute("VACUUM (ANALYZE)")


def _said(times: int, work: Callable[[], object]) -> str:
    """CPU is this process's own, without PostgreSQL's: what is left of it on a machine that others
    use as well."""
    worked = time.process_time()
    took = _took(times, work)
    worked = (time.process_time() - worked) * 1000 / (times + 1)
    return f"median {statistics.median(took):.1f} ms, best {min(took):.1f} ms, CPU {worked:.1f} ms"


def _took(times: int, work: Callable[[], object]) -> list[float]:
    """Milliseconds each, after a first that is not counted."""
    work()
    took = []
    for _ in range(times):
        began = seconds()
        work()
        took.append((seconds() - began) * 1000)
    return took
