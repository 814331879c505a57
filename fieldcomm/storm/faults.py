"""Deaths by seed: at any commit and around any network call, a process may be gone."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Engine, event

from fieldcomm.storm.dice import Dice

DEATHS = 0.004  # of the steps at which a process could die


class Died(BaseException):
    """The process is gone: nothing catches this but the storm, which starts another."""


class Faults:
    """Counts every step; at some of them, chosen by the seed alone, whoever takes it dies.

    The same seed strikes at the same numbers, so that leaving some out (`only` says which remain)
    replays the rest. `struck` lists those that did.
    """

    def __init__(self, seed: int | None, only: frozenset[int] | None = None) -> None:
        self._seed, self._only = seed, only
        self.calm = False  # while the town recovers at the end
        self.steps = 0
        self.struck: dict[int, str] = {}

    def __call__(self, name: str) -> None:
        """A hook (services.deps.Deps.hook). Raises Died."""
        self.steps += 1
        if self._strikes():
            self.struck[self.steps] = name
            raise Died(name)

    def _strikes(self) -> bool:
        if self._seed is None or self.calm:
            return False
        if self._only is not None and self.steps not in self._only:
            return False
        return Dice(self._seed, "death", self.steps).chance(DEATHS)

    def at_commits_of(self, engine: Engine) -> None:
        """Also right before each commit: what was decided is then gone with who decided it."""
        if self._seed is not None:
            event.listen(engine, "commit", self._before_commit)

    def _before_commit(self, _connection: Any) -> None:
        self("commit")
