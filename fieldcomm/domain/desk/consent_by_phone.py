"""Somebody says on the phone that they want no more texts, or texts again."""

from __future__ import annotations

from fieldcomm.domain.customer.consent import CALL_TASK, calls_instead, no_more_check_ins
from fieldcomm.domain.effects import (
    Effect,
    Note,
    PlanCheckIns,
    RecordConsent,
    SettleTask,
    SuppressQueued,
)
from fieldcomm.domain.snapshot import JobView, Snapshot

SOURCE = "phone call"


def opted_out_by_phone(snapshot: Snapshot, words: str, *, by: str) -> list[Effect]:
    """As a STOP by text: silence at once, and what we owe stays open, as calls."""
    phone = snapshot.phone.phone
    return [
        RecordConsent(phone, "stopped", SOURCE, words, by),
        SuppressQueued(phone, "opted out"),
        *(calls_instead(snapshot) if snapshot.phone.consent != "stopped" else []),
        *no_more_check_ins(snapshot),
        *(Note("opted_out", by, job.id, {"words": words}) for job in _theirs(snapshot)),
    ]


def opted_in_by_phone(snapshot: Snapshot, words: str, *, by: str) -> list[Effect]:
    """Texts reach them again; calls that were owed only for want of texts are done with."""
    phone = snapshot.phone.phone
    return [
        RecordConsent(phone, "given", SOURCE, words, by),
        *(
            SettleTask(task.id, "opted in again")
            for task in snapshot.tasks
            if task.kind == CALL_TASK and task.phone == phone
        ),
        *(Note("opted_in", by, job.id, {"words": words}) for job in _theirs(snapshot)),
        PlanCheckIns(phone),
    ]


def _theirs(snapshot: Snapshot) -> list[JobView]:
    return [job for job in snapshot.jobs if job.phone == snapshot.phone.phone]
