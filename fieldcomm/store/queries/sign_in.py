"""Sessions, sign-in links and tries. All times are machine time; tokens come hashed."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Session

_USER = text("SELECT id, email, name, role, password_hash FROM users WHERE email = :email")
_SESSION = text(
    "SELECT s.id, s.created_at, s.seen_at, s.expires_at, u.id AS user_id, u.name, u.email, u.role,"
    " u.phone FROM web_sessions s JOIN users u ON u.id = s.user_id"
    " WHERE s.token_hash = :hash AND s.expires_at > :now"
)
_OPEN = text(
    "INSERT INTO web_sessions (token_hash, user_id, created_at, seen_at, expires_at)"
    " VALUES (:hash, :user_id, :now, :now, :expires)"
)
_SEEN = text("UPDATE web_sessions SET seen_at = :now, expires_at = :expires WHERE id = :id")
_CLOSE = text("DELETE FROM web_sessions WHERE token_hash = :hash")
_CLOSE_ALL = text("DELETE FROM web_sessions WHERE user_id = :user_id")
_CLOSE_OVER = text("DELETE FROM web_sessions WHERE expires_at <= :now")
_LINK = text(
    "SELECT l.user_id, u.email, u.name, u.role FROM sign_in_links l JOIN users u ON u.id = l.user_id"
    " WHERE l.token_hash = :hash AND l.used_at IS NULL AND l.expires_at > :now"
)
_USE_LINK = text(
    "UPDATE sign_in_links SET used_at = :now WHERE token_hash = :hash AND used_at IS NULL"
    " AND expires_at > :now RETURNING user_id"
)
_PASSWORD = text("UPDATE users SET password_hash = :hash WHERE id = :user_id")

_LOCK = text("SELECT pg_advisory_xact_lock(hashtextextended(:who, 7))")
_FORGET = text("DELETE FROM sign_in_attempts WHERE who = :who AND at <= :since")
_TRIES = text("SELECT count(*) AS n, max(at) AS last FROM sign_in_attempts WHERE who = :who")
_TRY = text("INSERT INTO sign_in_attempts (who, at) VALUES (:who, :now)")
_CLEAR = text("DELETE FROM sign_in_attempts WHERE who = :who")


def user_by_email(session: Session, email: str) -> Any:
    return session.execute(_USER, {"email": email}).one_or_none()


def session_by_hash(session: Session, hashed: str, now: datetime) -> Any:
    return session.execute(_SESSION, {"hash": hashed, "now": now}).one_or_none()


def open_session(
    session: Session, hashed: str, user_id: int, now: datetime, expires: datetime
) -> None:
    session.execute(_CLOSE_OVER, {"now": now})
    session.execute(_OPEN, {"hash": hashed, "user_id": user_id, "now": now, "expires": expires})


def session_seen(session: Session, id_: int, now: datetime, expires: datetime) -> None:
    session.execute(_SEEN, {"id": id_, "now": now, "expires": expires})


def close_session(session: Session, hashed: str) -> None:
    session.execute(_CLOSE, {"hash": hashed})


def close_sessions_of(session: Session, user_id: int) -> None:
    session.execute(_CLOSE_ALL, {"user_id": user_id})


def link_by_hash(session: Session, hashed: str, now: datetime) -> Any:
    return session.execute(_LINK, {"hash": hashed, "now": now}).one_or_none()


def use_link(session: Session, hashed: str, now: datetime) -> int | None:
    """The user it lets in; None when it was used or is over. Only one of two at once gets it."""
    found: int | None = session.scalar(_USE_LINK, {"hash": hashed, "now": now})
    return found


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
