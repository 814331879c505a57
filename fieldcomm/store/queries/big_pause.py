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
# Whom an alert about it has reached since: by the few numbers of the office and their index.
_STANDING = text(
    f"SELECT halted.*, told.name AS told, told.at AS told_at, c.clock_offset_ms FROM ({_STATE.text}) halted"  # noqa: S608  our own words
    " JOIN company c ON c.id = 1 LEFT JOIN LATERAL (SELECT u.name, m.accepted_at AS at FROM users u"
    " JOIN messages m ON m.phone = u.phone WHERE m.moment = 'behind' AND m.accepted_at >= :since"
    " ORDER BY m.accepted_at LIMIT 1) told ON true"
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


def standing(session: Session, since: datetime | None) -> Any:
    """The state, and of an alert that we fall behind whom it reached first after `since` (machine
    time); None before the first run."""
    return session.execute(_STANDING, {"since": since}).one_or_none()


def pause(session: Session, *, why: str, by: str, now: datetime) -> None:
    session.execute(_PAUSE, {"why": why, "by": by, "now": now})


def go_on(session: Session) -> None:
    session.execute(_GO_ON)
