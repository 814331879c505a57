"""Write rows in bulk: what a batch of decisions has come to, in a constant number of statements."""

from __future__ import annotations

# ruff: noqa: S608  what is pasted in are names of our own tables and columns
import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any

from psycopg.types.json import Jsonb
from sqlalchemy import Table, insert, text
from sqlalchemy.dialects import postgresql
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Session

from fieldcomm.domain.snapshot import PhoneView
from fieldcomm.store.models import (
    Base,
    Consent,
    Event,
    Job,
    Message,
    Phone,
    Promise,
    Task,
    TrackingLink,
    Update,
    Visit,
)
from fieldcomm.store.queries.snapshots import PHONE_COLUMNS, phone_view

_DIALECT = postgresql.dialect()  # type: ignore[no-untyped-call]
COPY_FROM = 20  # rows; below this COPY's extra round trips cost more than they save

_USE = text(
    "INSERT INTO once (key, at) SELECT k, :now FROM unnest(CAST(:keys AS text[])) AS k ORDER BY k"
    " ON CONFLICT DO NOTHING RETURNING key"
)
_SUPPRESS = text(
    "UPDATE messages SET state = 'suppressed', why = :why, not_before = NULL, hold_until = NULL"
    " WHERE phone = :phone AND direction = 'out' AND state IN ('held', 'queued')"
    " AND (CAST(:moments AS text[]) IS NULL OR moment = ANY(:moments))"
)
_CROSSED = text(
    "UPDATE messages SET crossed = true WHERE phone = :phone AND direction = 'out'"
    " AND state IN ('attempting', 'accepted', 'unknown')"
)
_TAKE_BACK = text(
    "UPDATE messages SET state = 'suppressed', why = :why, not_before = NULL, hold_until = NULL"
    " WHERE once_key = :once AND state IN ('held', 'queued')"
)


@dataclass
class Rows:
    """New rows as column dicts; changes as id -> columns."""

    messages: list[dict[str, Any]] = field(default_factory=list)
    promises: list[dict[str, Any]] = field(default_factory=list)
    visits: list[dict[str, Any]] = field(default_factory=list)
    events: list[dict[str, Any]] = field(default_factory=list)
    tasks: list[dict[str, Any]] = field(default_factory=list)
    updates: list[dict[str, Any]] = field(default_factory=list)
    consents: list[dict[str, Any]] = field(default_factory=list)
    links: list[dict[str, Any]] = field(default_factory=list)
    job_changes: dict[int, dict[str, Any]] = field(default_factory=lambda: defaultdict(dict))
    visit_changes: dict[int, dict[str, Any]] = field(default_factory=lambda: defaultdict(dict))
    promise_changes: dict[int, dict[str, Any]] = field(default_factory=lambda: defaultdict(dict))
    phone_changes: dict[str, dict[str, Any]] = field(default_factory=lambda: defaultdict(dict))
    task_steps: list[dict[str, Any]] = field(default_factory=list)
    task_settled: list[dict[str, Any]] = field(default_factory=list)

    def change_phone(self, phone: str, fields: Mapping[str, Any]) -> None:
        self.phone_changes[phone].update(fields)


def use_once_keys(session: Session, keys: Sequence[str], now: datetime) -> set[str]:
    """The keys of these that had not been used; they are used now. Order avoids deadlocks."""
    if not keys:
        return set()
    return set(session.scalars(_USE, {"keys": sorted(set(keys)), "now": now}))


def next_ids(session: Session, table: str, count: int) -> list[int]:
    sequence = f"{table}_id_seq"
    query = text("SELECT nextval(CAST(:s AS regclass)) FROM generate_series(1, :n)")
    return sorted(session.scalars(query, {"s": sequence, "n": count}), reverse=True)


def read_recipients(session: Session, phones: Sequence[str]) -> dict[str, PhoneView]:
    query = text(f"SELECT {PHONE_COLUMNS} FROM phones WHERE phone = ANY(:p)")
    return {row[0]: phone_view(row) for row in session.execute(query, {"p": list(phones)})}


def suppress_queued(session: Session, phone: str, why: str, moments: Sequence[str] | None) -> None:
    """Take back what has not left; what is with the provider is marked as crossed."""
    given = {"phone": phone, "why": why, "moments": list(moments) if moments else None}
    session.execute(_SUPPRESS, given)
    if moments is None:
        session.execute(_CROSSED, {"phone": phone})


def take_back(session: Session, once: str, why: str) -> None:
    session.execute(_TAKE_BACK, {"once": once, "why": why})


def write(session: Session, rows: Rows) -> None:
    """Everything at once. Phones in order, so that two batches never wait for each other in a ring."""
    _insert(session, Visit, rows.visits)
    _insert(session, Promise, rows.promises)
    _insert(session, Message, rows.messages)
    _insert(session, Event, rows.events)
    _insert(session, Task, rows.tasks)
    _insert(session, Update, rows.updates)
    _insert(session, Consent, rows.consents)
    _insert(session, TrackingLink, rows.links)
    _change(session, Job, rows.job_changes)
    _change(session, Visit, rows.visit_changes)
    _change(session, Promise, rows.promise_changes)
    _change(session, Phone, rows.phone_changes)
    if rows.task_steps:
        session.execute(
            text("UPDATE tasks SET step = :step, next_step_at = :at WHERE id = :b_id"),
            rows.task_steps,
        )
    if rows.task_settled:
        session.execute(
            text(
                "UPDATE tasks SET settled_at = :at, settled_by = :by, next_step_at = NULL"
                " WHERE id = :b_id AND settled_at IS NULL"
            ),
            rows.task_settled,
        )


def _insert(session: Session, model: type[Base], rows: list[dict[str, Any]]) -> None:
    if not rows:
        return
    table: Any = model.__table__
    if len(rows) < COPY_FROM:
        for group in _alike(rows):
            session.execute(insert(table), group)
        return
    for group in _alike(rows):
        _copy(session, table, group)


def _alike(rows: list[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """Rows grouped by the columns they set, so that the others get their defaults."""
    groups: dict[tuple[str, ...], list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        groups[tuple(row)].append(row)
    return list(groups.values())


def _copy(session: Session, table: Table, rows: list[dict[str, Any]]) -> None:
    names = list(rows[0])
    as_json = [_is_json(table, name) for name in names]
    columns = ", ".join(f'"{name}"' for name in names)
    cursor = session.connection().connection.cursor()
    with cursor.copy(f"COPY {table.name} ({columns}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(
                [
                    _json(row[name]) if is_json else row[name]
                    for name, is_json in zip(names, as_json, strict=True)
                ]
            )


def _change(session: Session, model: type[Base], changes: Mapping[Any, dict[str, Any]]) -> None:
    if not changes:
        return
    table: Any = model.__table__
    key = next(iter(table.primary_key.columns))
    groups: dict[tuple[str, ...], list[dict[str, Any]]] = defaultdict(list)
    for id_ in sorted(changes):
        fields = changes[id_]
        if fields:
            groups[tuple(sorted(fields))].append({"b_key": id_, **fields})
    for names, group in groups.items():
        _update(session, table, key.name, names, group)


def _update(
    session: Session, table: Any, key: str, names: Sequence[str], rows: list[dict[str, Any]]
) -> None:
    """One statement for all: `rows` hold `b_key` and the columns `names`."""
    statement = _update_statement(table, key, tuple(names))
    given = json.dumps(
        [[row["b_key"], *(row[name] for name in names)] for row in rows], default=str
    )
    session.connection().connection.cursor().execute(statement, [given])


@cache
def _update_statement(table: Table, key: str, names: tuple[str, ...]) -> bytes:
    # One JSON value for all: five times as quick to write out as an array a column.
    set_to = ", ".join(f'"{name}" = {_taken(table, name, n)}' for n, name in enumerate(names, 1))
    return (
        f"UPDATE {table.name} t SET {set_to} FROM jsonb_array_elements(%s::jsonb) AS v"
        f' WHERE t."{key}" = {_taken(table, key, 0)}'
    ).encode()


def _taken(table: Table, name: str, n: int) -> str:
    """The n-th element of a row as its column's type; JSON null is null."""
    if _is_json(table, name):
        return f"nullif(v -> {n}, 'null')"
    return f"(v ->> {n})::{table.c[name].type.compile(dialect=_DIALECT)}"


def _is_json(table: Table, name: str) -> bool:
    return isinstance(table.c[name].type, JSONB)


def _json(value: Any) -> Any:
    return None if value is None else Jsonb(value)
