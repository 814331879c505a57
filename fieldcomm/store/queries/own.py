"""What a board needs to know about its reader and the office: kept filters, colleagues, capacity."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Session

_OWN = text(
    "SELECT 'filter' AS what, id, name, query, false AS on_call FROM saved_filters"
    " WHERE user_id = :user_id"
    " UNION ALL SELECT 'user', id, name, '', on_call FROM users ORDER BY what, name, id"
)
_KEEP = text(
    "INSERT INTO saved_filters (user_id, name, query, created_at)"
    " VALUES (:user_id, :name, :query, :at)"
    " ON CONFLICT (user_id, name) DO UPDATE SET query = :query"
)
_HOW_MANY = text("SELECT count(*) FROM saved_filters WHERE user_id = :user_id AND name <> :name")
_DROP = text("DELETE FROM saved_filters WHERE id = :id AND user_id = :user_id")


def own(session: Session, user_id: int) -> Sequence[Any]:
    """`what` is `filter` (of this user) or `user` (of the office)."""
    return session.execute(_OWN, {"user_id": user_id}).all()


def keep_filter(session: Session, user_id: int, name: str, query: str, at: datetime) -> None:
    session.execute(_KEEP, {"user_id": user_id, "name": name, "query": query, "at": at})


def how_many_others(session: Session, user_id: int, name: str) -> int:
    return session.scalar(_HOW_MANY, {"user_id": user_id, "name": name}) or 0


def drop_filter(session: Session, user_id: int, filter_id: int) -> None:
    session.execute(_DROP, {"id": filter_id, "user_id": user_id})
