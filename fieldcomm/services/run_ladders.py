"""Promises whose next step has come: prompt the owner, tell the customer, wake the manager."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from sqlalchemy import TextClause, text

from fieldcomm.clock import monotonic
from fieldcomm.domain.callback.ladder import run_ladder
from fieldcomm.domain.effects import Effect
from fieldcomm.domain.promise import PromiseKind
from fieldcomm.domain.snapshot import Snapshot
from fieldcomm.services.apply import apply
from fieldcomm.services.check_in_passed import check_in_passed
from fieldcomm.services.deps import Deps
from fieldcomm.services.locked import locked_job, locked_phone
from fieldcomm.services.unit import Unit, retrying, unit

_DUE = text(
    "SELECT id, phone, job_id FROM promises WHERE next_step_at <= :now"
    " ORDER BY next_step_at, id LIMIT :n"
)


def run_ladders(deps: Deps, *, seconds: float = 20.0) -> bool:
    """Climb every ladder whose step is due. True when some are left."""
    return climb(deps, _DUE, _climb, seconds)


def climb(deps: Deps, due: TextClause, one: Callable[[Deps, Any], bool], seconds: float) -> bool:
    """Run `one` for every row that is due, each in a transaction of its own, till time is up.

    Stops when a round moved nothing: what is left is somebody else's.
    """
    until = monotonic() + seconds
    while rows := _rows(deps, due):
        moved = False
        for row in rows:
            if monotonic() > until:
                return True
            moved = retrying(partial(one, deps, row)) or moved
        if not moved:
            return False
    return False


def _rows(deps: Deps, due: TextClause) -> Sequence[Any]:
    with unit(deps) as work:
        return work.session.execute(due, {"now": work.now, "n": 100}).all()


def _climb(deps: Deps, row: Any) -> bool:
    with unit(deps) as work:
        snapshot = locked_job(work, row.job_id) if row.job_id else locked_phone(work, row.phone)
        if snapshot is None:
            return False
        promise = next((p for p in snapshot.all_promises() if p.id == row.id), None)
        if promise is None:
            return False
        if promise.kind is PromiseKind.CHECK_IN:
            effects = check_in_passed(work, snapshot, promise)
        else:
            effects = run_ladder(snapshot, snapshot.job(promise.job_id), promise)
        _apply(work, snapshot, effects)
        deps.hook("climbed")
        return True


def _apply(work: Unit, snapshot: Snapshot, effects: list[Effect]) -> None:
    apply(work, [(snapshot, effects)])
