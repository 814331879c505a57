"""Tasks of the board: a person settles one; danger is settled by whoever takes it on."""

from __future__ import annotations

from typing import Any

from sqlalchemy import text

from fieldcomm.domain.desk.take_task import settle
from fieldcomm.domain.snapshot import Snapshot, TaskView
from fieldcomm.services.apply import apply
from fieldcomm.services.deps import Deps
from fieldcomm.services.errors import Refused
from fieldcomm.services.locked import locked_job, locked_phone
from fieldcomm.services.unit import Unit, retrying, unit

_TASK = text(
    "SELECT id, kind, phone, job_id, words, step, opened_at, settled_at, settled_by FROM tasks"
    " WHERE id = :id"
)
_LOCK = text("SELECT id FROM tasks WHERE id = :id FOR UPDATE")
_ANY_PHONE = text("SELECT phone FROM users WHERE phone IS NOT NULL ORDER BY id LIMIT 1")


def settle_task(deps: Deps, task_id: int, *, by: str) -> None:
    """Somebody has done it, or has taken a danger on. Raises Refused when another was quicker."""
    retrying(lambda: _settle(deps, task_id, by))


def _settle(deps: Deps, task_id: int, by: str) -> None:
    with unit(deps) as work:
        task = task_of(work, task_id)
        snapshot = _snapshot(work, task)
        work.session.execute(_LOCK, {"id": task_id})
        task = task_of(work, task_id)
        if task.settled_at is not None:
            raise Refused(f"{task.settled_by} has settled that already.")
        view = TaskView(*task[:7])
        apply(work, [(snapshot, settle(snapshot, view, by=by))])


def task_of(work: Unit, task_id: int) -> Any:
    """Columns of the task, settled or not. Raises Refused."""
    task = work.session.execute(_TASK, {"id": task_id}).one_or_none()
    if task is None:
        raise Refused("There is no such task.")
    return task


def _snapshot(work: Unit, task: Any) -> Snapshot:
    """Under the locks every decision about the person takes."""
    found = locked_job(work, task.job_id) if task.job_id is not None else None
    if found is not None:
        return found
    phone = task.phone or work.session.scalar(_ANY_PHONE)
    if phone is None:
        raise Refused("The task is about nobody; it cannot be settled here.")
    return locked_phone(work, phone)
