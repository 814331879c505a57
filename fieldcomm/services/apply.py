"""Carry out what decisions want, for any number of them, in the transaction that read them.

The only interpreter of effects. Rows are collected first and written in a constant number of
statements, so a wave of check-ins costs what one costs, times rows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from fieldcomm.domain.effects import (
    AddUpdate,
    BookVisit,
    ChangeJob,
    ChangePhone,
    ChangeVisit,
    Effect,
    Guard,
    MarkJob,
    Note,
    OpenPromise,
    OpenTask,
    PlanCheckIns,
    RecordConsent,
    Say,
    SettlePromise,
    SettleTask,
    StepPromise,
    StepTask,
    StepVisit,
    StopLinks,
    SuppressQueued,
    TakeBack,
    TakeOnJob,
)
from fieldcomm.domain.snapshot import Snapshot
from fieldcomm.services.apply_promises import open_promise, settle_promise, step_promise
from fieldcomm.services.apply_say import say
from fieldcomm.services.apply_work import (
    add_update,
    book_visit,
    change_job,
    change_visit,
    note,
    open_task,
    step_visit,
)
from fieldcomm.services.batch import Batch, Decision
from fieldcomm.services.mint_link import stop_links
from fieldcomm.services.plan_check_ins import plan_check_ins
from fieldcomm.services.unit import Unit
from fieldcomm.store import locks
from fieldcomm.store import write as rows

TOLD_ONE_BY_ONE = 20

_ORDER: tuple[type[Any], ...] = (BookVisit, OpenPromise)  # their ids are needed by the rest

_HANDLERS: dict[type[Any], Any] = {
    BookVisit: book_visit,
    OpenPromise: open_promise,
    SettlePromise: settle_promise,
    StepPromise: step_promise,
    ChangeJob: change_job,
    ChangeVisit: change_visit,
    StepVisit: step_visit,
    Note: note,
    OpenTask: open_task,
    AddUpdate: add_update,
    Say: say,
}


def apply(unit: Unit, decisions: Sequence[tuple[Snapshot, Sequence[Effect]]]) -> list[Snapshot]:
    """Apply every decision; returns the snapshots of those dropped because a Guard had been used."""
    batch = Batch(unit, decisions)
    fresh = rows.use_once_keys(unit.session, batch.keys(), unit.now)
    batch.use_keys(fresh)
    _know_recipients(batch)
    batch.take_ids()
    for decision in batch.live():
        _take_back(batch, decision)
        _apply_one(batch, decision)
    if unit.deed is None:
        rows.write(unit.session, batch.rows)
    else:
        unit.deed.write(batch.rows, fresh)
    plan_check_ins(unit, batch.to_plan())
    if batch.rows.messages:
        unit.said += [row["id"] for row in batch.rows.messages]
        unit.bells.add("outbox")
        _tell(unit, batch.rows.messages)
    return batch.dropped()


def _tell(unit: Unit, messages: Sequence[Mapping[str, Any]]) -> None:
    """A line a text, or one for a wave: that has to be quick, and its texts' ids are a row."""
    if len(messages) > TOLD_ONE_BY_ONE:
        ids = [row["id"] for row in messages]
        unit.tell("texts_decided", n=len(ids), first=min(ids), last=max(ids))
        return
    for row in messages:
        unit.tell("text_decided", message=row["id"], moment=row["moment"], state=row["state"])


def _apply_one(batch: Batch, decision: Decision) -> None:
    first = [e for e in decision.effects if isinstance(e, _ORDER)]
    rest = [e for e in decision.effects if not isinstance(e, _ORDER)]
    for effect in (*first, *rest):
        handler = _HANDLERS.get(type(effect))
        if handler is not None:
            handler(batch, decision, effect)
            continue
        _apply_small(batch, decision, effect)


def _apply_small(batch: Batch, decision: Decision, effect: Effect) -> None:
    """Effects that are one row each and know all they need."""
    now: datetime = batch.unit.now
    match effect:
        case ChangePhone(phone, fields):
            batch.change_phone(phone, fields)
        case MarkJob(job_id, fields):
            batch.rows.job_changes[job_id].update(fields)
        case RecordConsent():
            batch.rows.consents.append(
                {
                    "phone": effect.phone,
                    "state": effect.state,
                    "source": effect.source,
                    "wording": effect.wording,
                    "actor": effect.actor,
                    "at": now,
                }
            )
            batch.rows.change_phone(effect.phone, {"consent": effect.state})
            batch.consent[effect.phone] = effect.state
        case StepTask(task_id, step, next_step_at):
            batch.rows.task_steps.append({"b_id": task_id, "step": step, "at": next_step_at})
        case SettleTask(task_id, by):
            batch.rows.task_settled.append({"b_id": task_id, "at": now, "by": by})
        case PlanCheckIns(phone):
            batch.plan.add(phone)
        case Guard() | SuppressQueued() | TakeBack() | StopLinks() | TakeOnJob():
            pass  # done before anything is written, or after all of it
        case _:
            raise TypeError(f"no way to apply {type(effect).__name__}")


def _take_back(batch: Batch, decision: Decision) -> None:
    """Suppressing comes before this decision's own texts are written: they are not meant."""
    for effect in decision.effects:
        if batch.unit.deed is not None and isinstance(effect, SuppressQueued | TakeBack):
            batch.unit.deed.before_taking_back(effect)
        if isinstance(effect, SuppressQueued):
            rows.suppress_queued(batch.unit.session, effect.phone, effect.why, effect.moments)
        elif isinstance(effect, TakeBack):
            rows.take_back(batch.unit.session, effect.once, effect.why)
        elif isinstance(effect, StopLinks):
            stop_links(batch.unit, effect.job_id)


def _know_recipients(batch: Batch) -> None:
    phones = batch.phones_named()
    unknown = phones - batch.recipients.keys()
    if unknown:
        locks.know_phones(batch.unit.session, sorted(unknown))
        batch.recipients.update(rows.read_recipients(batch.unit.session, sorted(unknown)))
