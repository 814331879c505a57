"""The lives of our processes: one works at a time, and may die or freeze at any hook.

A frozen one is a thread that waits; the storm goes on without it, and thaws it once its lease is
long over. Whatever it held in memory it then goes on with.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from threading import Semaphore, Thread
from typing import Any, Generic, TypeVar

import psycopg
from sqlalchemy import Connection, Engine, event
from sqlalchemy.exc import OperationalError

from fieldcomm.clock import FrozenClock
from fieldcomm.services.hooks import HOLDING_NOTHING, Hook
from fieldcomm.services.receive import NotStored
from fieldcomm.store.engine import straight
from fieldcomm.storm.agenda import Agenda
from fieldcomm.storm.faults import Faults

T = TypeVar("T")
FROZEN = (35, 400)  # seconds: past the lease, half of them also past what reconciling takes
DEEPEST = 12  # hooks a life passes before it freezes, at most
_REFUSED = "DO $$ BEGIN RAISE EXCEPTION 'chosen' USING ERRCODE = '{}'; END $$"
_END_ME = "SELECT pg_terminate_backend(pg_backend_pid())"


class Died(BaseException):
    """The process is gone: nothing catches this but the storm, which starts another."""


class Lives:
    """`hook` and `commits_of` are where fieldcomm is made to fail. `passed`: hooks ever passed."""

    def __init__(self, clock: FrozenClock, agenda: Agenda, faults: Faults) -> None:
        self._clock, self._agenda, self._faults = clock, agenda, faults
        self._now_living: list[_Life[Any]] = []
        self._frozen: list[_Life[Any]] = []
        self.passed: set[Hook] = set()
        self.steps = 0
        self._engine: Engine | None = None

    def run(self, name: str, work: Callable[[], T], *, may_freeze: bool = True) -> T | None:
        """What its work gave; None: it died, froze or failed. `name` says whose life it is."""
        life = _Life(work)
        if may_freeze and self._faults.strikes("freeze", name):
            life.freezes_after = 1 + int(self._faults.share("freeze", name) * DEEPEST)
            life.sleeps = timedelta(
                seconds=int(_between(*FROZEN, self._faults.share("sleep", name)))
            )
            self._let(life, life.begin_apart)
        else:
            self._let(life, life.live)
        return life.result

    def _let(self, life: _Life[Any], go_on: Callable[[], None]) -> None:
        self._now_living.append(life)
        try:
            go_on()
        finally:
            self._now_living.remove(life)
        if life.is_frozen:
            self._frozen.append(life)
            self._agenda.at(self._clock.machine() + life.sleeps, lambda: self._thaw(life))
        if life.broke is not None:
            raise life.broke

    def _thaw(self, life: _Life[Any]) -> None:
        self._frozen.remove(life)
        self._let(life, life.go_on)

    def end(self) -> None:
        """Nobody is left frozen when the storm is broken off."""
        for life in self._frozen:
            life.is_over = True
            life.go_on()
        if self._engine is not None:
            event.remove(self._engine, "commit", self._before_commit)

    # --- where it goes wrong

    def hook(self, name: Hook) -> None:
        """`services.deps.Deps.hook`. Raises Died."""
        self.steps += 1
        self.passed.add(name)
        if not self._now_living:
            return
        life = self._now_living[-1]
        if life.freezes_at(name):
            life.freeze()
        if name == "storing" and self._engine and self._faults.strikes("connection_lost"):
            _cut(self._engine)
        if self._faults.strikes("death", name):
            raise Died(name)

    def commits_of(self, engine: Engine) -> None:
        self._engine = engine
        event.listen(engine, "commit", self._before_commit)

    def _before_commit(self, connection: Connection) -> None:
        self.hook("committing")
        if not self._now_living:
            return
        if self._faults.strikes("commit_refused"):
            code = "40001" if self._faults.share("refused") < 0.5 else "40P01"
            connection.exec_driver_sql(_REFUSED.format(code))
        if self._faults.strikes("commit_cut"):
            connection.exec_driver_sql(_END_ME)
        if self._faults.strikes("commit_unheard"):
            connection.exec_driver_sql("COMMIT")
            connection.exec_driver_sql(_END_ME)


class _Life(Generic[T]):
    """One process, from its start to its end or its freezing."""

    def __init__(self, work: Callable[[], T]) -> None:
        self._work = work
        self.result: T | None = None
        self.broke: BaseException | None = None
        self.is_frozen = self.is_over = False
        self.freezes_after = -1
        self.sleeps = timedelta()
        self._stopped, self._go_on = Semaphore(0), Semaphore(0)

    def live(self) -> None:
        with suppress(Died, OperationalError, NotStored):  # another will be started
            self.result = self._work()

    # --- in a thread of its own

    def begin_apart(self) -> None:
        Thread(target=self._apart, daemon=True).start()
        self._stopped.acquire()

    def _apart(self) -> None:
        try:
            self.live()
        except BaseException as error:
            self.broke = error
        finally:
            self._stopped.release()

    def freezes_at(self, name: Hook) -> bool:
        if self.freezes_after > 0 and name in HOLDING_NOTHING:
            self.freezes_after -= 1
            return self.freezes_after == 0
        return False

    def freeze(self) -> None:
        self.is_frozen = True
        self._stopped.release()
        self._go_on.acquire()
        if self.is_over:
            raise Died("the storm is over")

    def go_on(self) -> None:
        self.is_frozen = False
        self._go_on.release()
        self._stopped.acquire()


def _between(low: float, high: float, share: float) -> float:
    return low + (high - low) * share


def _cut(engine: Engine) -> None:
    """The connection the next webhook will be stored over is dead, and nobody knows yet."""
    connection = straight(engine).raw_connection()
    with suppress(psycopg.OperationalError):
        driver: Any = connection.driver_connection
        driver.execute(_END_ME)
    connection.close()
