"""fieldcomm watches itself: is anything late, and does the manager on call know?

The clock looks every `Timing.watch_every`; where it is the clock that has stopped, a worker does. An alert leaves through the outbox, before everything
else; where the outbox itself is stuck, the board, `/readyz` and `/metrics` say what no text can.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from fieldcomm.domain.behind import (
    BEHIND,
    SILENT,
    US,
    Lag,
    Patience,
    catch_up,
    fall_behind,
    in_words,
    lags,
)
from fieldcomm.domain.effects import Effect, Say
from fieldcomm.domain.snapshot import PhoneView, Snapshot, TaskView
from fieldcomm.log import get_logger
from fieldcomm.services.deps import Deps
from fieldcomm.services.heartbeat import CLOCK, last_seen
from fieldcomm.services.measure import measure
from fieldcomm.services.unit import Unit, unit
from fieldcomm.store import locks
from fieldcomm.store.queries.snapshots import People

log = get_logger(__name__)

LEFT_ALONE = timedelta(hours=1)  # machine time, after a person has settled it on the board

# One watch at a time: two clocks are harmless.
_LOCK = text("SELECT pg_try_advisory_xact_lock(hashtextextended('fieldcomm/behind', 0))")
_EPISODE = text(
    "SELECT id, kind, phone, job_id, words, step, opened_at FROM tasks"
    " WHERE settled_at IS NULL AND kind = :kind ORDER BY id LIMIT 1"
)
_SETTLED_BY = text("SELECT settled_by FROM tasks WHERE id = :id")
_WORDS = text("UPDATE tasks SET words = :words WHERE id = :id AND words <> :words")


class Watch:
    """One clock's. Remembers since when what is late; the episode itself is a task of the board."""

    def __init__(self, deps: Deps) -> None:
        self._deps = deps
        self._patience = Patience()
        self._episode: int | None = None
        self._quiet_until: datetime | None = None

    def look(self) -> list[Lag]:
        """Measure, and do what follows; returns what has been late for a while."""
        with unit(self._deps) as work:
            if not work.session.scalar(_LOCK):
                return []
            late = self._patience.lasting(lags(measure(work)), work.machine)
            task = _episode(work)
            self._notice_settled(work, task)
            if late and (task is not None or not self._is_left_alone(work.machine)):
                _fall_behind(work, task, late)
            elif task is not None and self._patience.is_calm(work.machine):
                _catch_up(work, task)
        return late

    def _notice_settled(self, work: Unit, task: TaskView | None) -> None:
        """A person who settles it has seen it; what they know they are not told again at once."""
        if task is None and self._episode is not None:
            by = work.session.scalar(_SETTLED_BY, {"id": self._episode})
            self._quiet_until = None if by == US else work.machine + LEFT_ALONE
        self._episode = task.id if task else None

    def _is_left_alone(self, machine: datetime) -> bool:
        return self._quiet_until is not None and machine < self._quiet_until


class Deputy:
    """A worker's watch, for when the clock has stopped. Never raises."""

    def __init__(self, deps: Deps) -> None:
        self._deps = deps
        self._watch = Watch(deps)
        self._next: datetime | None = None

    def look(self) -> None:
        machine = self._deps.clock.machine()
        if self._next is not None and machine < self._next:
            return
        self._next = machine + self._deps.timing.watch_every
        try:
            if self._is_clock_silent(machine):
                self._watch.look()
        except SQLAlchemyError as error:  # the database is away: nothing could be told
            log.warning("watch_missed", error=type(error).__name__)

    def _is_clock_silent(self, machine: datetime) -> bool:
        with self._deps.engine.connect() as connection:
            silent = last_seen(connection, machine).get(CLOCK)
        return silent is not None and silent > SILENT


def _episode(work: Unit) -> TaskView | None:
    row = work.session.execute(_EPISODE, {"kind": BEHIND}).one_or_none()
    return TaskView(*row) if row else None


def _fall_behind(work: Unit, task: TaskView | None, late: list[Lag]) -> None:
    office = _office(work)
    effects = fall_behind(office, task, late)
    if task is not None:
        work.session.execute(_WORDS, {"id": task.id, "words": in_words(late)})
    if effects:
        log.error("behind", late={str(lag.part): lag.minutes for lag in late})
        _apply(work, office, effects)


def _catch_up(work: Unit, task: TaskView) -> None:
    office = _office(work)
    log.info("caught_up")
    _apply(work, office, catch_up(office, task))


def _office(work: Unit) -> Snapshot:
    """Nobody's turn in particular: only who is on call matters."""
    people = People(work.session, work.now).users.values()
    return Snapshot(work.now, work.policy, PhoneView(""), office=tuple(people))


def _apply(work: Unit, office: Snapshot, effects: list[Effect]) -> None:
    # Imported where something is late: at rest the clock is five megabytes smaller without.
    from fieldcomm.services.apply import apply

    locks.lock_phones(work.session, [e.to for e in effects if isinstance(e, Say)])
    apply(work, [(office, effects)])
