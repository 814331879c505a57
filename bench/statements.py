"""What a piece of work asks of PostgreSQL: which statements, and how many buffers they touch."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import psycopg
from sqlalchemy import event

from fieldcomm.services.deps import Deps
from fieldcomm.store.engine import straight

Statement = tuple[str, Any]


@contextmanager
def heard(deps: Deps) -> Iterator[list[Statement]]:
    """Every statement and what was given with it, of transactions and of single ones."""
    said: list[Statement] = []

    def hear(_c: Any, _cursor: Any, statement: str, given: Any, _x: Any, _many: bool) -> None:
        said.append((statement, given))

    with ExitStack() as ends:
        for engine in (deps.engine, straight(deps.engine)):
            event.listen(engine, "before_cursor_execute", hear)
            ends.callback(event.remove, engine, "before_cursor_execute", hear)
        yield said


def buffers(database: psycopg.Connection, said: list[Statement]) -> int:
    """Of all of them, planned as a long-lived session does, and taken back."""
    with database.transaction(force_rollback=True):
        return sum(_explained(database, *one) for one in said)


def _explained(database: psycopg.Connection, statement: str, given: Any) -> int:
    query = f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {statement}".encode()
    row = database.execute(query, given or None).fetchone()
    assert row is not None
    plan = row[0][0]["Plan"]
    return int(plan["Shared Hit Blocks"]) + int(plan["Shared Read Blocks"])
