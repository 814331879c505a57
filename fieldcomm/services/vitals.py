"""How the system is doing, for whoever looks after it. Reads only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, text
from sqlalchemy.orm import Session

from fieldcomm.clock import SystemClock
from fieldcomm.domain.policy import Policy
from fieldcomm.store.engine import make_engine
from fieldcomm.store.migrate import newest_version, version_of
from fieldcomm.store.queries.company import policy_of, read_company
from fieldcomm.store.queries.snapshots import People

# The database's own time, to compare with ours: the one statement that may ask for it.
_ITS_TIME = text("SELECT clock_timestamp()")
_SENDER = text("SELECT paused, next_free_at FROM senders WHERE active ORDER BY id LIMIT 1")
_TEXT = text(
    "SELECT min(arrived_at) FROM inbox WHERE state = 'unread'"
    " AND arrived_at >= coalesce(CAST(:since AS timestamptz), '-infinity')"
)
# Oldest of what may leave now; a sender behind its pace is no sign of a dead worker.
_QUEUED = text(
    "SELECT min(created_at) FROM messages WHERE state = 'queued'"
    " AND (retry_at IS NULL OR retry_at <= :machine)"
)
_DUE = text(
    "SELECT least((SELECT min(next_check_in_at) FROM phones WHERE next_check_in_at IS NOT NULL),"
    " (SELECT min(next_step_at) FROM promises WHERE next_step_at IS NOT NULL),"
    " (SELECT min(next_step_at) FROM visits WHERE next_step_at IS NOT NULL),"
    " (SELECT min(next_step_at) FROM tasks WHERE next_step_at IS NOT NULL AND settled_at IS NULL))"
)


@dataclass(frozen=True, slots=True)
class Office:
    """`waiting`: for how long the oldest of each kind has been ready and not been taken up."""

    policy: Policy
    paused: bool
    has_sender: bool
    sender_paused: str | None
    restored_at: datetime | None
    managers_on_call: int
    waiting: dict[str, timedelta]


@dataclass(frozen=True, slots=True)
class Vitals:
    """`skew`: seconds the database's clock is ahead of ours. `office` is None where the schema is
    not the newest, or nobody has set up the company."""

    version: str | None
    newest: str
    skew: float
    office: Office | None


def read_vitals(database_url: str, *, adjustable: bool) -> Vitals:
    """Raises SQLAlchemyError when the database cannot be asked."""
    engine = make_engine(database_url, pool=1)
    clock = SystemClock(adjustable)
    try:
        with engine.connect() as connection:
            version, newest = version_of(connection), newest_version()
            skew = (connection.scalar(_ITS_TIME) - clock.machine()).total_seconds()
            company = read_company(connection) if version == newest else None
            office = _office(connection, company, clock) if company is not None else None
    finally:
        engine.dispose()
    return Vitals(version, newest, skew, office)


def _office(connection: Connection, company: Any, clock: SystemClock) -> Office:
    machine = clock.machine()
    now = clock.business(timedelta(milliseconds=company.clock_offset_ms))
    sender = connection.execute(_SENDER).one_or_none()
    return Office(
        policy=policy_of(company),
        paused=company.paused,
        has_sender=sender is not None,
        sender_paused=sender.paused if sender else None,
        restored_at=company.restored_at,
        managers_on_call=_managers_on_call(connection, now),
        waiting=_waiting(connection, company, sender, machine, now),
    )


def _managers_on_call(connection: Connection, now: datetime) -> int:
    """Whom a danger alert reaches first: by the rota, where it names somebody for now."""
    with Session(connection) as session:
        office = People(session, now).users.values()
        return sum(p.is_manager and p.on_call and p.phone is not None for p in office)


def _waiting(
    connection: Connection, company: Any, sender: Any, machine: datetime, now: datetime
) -> dict[str, timedelta]:
    found = {
        "texts to read": _age(connection.scalar(_TEXT, {"since": company.restored_at}), machine)
    }
    if company.restored_at is None:  # else nothing is taken up, on purpose
        found["what is due"] = _age(connection.scalar(_DUE), now)
    if (
        company.restored_at is None
        and sender is not None
        and not sender.paused
        and not company.paused
    ):
        queued = _age(connection.scalar(_QUEUED, {"machine": machine}), now)
        found["texts to send"] = min(queued, _age(sender.next_free_at, machine))
    return {what: age for what, age in found.items() if age > timedelta()}


def _age(since: datetime | None, now: datetime) -> timedelta:
    return now - since if since else timedelta()
