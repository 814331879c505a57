"""Door notes: written, read by those who may, sent on the day, erased."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Session

_WRITE = text(
    "INSERT INTO door_notes (job_id, words, author, written_at, expires_at, look_at)"
    " VALUES (:job_id, :words, :author, :now, :expires_at, :now) ON CONFLICT (job_id) DO UPDATE"
    " SET words = excluded.words, author = excluded.author, written_at = excluded.written_at,"
    " expires_at = excluded.expires_at, look_at = excluded.look_at"
)
_READ = text(
    "SELECT job_id, words, author, written_at, expires_at, look_at FROM door_notes"
    " WHERE job_id = :job_id FOR UPDATE"
)
_ABOUT = text("SELECT author, written_at, expires_at FROM door_notes WHERE job_id = :job_id")
_LOOK = text("UPDATE door_notes SET look_at = :at WHERE job_id = :job_id")
_ERASE = text("DELETE FROM door_notes WHERE job_id = :job_id")
_STOP_TEXTS = text(
    "UPDATE messages SET state = 'suppressed', why = 'the door note was erased', not_before = NULL,"
    " hold_until = NULL WHERE job_id = :job_id AND moment = 'door_note'"
    " AND state IN ('held', 'queued')"
)
# What is at the provider keeps its words until we know what became of it: reconciling compares them.
_ERASE_TEXTS = text(
    "UPDATE messages SET body = '(door note, erased)', params = NULL WHERE job_id = :job_id"
    " AND moment = 'door_note' AND state NOT IN ('attempting', 'unknown', 'accepted')"
)
_UNDER_WAY = text(
    "SELECT count(*) FROM messages WHERE job_id = :job_id AND moment = 'door_note'"
    " AND state IN ('attempting', 'unknown', 'accepted')"
)


def write_door_note(session: Session, **columns: Any) -> None:
    session.execute(_WRITE, columns)


def door_note(session: Session, job_id: int) -> Any:
    """The row with its words, locked; None: there is none."""
    return session.execute(_READ, {"job_id": job_id}).one_or_none()


def about_door_note(session: Session, job_id: int) -> Any:
    """Who wrote it and when it ends, without its words."""
    return session.execute(_ABOUT, {"job_id": job_id}).one_or_none()


def look_again(session: Session, job_id: int, at: datetime) -> None:
    session.execute(_LOOK, {"job_id": job_id, "at": at})


def erase_door_note(session: Session, job_id: int) -> bool:
    """From everywhere we keep it. False while a text with it is still on its way."""
    session.execute(_STOP_TEXTS, {"job_id": job_id})
    session.execute(_ERASE_TEXTS, {"job_id": job_id})
    if session.scalar(_UNDER_WAY, {"job_id": job_id}):
        return False
    session.execute(_ERASE, {"job_id": job_id})
    return True
