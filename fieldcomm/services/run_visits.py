"""Visits whose next step has come: remind, ask the contractor, own up at the window's end."""

from __future__ import annotations

from typing import Any

from sqlalchemy import text

from fieldcomm.domain.arrival.steps import run_steps
from fieldcomm.services.apply import apply
from fieldcomm.services.deps import Deps
from fieldcomm.services.locked import locked_job
from fieldcomm.services.run_ladders import climb
from fieldcomm.services.unit import unit

_DUE = text(
    "SELECT id, job_id FROM visits WHERE next_step_at <= :now ORDER BY next_step_at, id LIMIT :n"
)


def run_visits(deps: Deps, *, seconds: float = 20.0) -> bool:
    """Take every visit's step that is due. True when some are left."""
    return climb(deps, _DUE, _step, seconds)


def _step(deps: Deps, row: Any) -> bool:
    with unit(deps) as work:
        snapshot = locked_job(work, row.job_id)
        job = snapshot.job(row.job_id) if snapshot else None
        visit = job.visit(row.id) if job else None
        if snapshot is None or job is None or visit is None or visit.next_step_at is None:
            return False
        if visit.next_step_at > work.now:
            return False
        apply(work, [(snapshot, run_steps(snapshot, job, visit))])
        deps.hook("stepped")
        return True
