"""A text that needs no answer: a person says so, by name."""

from __future__ import annotations

from fieldcomm.domain.effects import (
    ChangePhone,
    Effect,
    Note,
    PlanCheckIns,
    SettlePromise,
    SettleTask,
)
from fieldcomm.domain.promise import PromiseKind, Settlement
from fieldcomm.domain.snapshot import Snapshot

READING_TASKS = ("read_text", "unknown_sender")


def no_reply_needed(
    snapshot: Snapshot, phone: str, job_id: int | None, words: str, *, by: str
) -> list[Effect]:
    """Lets go of the answer owed to `phone` about this job, with the tasks to read the text.

    Check-ins that frustration had stopped go on: nobody is left in silence by a click.
    """
    owed = [
        p
        for p in snapshot.all_promises()
        if p.kind is PromiseKind.REPLY and p.phone == phone and p.job_id in (job_id, None)
    ]
    tasks = [t for t in snapshot.tasks if t.kind in READING_TASKS and t.phone == phone]
    cause = f"no reply needed, says {by}"
    return [
        *(SettlePromise(p.id, Settlement.RELEASED, snapshot.now, cause=cause) for p in owed),
        *(SettleTask(task.id, by) for task in tasks),
        Note("no_reply_needed", by, job_id, {"words": words}),
        ChangePhone(phone, {"chatter_off_at": None}),
        PlanCheckIns(phone),
    ]
