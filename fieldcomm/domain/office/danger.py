"""A report of danger is taken by one person, and the others alerted are told who."""

from __future__ import annotations

from fieldcomm.domain.callback.owner_acks import ack
from fieldcomm.domain.callback.owner_meant import Meant
from fieldcomm.domain.customer.danger import SAFETY_TASK, alerted_so_far, climb_danger
from fieldcomm.domain.effects import Effect, Note, Say, SettleTask
from fieldcomm.domain.snapshot import Snapshot, TaskView


def reported(snapshot: Snapshot) -> TaskView | None:
    """The report this person was last alerted to; else the oldest they were ever alerted to."""
    asked = snapshot.phone.asked_refs.get("phone")
    mine = [
        task
        for task in snapshot.tasks
        if task.kind == SAFETY_TASK and (task.phone == asked or _was_alerted(snapshot, task))
    ]
    return min(mine, key=lambda task: (task.phone != asked, task.opened_at), default=None)


def _was_alerted(snapshot: Snapshot, task: TaskView) -> bool:
    speaker = snapshot.speaker
    return speaker is not None and any(p.id == speaker.id for p in alerted_so_far(snapshot, task))


def accept_danger(snapshot: Snapshot) -> list[Effect]:
    """The climb ends: a person calls them now."""
    task, speaker = reported(snapshot), snapshot.speaker
    if task is None or speaker is None:
        return [ack(snapshot, "already_taken", None)]
    job = snapshot.job(task.job_id)
    facts = {
        "by": speaker.first_name,
        "customer": job.contact_name if job else None,
        "code": job.code if job else None,
    }
    others = [p for p in alerted_so_far(snapshot, task) if p.phone and p.phone != speaker.phone]
    return [
        SettleTask(task.id, speaker.name),
        Note("danger_taken", speaker.name, task.job_id, {"words": task.words}),
        *(Say("safety_taken", p.phone or "", facts, job_id=task.job_id) for p in others),
        _taken(snapshot, task),
    ]


def decline_danger(snapshot: Snapshot) -> list[Effect]:
    """The next person is alerted at once."""
    task = reported(snapshot)
    return climb_danger(snapshot, task) if task is not None else []


def _taken(snapshot: Snapshot, task: TaskView) -> Say:
    job = snapshot.job(task.job_id)
    said = ack(snapshot, "taken", Meant(None, job))
    params = {**said.params, "customer_phone": task.phone}
    return Say(said.moment, said.to, params, job_id=task.job_id, answers=True)
