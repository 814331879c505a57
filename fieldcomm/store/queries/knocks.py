"""Counters per caller and span of machine time."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import text
from sqlalchemy.orm import Session

_COUNT = text(
    "INSERT INTO knocks (who, since, n) VALUES (:who, :since, 1)"
    " ON CONFLICT (who, since) DO UPDATE SET n = knocks.n + 1 RETURNING n"
)
_COUNTED = text("SELECT n FROM knocks WHERE who = :who AND since = :since")
_FORGET = text("DELETE FROM knocks WHERE since < :since")


def count(session: Session, who: str, since: datetime) -> int:
    """Counts one, and says how many that makes. The first of a span clears away older spans."""
    n = int(session.scalar(_COUNT, {"who": who, "since": since}) or 0)
    if n == 1:
        session.execute(_FORGET, {"since": since})
    return n


def counted(session: Session, who: str, since: datetime) -> int:
    return int(session.scalar(_COUNTED, {"who": who, "since": since}) or 0)
