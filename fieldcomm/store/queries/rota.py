"""The rota and days off."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Session

_SHIFTS = text(
    "SELECT s.id, s.user_id, s.kind, s.starts_at, s.ends_at, u.phone IS NOT NULL AS reachable"
    " FROM shifts s JOIN users u ON u.id = s.user_id"
    " WHERE s.ends_at > :start AND s.starts_at < :end ORDER BY s.starts_at, s.id"
)
_ADD = text(
    "INSERT INTO shifts (user_id, kind, starts_at, ends_at) VALUES (:user_id, :kind, :starts_at,"
    " :ends_at) ON CONFLICT (user_id, kind, starts_at) DO UPDATE SET ends_at = excluded.ends_at"
)
_REMOVE = text("DELETE FROM shifts WHERE id = :id RETURNING id")
_DAYS_OFF = text(
    "SELECT id, contractor_id, day, why FROM days_off WHERE day >= :start AND day < :end"
)
_DAY_BACK = text("DELETE FROM days_off WHERE id = :id RETURNING id")
_COMPANY_DAYS = text("UPDATE company SET extra_holidays = CAST(:days AS jsonb) WHERE id = 1")
_LOCK_COMPANY = text("SELECT extra_holidays FROM company WHERE id = 1 FOR UPDATE")


def shifts_between(session: Session, start: datetime, end: datetime) -> Sequence[Any]:
    return session.execute(_SHIFTS, {"start": start, "end": end}).all()


def add_shifts(session: Session, shifts: list[dict[str, Any]]) -> None:
    """One that starts when another of the same person and kind does takes its place."""
    if shifts:
        session.execute(_ADD, shifts)


def remove_shift(session: Session, id_: int) -> bool:
    return session.scalar(_REMOVE, {"id": id_}) is not None


def days_off_between(session: Session, start: date, end: date) -> Sequence[Any]:
    return session.execute(_DAYS_OFF, {"start": start, "end": end}).all()


def give_day_back(session: Session, id_: int) -> bool:
    return session.scalar(_DAY_BACK, {"id": id_}) is not None


def company_days(session: Session) -> list[str]:
    """The company's own days off as ISO dates, locked for a change."""
    return list(session.scalar(_LOCK_COMPANY) or [])


def set_company_days(session: Session, days_as_json: str) -> None:
    session.execute(_COMPANY_DAYS, {"days": days_as_json})
