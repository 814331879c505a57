"""What the public may know: open incidents, the last two weeks, and whether we ourselves keep up.

No names, no numbers, no counts of customers. When we are behind, it says so by itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.exc import SQLAlchemyError

from fieldcomm.log import get_logger
from fieldcomm.services.deps import Deps
from fieldcomm.services.errors import NotSetUp
from fieldcomm.services.unit import Unit, unit
from fieldcomm.store.queries import big_pause, incidents, public_status

log = get_logger(__name__)

HISTORY = timedelta(days=14)
# How long something may wait before we say that we are behind.
SLOW_TO_SEND = timedelta(minutes=10)
SLOW_TO_READ = timedelta(minutes=3)
SLOW_TO_CHECK_IN = timedelta(minutes=20)


class Health(StrEnum):
    WELL = "well"
    SLOW = "slow"
    DOWN = "down"


@dataclass(frozen=True, slots=True)
class Part:
    """One thing we do for people. `since`: business time it has been behind from."""

    name: str
    health: Health
    since: datetime | None = None


@dataclass
class Status:
    company: str
    zone: ZoneInfo
    now: datetime
    our_phone: str
    parts: list[Part] = field(default_factory=list)
    open: list[Told] = field(default_factory=list)
    over: list[Told] = field(default_factory=list)

    @property
    def worst(self) -> Health:
        found = {part.health for part in self.parts}
        return next((h for h in (Health.DOWN, Health.SLOW) if h in found), Health.WELL)


@dataclass(frozen=True, slots=True)
class Told:
    """An incident as far as it has been told. `ended`: the word that it is over."""

    row: Any
    updates: Sequence[Any]
    next_by: datetime | None
    ended: Any


def read_status(deps: Deps) -> Status | None:
    """None: the database does not answer, and all we know is that we are down."""
    try:
        with unit(deps) as work:
            status = Status(
                work.policy.company, work.policy.zone, work.now, work.calls_to, _parts(work)
            )
            _tell(work, status)
            return status
    except (SQLAlchemyError, NotSetUp) as error:
        log.error("status_unreadable", error=type(error).__name__)
        return None


def _parts(work: Unit) -> list[Part]:
    ages = public_status.ages(work.session, work.now, work.machine)
    return [
        _sending(work, ages),
        _part(work, "reading", ages.unread_since, SLOW_TO_READ),
        _part(work, "check_ins", ages.check_ins_since, SLOW_TO_CHECK_IN),
    ]


def _sending(work: Unit, ages: Any) -> Part:
    state = big_pause.state(work.session)
    if state.paused:
        return Part("sending", Health.DOWN, state.paused_at)
    if state.restored_at or work.deps.gateway is None or state.sender_says or state.pace is None:
        return Part("sending", Health.DOWN)
    tried = _part(work, "sending", ages.tried_since, SLOW_TO_SEND)
    return tried if tried.since else _part(work, "sending", ages.idle_since, SLOW_TO_SEND)


def _part(work: Unit, name: str, since: datetime | None, slow: timedelta) -> Part:
    """`since` in machine time."""
    if since is None or work.machine - since < slow:
        return Part(name, Health.WELL)
    return Part(name, Health.SLOW, since + (work.now - work.machine))


def _tell(work: Unit, status: Status) -> None:
    found = incidents.public(work.session, work.machine, work.now - HISTORY)
    said: dict[int, list[Any]] = defaultdict(list)
    for update in incidents.updates_of(work.session, [row.id for row in found], work.machine):
        said[update.incident_id].append(update)
    for row in found:
        told = _told(row, said[row.id])
        (status.over if told.ended else status.open).append(told)


def _told(row: Any, updates: list[Any]) -> Told:
    """As of the last word that is public: one that could still be taken back has not been said."""
    ended = next((u for u in updates if u.kind == "resolved"), None)
    next_by = updates[0].next_by if updates else row.first_next_by
    return Told(row, updates, None if ended else next_by, ended)
