"""Deeds: remembered, looked at again, and taken back."""

from __future__ import annotations

# ruff: noqa: S608  what is pasted in are names of our own tables and columns
import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Session

from fieldcomm.domain.effects import SuppressQueued, TakeBack

_INSERT = text(
    "INSERT INTO deeds (key, what, user_id, actor, at, undo_until) VALUES (:key, :what, :user_id,"
    " :actor, :at, :undo_until) ON CONFLICT (key) DO NOTHING RETURNING id"
)
_OF_KEY = text("SELECT id FROM deeds WHERE key = :key")
_GO_ON = text("SELECT undo_until, changes FROM deeds WHERE id = :id FOR UPDATE")
_SAVE = text("UPDATE deeds SET changes = CAST(:changes AS jsonb) WHERE id = :id")
_READ = text(
    "SELECT id, what, user_id, actor, at, undo_until, undone_at, undone_by, changes FROM deeds"
    " WHERE id = :id FOR UPDATE"
)
_UNDONE = text("UPDATE deeds SET undone_at = :at, undone_by = :by WHERE id = :id")
_STILL_OURS = text(
    "SELECT id FROM messages WHERE direction = 'out' AND state IN ('held', 'queued')"
    " AND (CAST(:phone AS text) IS NULL OR phone = :phone)"
    " AND (CAST(:once AS text) IS NULL OR once_key = :once)"
    " AND (CAST(:moments AS text[]) IS NULL OR moment = ANY(:moments))"
)
_KEYS = {"phones": "phone", "tracking_links": "token_hash"}  # the others have an id


def insert_deed(session: Session, **columns: Any) -> int | None:
    """Its id; None where the key is taken."""
    found: int | None = session.scalar(_INSERT, columns)
    return found


def deed_of_key(session: Session, key: str) -> int:
    return int(session.scalar(_OF_KEY, {"key": key}) or 0)


def deed_to_go_on(session: Session, id_: int) -> tuple[datetime, dict[str, Any]]:
    row = session.execute(_GO_ON, {"id": id_}).one()
    return row.undo_until, row.changes


def save_changes(session: Session, id_: int, changes: dict[str, Any]) -> None:
    session.execute(_SAVE, {"id": id_, "changes": json.dumps(changes)})


def read_deed(session: Session, id_: int) -> Any:
    """Locked, so that two clicks on Undo are one; None: there is no such deed."""
    return session.execute(_READ, {"id": id_}).one_or_none()


def mark_undone(session: Session, id_: int, at: datetime, by: str) -> None:
    session.execute(_UNDONE, {"id": id_, "at": at, "by": by})


def still_ours(session: Session, effect: SuppressQueued | TakeBack) -> list[int]:
    """The texts an effect is about to take back."""
    given: dict[str, Any] = {"phone": None, "once": None, "moments": None}
    if isinstance(effect, SuppressQueued):
        given["phone"] = effect.phone
        given["moments"] = list(effect.moments) if effect.moments else None
    else:
        given["once"] = effect.once
    return list(session.scalars(_STILL_OURS, given))


def read_as_json(session: Session, table: str, keys: Sequence[str]) -> dict[str, dict[str, Any]]:
    """Rows by key, every column as JSON holds it."""
    if not keys:
        return {}
    key = _KEYS.get(table, "id")
    query = text(
        f"SELECT CAST({key} AS text) AS key, to_jsonb(t) AS row FROM {table} t"
        f" WHERE {key} = ANY(CAST(:keys AS {'text' if key != 'id' else 'bigint'}[]))"
    )
    return {row.key: row.row for row in session.execute(query, {"keys": list(keys)})}


def restore(session: Session, table: str, key: str, columns: dict[str, Any]) -> None:
    """Put columns of one row back to what `read_as_json` read."""
    name = _KEYS.get(table, "id")
    set_to = ", ".join(f'"{column}" = r."{column}"' for column in sorted(columns))
    query = text(
        f"UPDATE {table} t SET {set_to}"
        f" FROM jsonb_populate_record(CAST(NULL AS {table}), CAST(:columns AS jsonb)) r"
        f" WHERE CAST(t.{name} AS text) = :key"
    )
    session.execute(query, {"columns": json.dumps(columns), "key": key})


_LEFT = text(
    "SELECT count(*) FROM messages WHERE id = ANY(:ids) AND state NOT IN ('held', 'queued', 'suppressed')"
)
# How a row that was new is made as good as never written. Rows stay: they carry history.
_UNMAKE = {
    "messages": "UPDATE messages SET state = 'suppressed', why = 'taken back', not_before = NULL,"
    " hold_until = NULL WHERE id = ANY(:ids) AND state IN ('held', 'queued')",
    "promises": "UPDATE promises SET state = 'released', cause = 'taken back', settled_at = :now,"
    " next_step_at = NULL, version = version + 1 WHERE id = ANY(:ids) AND state = 'open'",
    "visits": "UPDATE visits SET status = 'cancelled', next_step_at = NULL, version = version + 1"
    " WHERE id = ANY(:ids)",
    "tasks": "UPDATE tasks SET settled_at = :now, settled_by = :by, next_step_at = NULL"
    " WHERE id = ANY(:ids) AND settled_at IS NULL",
    "updates": "UPDATE updates SET state = 'withdrawn', released_at = NULL WHERE id = ANY(:ids)",
    "gestures": "DELETE FROM gestures WHERE id = ANY(:ids)",
    "days_off": "DELETE FROM days_off WHERE id = ANY(:ids)",
    "jobs": "UPDATE jobs SET status = 'cancelled', closed_at = :now WHERE id = ANY(:ids)"
    " AND closed_at IS NULL",
    "contacts": "DELETE FROM contacts k WHERE id = ANY(:ids)"
    " AND NOT EXISTS (SELECT 1 FROM jobs WHERE contact_id = k.id)",
    "incident_updates": "UPDATE incident_updates SET withdrawn = true WHERE id = ANY(:ids)",
    "incidents": "UPDATE incidents SET state = 'withdrawn', resolved_at = NULL,"
    " next_step_at = NULL WHERE id = ANY(:ids)",
}
_KEYS_FREE = text("DELETE FROM once WHERE key = ANY(:keys)")
_JOBS_OF = text(
    "SELECT DISTINCT job_id FROM (SELECT job_id FROM messages WHERE id = ANY(:messages)"
    " UNION SELECT job_id FROM promises WHERE id = ANY(:promises)"
    " UNION SELECT job_id FROM visits WHERE id = ANY(:visits)"
    " UNION SELECT id FROM jobs WHERE id = ANY(:jobs)"
    " UNION SELECT job_id FROM tasks WHERE id = ANY(:tasks)"
    " UNION SELECT job_id FROM updates WHERE id = ANY(:updates)) j WHERE job_id IS NOT NULL"
)
_PHONES_OF = text(
    "SELECT DISTINCT k.phone FROM jobs j JOIN contacts k ON k.id = j.contact_id WHERE j.id = ANY(:ids)"
)

_PHONES_OF_CONTACTS = text("SELECT phone FROM contacts WHERE id = ANY(:ids)")


def texts_that_left(session: Session, ids: list[int]) -> int:
    return session.scalar(_LEFT, {"ids": ids}) or 0


def unmake(session: Session, table: str, ids: list[int], now: datetime, by: str) -> None:
    session.execute(text(_UNMAKE[table]), {"ids": ids, "now": now, "by": by})


def free_keys(session: Session, keys: list[str]) -> None:
    """Nothing happened under them that anybody outside could have seen."""
    session.execute(_KEYS_FREE, {"keys": keys})


def jobs_touched(session: Session, ids: dict[str, list[int]]) -> list[int]:
    tables = ("messages", "promises", "visits", "jobs", "tasks", "updates")
    given = {table: ids.get(table, []) for table in tables}
    return sorted(session.scalars(_JOBS_OF, given))


def phones_of_jobs(session: Session, ids: list[int]) -> list[str]:
    return sorted(session.scalars(_PHONES_OF, {"ids": ids}))


def phones_of_contacts(session: Session, ids: list[int]) -> list[str]:
    return list(session.scalars(_PHONES_OF_CONTACTS, {"ids": ids}))
