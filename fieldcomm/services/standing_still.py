"""Why texts do not leave, for the banner of every page: stopped on purpose, or nobody there to send."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from fieldcomm.services.deps import Deps
from fieldcomm.services.silence import Silence
from fieldcomm.store.queries import big_pause as rows

STILL_ASKING = "nothing but safety leaves until we know what happened since"


@dataclass(frozen=True, slots=True)
class Halt:
    """Stopped on purpose. `title` says whose doing it is."""

    title: str
    reason: str
    by: str | None = None
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Silent:
    """Nobody is there to send. `told`: whom our alert has reached, and when. All business time."""

    since: datetime
    some_leave: bool
    told: str | None
    told_at: datetime | None


@dataclass(frozen=True, slots=True)
class StandingStill:
    now: datetime
    zone: ZoneInfo
    halt: Halt | None
    silent: Silent | None


def standing_still(deps: Deps, silent: Silence | None) -> StandingStill | None:
    """One small statement, asked only where the session says that something is the matter.

    The page that says the database is away must not fail for asking it.
    """
    try:
        with Session(deps.engine) as session, session.begin():
            row = rows.standing(session, silent.since if silent else None)
    except SQLAlchemyError:
        return None
    if row is None:
        return None
    offset = timedelta(milliseconds=row.clock_offset_ms)
    now, zone = deps.clock.business(offset), ZoneInfo(row.timezone)
    return StandingStill(now, zone, _halt(row), _silent(row, silent, offset))


def _halt(row: Any) -> Halt | None:
    if row.restored_at:
        return Halt("Restored from a backup", STILL_ASKING)
    if row.paused:
        reason = row.paused_reason or "no reason was given"
        return Halt("All sending is paused", reason, row.paused_by, row.paused_at)
    return Halt("Twilio has stopped us", row.sender_says) if row.sender_says else None


def _silent(row: Any, silent: Silence | None, offset: timedelta) -> Silent | None:
    if silent is None:
        return None
    told_at = row.told_at + offset if row.told_at else None
    return Silent(silent.since + offset, silent.some_leave, row.told, told_at)
