"""Households that heard nothing new three times: a person calls, and only as many as people can."""

from __future__ import annotations

from fieldcomm.domain.effects import ChangePhone, Effect, SettleTask
from fieldcomm.domain.policy import Policy
from fieldcomm.domain.snapshot import JobView, Snapshot

CALL_TASKS = ("call_list", "call")  # what a conversation settles


def ration(policy: Policy, on_call: int) -> int:
    """How many calls are worth asking for now: an hour's work of whoever is on call."""
    return max(1, on_call) * policy.callbacks_per_hour


def call_made(snapshot: Snapshot, job: JobView, *, by: str) -> list[Effect]:
    """Somebody of ours spoke with them: off the list, and the count of empty check-ins begins anew."""
    return [
        ChangePhone(job.phone, {"empty_check_ins": 0}),
        *(
            SettleTask(task.id, by)
            for task in snapshot.tasks
            if task.kind in CALL_TASKS and task.phone == job.phone
        ),
    ]
