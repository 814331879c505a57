"""Sizes: bytes a row with its indexes, and WAL, of one wave of check-ins sent and reported; for docs/scale.md.

Packed by VACUUM FULL, which is the least they can be; `messages` is printed unpacked as well.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any, cast

import psycopg
import structlog

from bench.figures import Figure
from bench.ground import OURS, Ground, deps_of, environment, seconds
from bench.texts import BODY
from bench.town import people_town, phone
from fieldcomm.messaging.gateway import Outgoing, ProviderMessage
from fieldcomm.services.deps import Deps
from fieldcomm.services.read_inbox import read_inbox
from fieldcomm.services.receive import receive_delivery, receive_text
from fieldcomm.services.record_delivery import record_deliveries
from fieldcomm.services.run_check_ins import run_check_ins
from fieldcomm.services.send_outbox import send_outbox

JOBS = 10_000
OPEN_JOBS = ("customers", "contacts", "jobs", "phones", "promises")
CHECK_INS = ("messages", "deliveries", "attempts", "promises", "once", "tasks", "events")
REPORTS = ("sent", "delivered")
_WAL = "SELECT pg_current_wal_insert_lsn() - '0/0'::pg_lsn"
_SIZE = "SELECT count(*), pg_table_size('{0}'), pg_indexes_size('{0}') FROM {0}"


@dataclass(frozen=True, slots=True)
class Size:
    """Of a table; bytes."""

    rows: int
    table: int
    indexes: int

    @property
    def total(self) -> int:
        return self.table + self.indexes

    def __str__(self) -> str:
        table, indexes = self.table / self.rows, self.indexes / self.rows
        each = self.total / self.rows
        return f"{table:,.0f} + {indexes:,.0f} = {each:,.0f} bytes a row, {self.rows:,} rows"


def measure(ground: Ground) -> Iterator[Figure]:
    jobs = JOBS // 10 if ground.quick else JOBS
    # Every text is logged several times, which would drown the figures.
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    with ground.database("bench_sizes") as url:
        people_town(url, jobs)
        provider, known = _Provider(), dict[str, Size]()
        deps = replace(deps_of(environment(url, None)), gateway=cast(Any, provider))
        with psycopg.connect(url, autocommit=True) as database:
            yield from _sized(database, known, "Open jobs", jobs, OPEN_JOBS)
            yield from _worked(database, deps, provider, jobs)
            yield Figure("Size, messages unpacked", "printed", str(_size(database, "messages")))
            yield from _sized(database, known, "Check-ins", jobs, CHECK_INS)
            for n in range(jobs // 10):
                receive_text(deps, sid=f"SM{n:032x}", phone=phone(n), params={"Body": BODY})
            while read_inbox(deps):
                pass
            yield from _sized(
                database, known, "Texts in", jobs // 10, ("inbox", "messages", "events")
            )
        deps.engine.dispose()


def _worked(
    database: psycopg.Connection, deps: Deps, provider: _Provider, jobs: int
) -> Iterator[Figure]:
    """One wave from its slot to the last report; WAL by what is done."""
    together = 0
    for what, work in (
        ("decided", lambda: _until_done(run_check_ins, deps)),
        ("sent", lambda: _until_done(send_outbox, deps)),
        ("reports taken", lambda: provider.report(deps)),
        ("reports recorded", lambda: _until_done(record_deliveries, deps)),
    ):
        before, began = _number(database, _WAL), seconds()
        work()
        took = seconds() - began
        each = (_number(database, _WAL) - before) // jobs
        together += each
        yield Figure(f"WAL, {what}", "printed", f"{each:,} bytes a check-in, {jobs / took:,.0f}/s")
    yield Figure("WAL, together", "printed", f"{together:,} bytes a check-in")


def _sized(
    database: psycopg.Connection,
    known: dict[str, Size],
    what: str,
    n: int,
    tables: tuple[str, ...],
) -> Iterator[Figure]:
    """Each table packed, and how much all of them have grown by for each of the `n`."""
    together = -sum(known[table].total for table in tables if table in known)
    for table in tables:
        database.execute(f"VACUUM (FULL, ANALYZE) {table}".encode())
        size = _size(database, table)
        together += size.total
        known[table] = size
        if size.rows:
            yield Figure(f"Size, {table}", "printed", str(size))
    said = f"{together / n:,.0f} bytes each, {', '.join(tables)}"
    yield Figure(f"{what} together", "printed", said)


def _size(database: psycopg.Connection, table: str) -> Size:
    row = database.execute(_SIZE.format(table).encode()).fetchone()
    assert row is not None
    return Size(*row)


def _number(database: psycopg.Connection, statement: str) -> int:
    row = database.execute(statement.encode()).fetchone()
    assert row is not None
    return int(row[0])


def _until_done(work: Callable[[Deps], bool], deps: Deps) -> None:
    while work(deps):
        pass


class _Provider:
    """Takes every text at once, in memory; reports on them when told to."""

    def __init__(self) -> None:
        self._taken: list[tuple[str, str]] = []

    def send(self, text: Outgoing, _still_ours: Callable[[], bool]) -> ProviderMessage:
        sid = f"SM{len(self._taken) + 1:030x}ff"
        self._taken.append((sid, (text.status_callback or "").rsplit("/", 1)[-1]))
        return ProviderMessage(
            sid, "outbound-api", OURS, text.to, text.body, "queued", None, 1, None, None
        )

    def report(self, deps: Deps) -> None:
        for sid, token in self._taken:
            for status in REPORTS:
                told = {"MessageSid": sid, "MessageStatus": status}
                receive_delivery(deps, sid=sid, token=token, params=told)
