"""Danger comes before any other reading: answered at once, and climbs until a person accepts."""

from __future__ import annotations

from fieldcomm.domain.customer.owed import likely_job
from fieldcomm.domain.effects import Effect, Note, OpenTask, Say, StepTask
from fieldcomm.domain.intent.reading import Reading
from fieldcomm.domain.snapshot import JobView, Person, Snapshot, TaskView

SAFETY_TASK = "safety"


def decide_danger(snapshot: Snapshot, reading: Reading, text: str) -> list[Effect]:
    """For anybody who texts of danger: customer, contractor, stranger; opted out or not."""
    job = likely_job(snapshot, reading) or snapshot.household
    order = snapshot.manager_on_call()
    running = danger_task(snapshot, snapshot.phone.phone)
    to = order[running.step % len(order)] if running and order else next(iter(order), None)
    effects: list[Effect] = []
    if snapshot.phone.consent != "stopped":
        effects.append(_safety(snapshot, reading, job, alerted=to is not None and to.is_manager))
    if to is not None:
        effects.append(_alert(snapshot, job, to, text, running, step="first"))
    if running is None:
        effects.append(_task(snapshot, job, text))
    actor = snapshot.speaker.name if snapshot.speaker else "customer"
    noted = {"hazard": reading.hazard, "words": text, "alerted": to.name if to else None}
    return [*effects, Note("danger", actor, job.id if job else None, noted)]


HURRIED = 20  # steps, an hour's worth: whoever has not answered by then is asleep or away


def climb_danger(snapshot: Snapshot, task: TaskView) -> list[Effect]:
    """Nobody has accepted yet: the next person on the list, round and round until somebody does.

    `snapshot` is that of the phone which reported the danger.
    """
    order = snapshot.manager_on_call()
    step = task.step + 1
    policy = snapshot.policy
    again = policy.safety_climb if step < HURRIED else policy.safety_climb_later
    next_step = StepTask(task.id, step, snapshot.now + again)
    if not order:
        return [next_step]
    job = snapshot.job(task.job_id) or snapshot.household
    to = order[step % len(order)]
    return [_alert(snapshot, job, to, task.words, task, step="again"), next_step]


def danger_task(snapshot: Snapshot, phone: str) -> TaskView | None:
    """The open report of danger from this phone."""
    return next((t for t in snapshot.tasks if t.kind == SAFETY_TASK and t.phone == phone), None)


def alerted_so_far(snapshot: Snapshot, task: TaskView) -> list[Person]:
    """Whom the climb has reached."""
    return snapshot.manager_on_call()[: task.step + 1]


def _safety(snapshot: Snapshot, reading: Reading, job: JobView | None, *, alerted: bool) -> Say:
    return Say(
        "safety",
        snapshot.phone.phone,
        {"hazard": reading.hazard or "gas", "alerted": alerted},
        job_id=job.id if job else None,
        answers=True,
    )


def _alert(
    snapshot: Snapshot,
    job: JobView | None,
    to: Person,
    words: str,
    task: TaskView | None,
    *,
    step: str,
) -> Say:
    phone = (task.phone if task else None) or snapshot.phone.phone
    speaker = snapshot.speaker
    who = speaker.name if speaker and speaker.phone == phone else None
    return Say(
        "safety_alert",
        to.phone or "",
        {
            "customer": who or (job.contact_name if job else None),
            "customer_phone": phone,
            "code": job.code if job else None,
            "address": job.address if job else None,
            "words": words,
            "step": step,
        },
        job_id=job.id if job else None,
        refs={"phone": phone, "job": job.id if job else None},
    )


def _task(snapshot: Snapshot, job: JobView | None, text: str) -> OpenTask:
    return OpenTask(
        SAFETY_TASK,
        text,
        job_id=job.id if job else None,
        phone=snapshot.phone.phone,
        climb=snapshot.policy.safety_climb,
    )
