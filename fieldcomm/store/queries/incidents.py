"""Incidents and what was said about them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Session

_COLUMNS = (
    "SELECT id, title, happened, why, state, author, opened_at, shown_from, first_next_by,"
    " next_by, next_step_at, task_id, resolved_at FROM incidents"
)
_READ = text(_COLUMNS + " WHERE id = :id")
_LOCK = text(_COLUMNS + " WHERE id = :id FOR UPDATE")
_LATEST = text(_COLUMNS + " ORDER BY id DESC LIMIT :n")
_DUE = text(
    _COLUMNS + " WHERE next_step_at <= :now ORDER BY next_step_at, id LIMIT 50"
    " FOR UPDATE SKIP LOCKED"
)
# Open ones, and those of late. What could still be taken back is not shown yet.
_PUBLIC = text(
    _COLUMNS + " WHERE state <> 'withdrawn' AND shown_from <= :machine"
    " AND (state = 'open' OR opened_at > :since OR resolved_at > :since)"
    " ORDER BY opened_at DESC, id DESC LIMIT 30"
)
_UPDATES = text(
    "SELECT id, incident_id, kind, words, next_by, author, at FROM incident_updates"
    " WHERE incident_id = ANY(:ids) AND NOT withdrawn"
    " AND (CAST(:machine AS timestamptz) IS NULL OR shown_from <= :machine) ORDER BY at DESC, id DESC"
)
_BROADCASTS = text(
    "SELECT id, state, created_at FROM broadcasts WHERE incident_id = :id ORDER BY id DESC"
)
_INSERT = text(
    "INSERT INTO incidents (title, happened, why, state, author, opened_at, shown_from,"
    " first_next_by, next_by, next_step_at) VALUES (:title, :happened, :why, 'open', :by, :now,"
    " :shown_from, :next_by, :next_by, :next_step_at) RETURNING id"
)
_ADD = text(
    "INSERT INTO incident_updates (incident_id, kind, words, next_by, author, at, shown_from)"
    " VALUES (:incident_id, :kind, :words, :next_by, :by, :now, :shown_from) RETURNING id"
)
_CHANGE = text(
    "UPDATE incidents SET state = :state, resolved_at = :resolved_at, next_by = :next_by,"
    " next_step_at = :next_step_at, task_id = NULL WHERE id = :id"
)
_STEP = text("UPDATE incidents SET next_step_at = :at WHERE id = :id")
_TASK = text("INSERT INTO tasks (kind, words, opened_at) VALUES (:kind, :words, :now) RETURNING id")
_OF_TASK = text("UPDATE incidents SET task_id = :task WHERE id = :id")
_REWORD = text(
    "UPDATE tasks SET kind = :kind, words = :words WHERE id = :id AND settled_at IS NULL RETURNING id"
)
_SETTLE = text(
    "UPDATE tasks SET settled_at = :now, settled_by = :by WHERE id = :id AND settled_at IS NULL"
)


def read(session: Session, id_: int, *, lock: bool = False) -> Any:
    return session.execute(_LOCK if lock else _READ, {"id": id_}).one_or_none()


def latest(session: Session, n: int) -> Sequence[Any]:
    return session.execute(_LATEST, {"n": n}).all()


def due(session: Session, now: datetime) -> Sequence[Any]:
    return session.execute(_DUE, {"now": now}).all()


def public(session: Session, machine: datetime, since: datetime) -> Sequence[Any]:
    return session.execute(_PUBLIC, {"machine": machine, "since": since}).all()


def updates_of(
    session: Session, ids: Sequence[int], machine: datetime | None = None
) -> Sequence[Any]:
    """The latest first. `machine`: only what the public sees by then."""
    return session.execute(_UPDATES, {"ids": list(ids), "machine": machine}).all()


def broadcasts_of(session: Session, id_: int) -> Sequence[Any]:
    return session.execute(_BROADCASTS, {"id": id_}).all()


def insert(session: Session, **columns: Any) -> int:
    made: int = session.scalar(_INSERT, columns)
    return made


def add_update(session: Session, **columns: Any) -> int:
    made: int = session.scalar(_ADD, columns)
    return made


def change(session: Session, id_: int, **columns: Any) -> None:
    session.execute(_CHANGE, {"id": id_, **columns})


def step(session: Session, id_: int, at: datetime | None) -> None:
    session.execute(_STEP, {"id": id_, "at": at})


def remind(session: Session, row: Any, kind: str, words: str, now: datetime) -> None:
    """One task of the incident on the board: reworded while it stands, else a new one."""
    given = {"kind": kind, "words": words, "now": now}
    if row.task_id and session.execute(_REWORD, {"id": row.task_id, **given}).first():
        return
    task = session.scalar(_TASK, given)
    session.execute(_OF_TASK, {"id": row.id, "task": task})


def settle_reminder(session: Session, row: Any, now: datetime, by: str) -> None:
    if row.task_id:
        session.execute(_SETTLE, {"id": row.task_id, "now": now, "by": by})
