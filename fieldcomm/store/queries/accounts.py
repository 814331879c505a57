"""The people of the office: their rights, second factors and record. All times are machine time."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Session

_COLUMNS = (
    "SELECT u.id, u.email, u.name, u.phone, u.role, u.on_call, u.password_hash, u.deactivated_at,"
    " u.last_seen_at, u.totp_secret, u.totp_since, u.totp_last_step"
    " FROM users u"
)
_BY_ID = text(_COLUMNS + " WHERE u.id = :id")
_FOR_UPDATE = text(_COLUMNS + " WHERE u.id = :id FOR UPDATE")
_ALL = text(_COLUMNS + " ORDER BY u.deactivated_at IS NOT NULL, u.role DESC, lower(u.name), u.id")
# Whoever changes rights waits for whoever does so at the same time: two managers cannot demote
# each other.
_RIGHTS = text("SELECT id FROM company WHERE id = 1 FOR UPDATE")
_CHANGE = text(
    "UPDATE users SET name = :name, phone = :phone, role = :role, on_call = :on_call WHERE id = :id"
)
_DEACTIVATE = text(
    "UPDATE users SET deactivated_at = :now, password_hash = NULL, phone = NULL, on_call = false,"
    " totp_secret = NULL, totp_since = NULL, totp_last_step = NULL WHERE id = :id"
)
_BRING_BACK = text("UPDATE users SET deactivated_at = NULL WHERE id = :id")
_OTHER_MANAGERS = text(
    "SELECT count(*) FROM users WHERE role = 'manager' AND deactivated_at IS NULL"
    " AND password_hash IS NOT NULL AND id <> :id"
)
_OTHERS_ON_CALL = text(
    "SELECT count(*) FROM users WHERE on_call AND phone IS NOT NULL AND id <> :id"
)
_PHONE_OF = text(
    "SELECT name, 'a contractor' AS what FROM contractors WHERE phone = :phone"
    " UNION ALL SELECT name, 'a user' FROM users WHERE phone = :phone AND id <> :id"
)
_NEED = text("UPDATE company SET managers_need_totp = :need WHERE id = 1")

_SECRET = text(
    "UPDATE users SET totp_secret = :secret, totp_since = NULL, totp_last_step = NULL WHERE id = :id"
)
_ON = text("UPDATE users SET totp_since = :now, totp_last_step = :step WHERE id = :id")
_STEP = text("UPDATE users SET totp_last_step = :step WHERE id = :id")
_OFF = text(
    "UPDATE users SET totp_secret = NULL, totp_since = NULL, totp_last_step = NULL WHERE id = :id"
)
_NO_CODES = text("DELETE FROM recovery_codes WHERE user_id = :id")
_CODES = text(
    "INSERT INTO recovery_codes (user_id, code_hash)"
    " SELECT :id, h FROM unnest(CAST(:hashes AS text[])) AS h"
)
_USE_CODE = text("DELETE FROM recovery_codes WHERE user_id = :id AND code_hash = :hash")
_LEFT = text("SELECT count(*) FROM recovery_codes WHERE user_id = :id")

_RECORD = text(
    "INSERT INTO account_events (at, kind, user_id, actor, data)"
    " VALUES (:at, :kind, :user_id, :actor, CAST(:data AS jsonb))"
)
_LATEST = text(
    "SELECT e.at, e.kind, e.actor, e.data, u.name AS about FROM account_events e"
    " LEFT JOIN users u ON u.id = e.user_id ORDER BY e.id DESC LIMIT :n"
)


def user_by_id(session: Session, id_: int) -> Any:
    return session.execute(_BY_ID, {"id": id_}).one_or_none()


def user_for_update(session: Session, id_: int) -> Any:
    return session.execute(_FOR_UPDATE, {"id": id_}).one_or_none()


def everybody(session: Session) -> Sequence[Any]:
    return session.execute(_ALL).all()


def lock_rights(session: Session) -> None:
    session.execute(_RIGHTS)


def change_user(session: Session, id_: int, columns: Mapping[str, Any]) -> None:
    session.execute(_CHANGE, {"id": id_, **columns})


def deactivate(session: Session, id_: int, now: datetime) -> None:
    session.execute(_DEACTIVATE, {"id": id_, "now": now})
    session.execute(_NO_CODES, {"id": id_})


def bring_back(session: Session, id_: int) -> None:
    session.execute(_BRING_BACK, {"id": id_})


def other_managers(session: Session, id_: int) -> int:
    """How many managers besides this one can sign in."""
    return int(session.scalar(_OTHER_MANAGERS, {"id": id_}) or 0)


def others_on_call(session: Session, id_: int) -> int:
    """How many besides this one are on call and can be reached."""
    return int(session.scalar(_OTHERS_ON_CALL, {"id": id_}) or 0)


def whose_phone(session: Session, phone: str, but: int) -> Any:
    return session.execute(_PHONE_OF, {"phone": phone, "id": but}).first()


def managers_need_totp(session: Session, need: bool) -> None:
    session.execute(_NEED, {"need": need})


def set_secret(session: Session, id_: int, secret: str) -> None:
    session.execute(_SECRET, {"id": id_, "secret": secret})


def second_factor_on(session: Session, id_: int, now: datetime, step: int) -> None:
    session.execute(_ON, {"id": id_, "now": now, "step": step})


def used_step(session: Session, id_: int, step: int) -> None:
    session.execute(_STEP, {"id": id_, "step": step})


def second_factor_off(session: Session, id_: int) -> None:
    session.execute(_OFF, {"id": id_})
    session.execute(_NO_CODES, {"id": id_})


def replace_recovery_codes(session: Session, id_: int, hashes: Sequence[str]) -> None:
    session.execute(_NO_CODES, {"id": id_})
    session.execute(_CODES, {"id": id_, "hashes": list(hashes)})


def use_recovery_code(session: Session, id_: int, hashed: str) -> bool:
    found: Any = session.execute(_USE_CODE, {"id": id_, "hash": hashed})
    return bool(found.rowcount)


def recovery_codes_left(session: Session, id_: int) -> int:
    return int(session.scalar(_LEFT, {"id": id_}) or 0)


def record(
    session: Session,
    at: datetime,
    kind: str,
    user_id: int | None,
    actor: str,
    data: Mapping[str, Any],
) -> None:
    row = {"at": at, "kind": kind, "user_id": user_id, "actor": actor, "data": json.dumps(data)}
    session.execute(_RECORD, row)


def latest_records(session: Session, n: int) -> Sequence[Any]:
    return session.execute(_LATEST, {"n": n}).all()
