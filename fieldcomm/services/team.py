"""The people of the office as managers see them: who may do what, who is on call, what happened."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from fieldcomm.services.deps import Deps
from fieldcomm.services.errors import Refused
from fieldcomm.services.hand_over import everything_owed
from fieldcomm.services.unit import Unit, unit
from fieldcomm.store.queries import accounts as rows
from fieldcomm.store.queries import sign_in

RECORDS = 60


@dataclass(frozen=True, slots=True)
class TeamMate:
    id: int
    name: str
    email: str
    phone: str | None
    role: str
    on_call: bool
    enters: bool  # has a password
    last_seen_at: datetime | None
    second_factor: bool
    gone: bool


@dataclass(frozen=True, slots=True)
class TeamPage:
    """`now` is machine time, as all times here are."""

    now: datetime
    zone: ZoneInfo
    people: list[TeamMate]
    gone: list[TeamMate]
    managers_need_totp: bool
    nobody_for_danger: bool
    records: list[Any]


@dataclass(frozen=True, slots=True)
class MatePage:
    """One of them, with what they would leave behind. `business_now` is for promises."""

    now: datetime
    business_now: datetime
    zone: ZoneInfo
    mate: TeamMate
    sessions: int
    promises: list[Any]
    jobs: int
    heirs: list[TeamMate]


def read_team(deps: Deps) -> TeamPage:
    with unit(deps) as work:
        found = _everybody(work)
        here = [mate for mate in found if not mate.gone]
        return TeamPage(
            now=work.machine,
            zone=work.policy.zone,
            people=here,
            gone=[mate for mate in found if mate.gone],
            managers_need_totp=work.company.managers_need_totp,
            nobody_for_danger=not any(m.on_call and m.phone and m.role == "manager" for m in here),
            records=list(rows.latest_records(work.session, RECORDS)),
        )


def read_mate(deps: Deps, user_id: int) -> MatePage:
    """Raises Refused when there is nobody of that number."""
    with unit(deps) as work:
        found = _everybody(work)
        mate = next((mate for mate in found if mate.id == user_id), None)
        if mate is None:
            raise Refused("There is nobody of that number.")
        promises, jobs = everything_owed(work, user_id)
        return MatePage(
            now=work.machine,
            business_now=work.now,
            zone=work.policy.zone,
            mate=mate,
            sessions=len(sign_in.sessions_of(work.session, user_id, work.machine)),
            promises=list(promises),
            jobs=len(jobs),
            heirs=[other for other in found if other.id != user_id and not other.gone],
        )


def _everybody(work: Unit) -> list[TeamMate]:
    return [
        TeamMate(
            id=row.id,
            name=row.name,
            email=row.email,
            phone=row.phone,
            role=row.role,
            on_call=row.on_call,
            enters=row.password_hash is not None,
            last_seen_at=row.last_seen_at,
            second_factor=row.totp_since is not None,
            gone=row.deactivated_at is not None,
        )
        for row in rows.everybody(work.session)
    ]
