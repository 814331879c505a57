"""Signed-in browsers: rows in PostgreSQL, their tokens stored hashed. Machine time throughout."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from fieldcomm.services.changes import version_of
from fieldcomm.services.deps import Deps
from fieldcomm.services.silence import Silence, silence
from fieldcomm.services.tokens import hash_token
from fieldcomm.services.unit import Unit
from fieldcomm.store.engine import straight
from fieldcomm.store.queries import sign_in as rows

IDLE = timedelta(hours=12)
ABSOLUTE = timedelta(days=7)
# A page every second is no reason to write every second: each write has every open board look again.
NOTE_AFTER = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Who is at the desk."""

    user_id: int
    name: str
    email: str
    role: str
    phone: str | None
    owes_second_factor: bool = False  # the company asks managers for one
    halted: bool = False  # nothing but danger and STOP leaves: every page says so
    silent: Silence | None = None  # nobody is there to send: every page says that too
    version: str = ""  # of all that pages show, read before they are made: services.changes

    @property
    def is_manager(self) -> bool:
        return self.role == "manager"


def open_session(work: Unit, user_id: int, browser: str = "") -> str:
    """A new session in the caller's transaction; returns the token for the cookie."""
    token, now = work.deps.entropy.token(), work.machine
    rows.open_session(work.session, hash_token(token), user_id, browser, now, now + IDLE)
    return token


def session_of(deps: Deps, token: str) -> SignedIn | None:
    """Who holds this token, in one statement; None when it is unknown, idle for 12 h or older than 7 days."""
    now, hashed = deps.clock.machine(), hash_token(token)
    with straight(deps.engine).connect() as connection:
        row = rows.session_by_hash(connection, hashed, now)
        if row is not None and now - row.seen_at > NOTE_AFTER:
            rows.session_seen(connection, row.id, now, _expiry(row.created_at, now))
            row = rows.session_by_hash(connection, hashed, now)  # its version has just moved on
    return _signed_in(row, now) if row is not None else None


def _signed_in(row: Any, now: datetime) -> SignedIn:
    silent = silence(row.clock_at, row.outbox_at, now)
    version = version_of(row.snapshot, row.clock_offset_ms, now)
    return SignedIn(
        row.user_id,
        row.name,
        row.email,
        row.role,
        row.phone,
        row.owes,
        row.halted,
        silent,
        f"{version}-{silent}" if silent else version,
    )


def close_session(deps: Deps, token: str) -> None:
    """Sign out: the token is worth nothing from now on."""
    with Session(deps.engine) as session, session.begin():
        rows.close_session(session, hash_token(token))


def _expiry(created_at: datetime, now: datetime) -> datetime:
    return min(now + IDLE, created_at + ABSOLUTE)
