"""Danger alerts that nobody has accepted yet climb to the next person; a wait at a door ends."""

from __future__ import annotations

from typing import Any

from sqlalchemy import text

from fieldcomm.domain.customer.danger import climb_danger
from fieldcomm.domain.desk.nobody_home import NOBODY_HOME, wait_is_over
from fieldcomm.services.apply import apply
from fieldcomm.services.deps import Deps
from fieldcomm.services.locked import locked_phone
from fieldcomm.services.run_ladders import climb
from fieldcomm.services.unit import unit

_DUE = text(
    "SELECT id, phone FROM tasks WHERE next_step_at <= :now AND settled_at IS NULL"
    " ORDER BY next_step_at, id LIMIT :n"
)


def run_alarms(deps: Deps, *, seconds: float = 20.0) -> bool:
    """Climb every alarm that is due. True when some are left."""
    return climb(deps, _DUE, _climb, seconds)


def _climb(deps: Deps, row: Any) -> bool:
    with unit(deps) as work:
        snapshot = locked_phone(work, row.phone)
        task = next((t for t in snapshot.tasks if t.id == row.id), None)
        if task is None:
            return False
        decide = wait_is_over if task.kind == NOBODY_HOME else climb_danger
        apply(work, [(snapshot, decide(snapshot, task))])
        return True
