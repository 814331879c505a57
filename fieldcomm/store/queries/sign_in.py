"""Sessions, sign-in links and tries. All times are machine time; tokens come hashed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, text
from sqlalchemy.orm import Session

_USER = text(
    "SELECT id, email, name, role, password_hash, totp_since FROM users WHERE email = :email"
    " AND deactivated_at IS NULL"
)
_SESSION = text(
    "SELECT s.id, s.created_at, s.seen_at, s.expires_at, u.id AS user_id, u.name, u.email, u.role,"
    " u.phone, u.totp_since IS NULL AND u.role = 'manager' AND c.managers_need_totp AS owes,"
    " c.paused OR EXISTS (SELECT 1 FROM senders WHERE active AND paused IS NOT NULL)"
    " OR EXISTS (SELECT 1 FROM restores WHERE ended_at IS NULL) AS halted,"
    " (SELECT at FROM heartbeats WHERE process = 'clock') AS clock_at,"
    " (SELECT at FROM heartbeats WHERE process = 'worker-outbox') AS outbox_at,"
    " CAST(pg_current_snapshot() AS text) AS snapshot, c.clock_offset_ms"
    " FROM web_sessions s JOIN users u ON u.id = s.user_id JOIN company c ON c.id = 1"
    " WHERE s.token_hash = :hash AND s.expires_at > :now AND u.deactivated_at IS NULL"
)
_OPEN = text(
    "INSERT INTO web_sessions (token_hash, user_id, data, created_at, seen_at, expires_at)"
    " VALUES (:hash, :user_id, jsonb_build_object('browser', CAST(:browser AS text)), :now, :now,"
    " :expires)"
)
_SEEN = text(
    "WITH s AS (UPDATE web_sessions SET seen_at = :now, expires_at = :expires WHERE id = :id"
    " RETURNING user_id)"
    " UPDATE users SET last_seen_at = :now FROM s WHERE users.id = s.user_id"
)
_USER_SEEN = text("UPDATE users SET last_seen_at = :now WHERE id = :user_id")
_CLOSE = text("DELETE FROM web_sessions WHERE token_hash = :hash")
_CLOSE_ALL = text(
    "WITH h AS (DELETE FROM half_sign_ins WHERE user_id = :user_id)"
    " DELETE FROM web_sessions WHERE user_id = :user_id"
)
_CLOSE_OTHERS = text("DELETE FROM web_sessions WHERE user_id = :user_id AND token_hash <> :hash")
_CLOSE_ONE = text("DELETE FROM web_sessions WHERE user_id = :user_id AND id = :id")
_OF_USER = text(
    "SELECT id, token_hash, data ->> 'browser' AS browser, created_at, seen_at FROM web_sessions"
    " WHERE user_id = :user_id AND expires_at > :now ORDER BY seen_at DESC, id DESC"
)
_HALF = text(
    "SELECT h.user_id, u.name, u.email FROM half_sign_ins h JOIN users u ON u.id = h.user_id"
    " WHERE h.token_hash = :hash AND h.expires_at > :now AND u.deactivated_at IS NULL"
)
_OPEN_HALF = text(
    "INSERT INTO half_sign_ins (token_hash, user_id, expires_at) VALUES (:hash, :user_id, :expires)"
)
_HALVES_OVER = text("DELETE FROM half_sign_ins WHERE expires_at <= :now")
_CLOSE_HALF = text("DELETE FROM half_sign_ins WHERE token_hash = :hash")
_CLOSE_OVER = text("DELETE FROM web_sessions WHERE expires_at <= :now")
_LINK = text(
    "SELECT l.user_id, u.email, u.name, u.role, u.totp_since FROM sign_in_links l JOIN users u ON u.id = l.user_id"
    " WHERE l.token_hash = :hash AND l.used_at IS NULL AND l.expires_at > :now AND u.deactivated_at IS NULL"
)
_USE_LINK = text(
    "UPDATE sign_in_links SET used_at = :now WHERE token_hash = :hash AND used_at IS NULL"
    " AND expires_at > :now RETURNING user_id"
)
_NO_LINKS = text("DELETE FROM sign_in_links WHERE user_id = :user_id AND used_at IS NULL")
_PASSWORD = text("UPDATE users SET password_hash = :hash WHERE id = :user_id")

_LOCK = text("SELECT pg_advisory_xact_lock(hashtextextended(:who, 7))")
_FORGET = text("DELETE FROM sign_in_attempts WHERE who = :who AND at <= :since")
_TRIES = text("SELECT count(*) AS n, max(at) AS last FROM sign_in_attempts WHERE who = :who")
_TRY = text("INSERT INTO sign_in_attempts (who, at) VALUES (:who, :now)")
_CLEAR = text("DELETE FROM sign_in_attempts WHERE who = :who")


def user_by_email(session: Session, email: str) -> Any:
    return session.execute(_USER, {"email": email}).one_or_none()


def session_by_hash(session: Session | Connection, hashed: str, now: datetime) -> Any:
    """With what services.changes makes a version of: open pages ask for both every second."""
    return session.execute(_SESSION, {"hash": hashed, "now": now}).one_or_none()


def open_session(
    session: Session, hashed: str, user_id: int, browser: str, now: datetime, expires: datetime
) -> None:
    session.execute(_CLOSE_OVER, {"now": now})
    row = {"hash": hashed, "user_id": user_id, "browser": browser, "now": now, "expires": expires}
    session.execute(_OPEN, row)
    session.execute(_USER_SEEN, {"user_id": user_id, "now": now})


def session_seen(session: Connection, id_: int, now: datetime, expires: datetime) -> None:
    session.execute(_SEEN, {"id": id_, "now": now, "expires": expires})


def close_session(session: Session, hashed: str) -> None:
    session.execute(_CLOSE, {"hash": hashed})


def close_sessions_of(session: Session, user_id: int) -> None:
    """And what was half-way in."""
    session.execute(_CLOSE_ALL, {"user_id": user_id})


def close_other_sessions(session: Session, user_id: int, hashed: str) -> int:
    found: Any = session.execute(_CLOSE_OTHERS, {"user_id": user_id, "hash": hashed})
    return int(found.rowcount)


def close_one_session(session: Session, user_id: int, id_: int) -> None:
    session.execute(_CLOSE_ONE, {"user_id": user_id, "id": id_})


def sessions_of(session: Session, user_id: int, now: datetime) -> Sequence[Any]:
    return session.execute(_OF_USER, {"user_id": user_id, "now": now}).all()


def open_half(
    session: Session, hashed: str, user_id: int, now: datetime, expires: datetime
) -> None:
    session.execute(_HALVES_OVER, {"now": now})
    session.execute(_OPEN_HALF, {"hash": hashed, "user_id": user_id, "expires": expires})


def half_by_hash(session: Session, hashed: str, now: datetime) -> Any:
    return session.execute(_HALF, {"hash": hashed, "now": now}).one_or_none()


def close_half(session: Session, hashed: str) -> bool:
    """Whether it was still there: only one of two at once gets in with it."""
    found: Any = session.execute(_CLOSE_HALF, {"hash": hashed})
    return bool(found.rowcount)


def link_by_hash(session: Session, hashed: str, now: datetime) -> Any:
    return session.execute(_LINK, {"hash": hashed, "now": now}).one_or_none()


def use_link(session: Session, hashed: str, now: datetime) -> int | None:
    """The user it lets in; None when it was used or is over. Only one of two at once gets it."""
    found: int | None = session.scalar(_USE_LINK, {"hash": hashed, "now": now})
    return found


def forget_links(session: Session, user_id: int) -> None:
    """What was sent and not used yet lets nobody in any more."""
    session.execute(_NO_LINKS, {"user_id": user_id})


def set_password(session: Session, user_id: int, hashed: str) -> None:
    session.execute(_PASSWORD, {"user_id": user_id, "hash": hashed})


def tries(session: Session, who: str, since: datetime) -> Any:
    """How many tries of `who` after `since`, and the last; others of `who` wait till we are done."""
    session.execute(_LOCK, {"who": who})
    session.execute(_FORGET, {"who": who, "since": since})
    return session.execute(_TRIES, {"who": who}).one()


def remember_try(session: Session, who: str, now: datetime) -> None:
    session.execute(_TRY, {"who": who, "now": now})


def forget_tries(session: Session, who: str) -> None:
    session.execute(_CLEAR, {"who": who})
