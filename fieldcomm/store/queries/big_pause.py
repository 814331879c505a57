"""Whether anything may leave, and what waits to."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Session

_STATE = text(
    "SELECT c.paused, c.paused_at, c.paused_by, c.paused_reason, c.timezone,"
    " s.paused AS sender_says, s.segments_per_second AS pace,"
    " (SELECT max(restored_at) FROM restores WHERE ended_at IS NULL) AS restored_at FROM company c"
    " LEFT JOIN (SELECT paused, segments_per_second FROM senders WHERE active ORDER BY id LIMIT 1) s"
    " ON true WHERE c.id = 1"
)
_PAUSE = text(
    "UPDATE company SET paused = true, paused_at = :now, paused_by = :by, paused_reason = :why"
    " WHERE id = 1"
)
_GO_ON = text(
    "UPDATE company SET paused = false, paused_at = NULL, paused_by = NULL, paused_reason = NULL"
    " WHERE id = 1"
)


def state(session: Session) -> Any:
    return session.execute(_STATE).one()


def halted(session: Session) -> Any:
    """The state where nothing may leave; None where texts do, or before the first run."""
    row = session.execute(_STATE).one_or_none()
    return row if row and (row.paused or row.sender_says or row.restored_at) else None


def pause(session: Session, *, why: str, by: str, now: datetime) -> None:
    session.execute(_PAUSE, {"why": why, "by": by, "now": now})


def go_on(session: Session) -> None:
    session.execute(_GO_ON)
