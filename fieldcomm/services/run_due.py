"""Everything that time brings: the one use case behind the `due` queue."""

from __future__ import annotations

from fieldcomm.clock import monotonic
from fieldcomm.services.close_quiet_jobs import close_quiet_jobs
from fieldcomm.services.deps import Deps
from fieldcomm.services.reconcile import reconcile
from fieldcomm.services.release_held import release_held
from fieldcomm.services.run_alarms import run_alarms
from fieldcomm.services.run_check_ins import run_check_ins
from fieldcomm.services.run_day_lists import run_day_lists
from fieldcomm.services.run_ladders import run_ladders
from fieldcomm.services.run_visits import run_visits


def run_due(deps: Deps, *, seconds: float = 20.0) -> bool:
    """Danger first, then arrivals and promises, then the rest. True when something is left."""
    until = monotonic() + seconds

    def left() -> float:
        return max(0.5, until - monotonic())

    more = [
        run_alarms(deps, seconds=left()),
        release_held(deps),
        run_visits(deps, seconds=left()),
        run_ladders(deps, seconds=left()),
        run_day_lists(deps, seconds=left()),
        run_check_ins(deps, seconds=left()),
        reconcile(deps, seconds=left()),
        close_quiet_jobs(deps),
    ]
    return any(more)
