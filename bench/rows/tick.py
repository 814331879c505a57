"""Tick: what the clock's look round touches, with 100,000 open jobs and 5 million old messages; and
by how much that is more than with 1,000 and 50,000.

Gated is `look`, which every tick runs. What goes beside it is printed: the heartbeat, every ten
seconds, and the watch over ourselves, every twenty. Fetching the provider's list is not counted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import psycopg

from bench.figures import Figure, Growth
from bench.ground import Ground, deps_of, environment
from bench.old_messages import add_old
from bench.statements import buffers, heard
from bench.town import MOST, NOW, SLOT, people_town, set_clock
from fieldcomm.services.deps import Deps
from fieldcomm.services.due import look
from fieldcomm.services.heartbeat import CLOCK, Pulse
from fieldcomm.services.run_check_ins import run_check_ins
from fieldcomm.services.watch import Watch

MOST_BUFFERS = 100
FEW, BATCHES = 1_000, 50  # jobs; old messages of each
_NOT_YET = "UPDATE phones SET next_check_in_at = %(slot)s + interval '7 hours'"
_DUE = "UPDATE phones SET next_check_in_at = %(slot)s"


@dataclass(frozen=True, slots=True)
class Touched:
    """Buffers."""

    nothing_due: int
    heartbeat: int
    watch: int
    after_wave: int
    watch_after_wave: int


def measure(ground: Ground) -> Iterator[Figure]:
    jobs, batches = (20_000, 5) if ground.quick else (MOST, BATCHES)
    few, most = _touched(ground, FEW, batches), _touched(ground, jobs, batches)
    size = f"{jobs:,} jobs, {jobs * batches:,} messages"
    yield _gated("Tick, nothing due", most.nothing_due, size)
    yield _gated("Tick, right after a wave", most.after_wave, size)
    sizes = f"{FEW:,} -> {jobs:,} jobs, {FEW * batches:,} -> {jobs * batches:,} messages"
    for row, one, other in (
        ("Tick, growth", few.nothing_due, most.nothing_due),
        ("Tick, growth after a wave", few.after_wave, most.after_wave),
    ):
        yield Growth(one, other, "buffers").figure(row, sizes)
    for row, one, other in (
        ("Beside it, heartbeat", few.heartbeat, most.heartbeat),
        ("Beside it, watch", few.watch, most.watch),
        ("Beside it, watch after a wave", few.watch_after_wave, most.watch_after_wave),
    ):
        yield Figure(row, "printed", f"{Growth(one, other, 'buffers')} ({sizes})")


def _gated(row: str, touched: int, size: str) -> Figure:
    held = touched <= MOST_BUFFERS
    return Figure(row, f"<= {MOST_BUFFERS} buffers", f"{touched} buffers ({size})", held)


def _touched(ground: Ground, jobs: int, batches: int) -> Touched:
    """In a town of so many jobs, each with `batches` old messages."""
    with ground.database("bench_tick") as url:
        people_town(url, jobs)
        deps = deps_of(environment(url, None))
        with psycopg.connect(url, autocommit=True) as database:
            add_old(database, range(batches))
            database.execute(_NOT_YET, {"slot": SLOT})
            database.execute("VACUUM (ANALYZE) messages, phones")
            at_rest = _look(deps, database), _beat(deps, database), _watch(deps, database)
            database.execute(_DUE, {"slot": SLOT})
            set_clock(database, NOW)
            while run_check_ins(deps, seconds=20.0):
                pass
            after_wave = _look(deps, database), _watch(deps, database)
        deps.engine.dispose()
    return Touched(*at_rest, *after_wave)


def _look(deps: Deps, database: psycopg.Connection) -> int:
    return _buffers(deps, database, lambda: look(deps))


def _beat(deps: Deps, database: psycopg.Connection) -> int:
    return _buffers(deps, database, Pulse(deps, CLOCK).beat)


def _watch(deps: Deps, database: psycopg.Connection) -> int:
    return _buffers(deps, database, Watch(deps).look)


def _buffers(deps: Deps, database: psycopg.Connection, work: Callable[[], object]) -> int:
    with heard(deps) as said:
        work()
    return buffers(database, said)
