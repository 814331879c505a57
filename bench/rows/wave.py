"""Check-in wave: 100,000 waiting jobs due in one slot, until every text is rendered and queued.

Small waves of 1,000 run beside it, between its batches: what a job costs must not grow.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import psycopg

from bench.figures import Figure, ratio_of
from bench.ground import Ground, deps_of, environment, seconds
from bench.memory import pss
from bench.town import MOST, NOW, SLOT, people_town, set_clock
from fieldcomm.services.run_check_ins import run_check_ins
from fieldcomm.worker.garbage import collect_rarely

SMALL = 1_000
LEAST, GROWTH = 2_500, 1.2
MOST_GROWN_MB = 10
_AGAIN = (
    "TRUNCATE messages, once RESTART IDENTITY CASCADE",
    "DELETE FROM promises WHERE id > (SELECT count(*) FROM jobs)",
)
# As `bench.town` made them: who was told a minute ago would not be told again.
_DUE_AGAIN = """
UPDATE phones SET next_check_in_at = %(slot)s, last_check_in_at = %(slot)s - interval '17 hours',
  last_told_at = %(slot)s - interval '17 hours'
"""
_QUEUED = "SELECT count(DISTINCT phone) FROM messages WHERE state = 'queued'"


def measure(ground: Ground) -> Iterator[Figure]:
    jobs = 10_000 if ground.quick else MOST
    with ground.database("bench_wave") as url, ground.database("bench_small") as small_url:
        people_town(url, jobs)
        people_town(small_url, SMALL)
        wave = _Wave(url, small_url, jobs)
        wave.run()
    rate = jobs / sum(wave.big)
    queued = f"{wave.queued} of {jobs} queued"
    held = rate >= LEAST and wave.queued == jobs
    yield Figure(f"Check-in wave, {jobs:,}", f">= {LEAST:,}/s", f"{rate:,.0f}/s, {queued}", held)
    growth = ratio_of(wave.growth)
    grown = growth.median <= GROWTH if growth.measured else None
    yield Figure("Check-in wave, growth", f"<= {GROWTH} x at 1,000", str(growth), grown)
    yield flat(wave.held_mb[max(1, len(wave.held_mb) // 10) :])


def flat(held_mb: list[float]) -> Figure:
    """From the first tenth of the wave on; what is held, not the most the process has ever held."""
    first, last, most = held_mb[0], held_mb[-1], max(held_mb)
    said = f"{first:.0f} MB held after a tenth, {last:.0f} at the end, {most:.0f} at most"
    held = most - first <= MOST_GROWN_MB
    return Figure("Check-in wave, memory", f"flat: <= +{MOST_GROWN_MB} MB", said, held)


class _Wave:
    """Runs the big wave in slices of about SMALL jobs, a whole small one after each."""

    def __init__(self, url: str, small_url: str, jobs: int) -> None:
        self.big: list[float] = []  # seconds of each slice
        self.growth: list[float] = []
        self.held_mb: list[float] = []  # after each slice
        self.queued = 0
        self._jobs = jobs
        self._url, self._small_url = url, small_url
        self._since = 0.0
        self._batches = 0

    def run(self) -> None:
        collect_rarely()  # as a worker does
        small = deps_of(environment(self._small_url, None))
        with psycopg.connect(self._small_url, autocommit=True) as self._database:
            self._small = small
            self._run_small()
            deps = replace(deps_of(environment(self._url, None)), hook=self._hook)
            self._since = seconds()
            while run_check_ins(deps, seconds=20.0):
                pass
            self.big.append(seconds() - self._since)
            self.held_mb.append(pss())
            with psycopg.connect(self._url) as database:
                self.queued = _queued(database)
            deps.engine.dispose()
            small.engine.dispose()

    def _hook(self, name: str) -> None:
        """Called by the services; after every other batch of 500 the clock stops for a small wave."""
        if name != "check_ins":
            return
        self._batches += 1
        if self._batches % 2:
            return
        took = seconds() - self._since
        self.big.append(took)
        self.held_mb.append(pss())
        if self._batches % (2 if self._jobs < MOST else 4) == 0:
            self.growth.append(took / self._run_small())
        self._since = seconds()

    def _run_small(self) -> float:
        for statement in _AGAIN:
            self._database.execute(statement.encode())
        self._database.execute(_DUE_AGAIN, {"slot": SLOT})
        set_clock(self._database, NOW)
        self._database.execute("VACUUM phones")
        began = seconds()
        while run_check_ins(self._small, seconds=20.0):
            pass
        took = seconds() - began
        queued = _queued(self._database)
        assert queued == SMALL, f"{queued} of {SMALL} texts of the small wave were queued"
        return took


def _queued(database: psycopg.Connection) -> int:
    row = database.execute(_QUEUED).fetchone()
    assert row is not None
    return int(row[0])
