"""A person of the office takes on or settles what stood on the board."""

from __future__ import annotations

from fieldcomm.domain.customer.danger import SAFETY_TASK, alerted_so_far
from fieldcomm.domain.effects import Effect, Note, Say, SettleTask
from fieldcomm.domain.snapshot import Snapshot, TaskView


def settle(snapshot: Snapshot, task: TaskView, *, by: str) -> list[Effect]:
    """Done, by them. A danger is not done but taken: everybody who was alerted hears by whom."""
    kind = "danger_taken" if task.kind == SAFETY_TASK else "task_settled"
    facts = {"words": task.words, "kind": task.kind}
    return [
        SettleTask(task.id, by),
        Note(kind, by, task.job_id, facts),
        *(_tell_alerted(snapshot, task, by) if task.kind == SAFETY_TASK else []),
    ]


def _tell_alerted(snapshot: Snapshot, task: TaskView, by: str) -> list[Effect]:
    job = snapshot.job(task.job_id)
    params = {
        "by": by,
        "customer": job.contact_name if job else None,
        "code": job.code if job else None,
    }
    return [
        Say("safety_taken", person.phone, params, job_id=task.job_id)
        for person in alerted_so_far(snapshot, task)
        if person.phone and person.name != by
    ]
