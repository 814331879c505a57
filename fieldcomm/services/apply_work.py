"""Jobs, visits, tasks, updates and the timeline, as rows."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from fieldcomm.domain import job as jobs
from fieldcomm.domain import visit as visits
from fieldcomm.domain.arrival.steps import next_step_at
from fieldcomm.domain.effects import (
    AddUpdate,
    BookVisit,
    ChangeJob,
    ChangeVisit,
    Note,
    OpenTask,
    StepVisit,
)
from fieldcomm.domain.job import JobStatus
from fieldcomm.domain.snapshot import VisitView
from fieldcomm.domain.visit import VisitEvent, VisitKind, VisitStatus
from fieldcomm.services.apply_say import as_json
from fieldcomm.services.batch import Batch, Decision


class NotPossible(Exception):
    """A decision wanted something its rows do not allow; nothing of it is kept."""


def change_job(batch: Batch, decision: Decision, effect: ChangeJob) -> None:
    view = decision.snapshot.job(effect.job_id)
    if view is None:
        raise NotPossible(f"no job {effect.job_id} in this decision")
    row = batch.working("jobs", view.id, {"status": view.status})
    changes: dict[str, Any] = {"changed_at": batch.unit.now}
    if effect.event is not None:
        after = jobs.after(JobStatus(row["status"]), effect.event)
        if after is None:
            raise NotPossible(f"a job that is {row['status']} cannot be {effect.event}")
        row["status"] = after
        changes["status"] = str(after)
        if after is JobStatus.DONE:
            changes["finished_at"] = effect.at or batch.unit.now
        if after not in jobs.OPEN:
            changes["closed_at"] = batch.unit.now
    if effect.waiting_on is not None:
        changes["waiting_on"] = str(effect.waiting_on)
        changes["chase_at"] = effect.chase_at
    if effect.contractor is not None:
        changes["contractor_id"] = effect.contractor.id
    if effect.owner is not None:
        changes["owner_id"] = effect.owner.id
    batch.rows.job_changes[view.id].update(changes)


def book_visit(batch: Batch, decision: Decision, effect: BookVisit) -> None:
    job = decision.snapshot.job(effect.job_id)
    if job is None:
        raise NotPossible(f"no job {effect.job_id} in this decision")
    now = batch.unit.now
    id_ = batch.new_id("visits")
    view = VisitView(
        id=id_,
        job_id=job.id,
        kind=VisitKind(effect.kind),
        window_from=effect.window_from,
        window_to=effect.window_to,
        status=VisitStatus(effect.status),
        version=1,
        contractor=effect.contractor,
        tell_customer=effect.tell_customer,
        told_at=now if effect.status != VisitStatus.PROPOSED else None,
        created_at=now,
        stepped_to=now,
    )
    batch.rows.visits.append(
        {
            "id": id_,
            "job_id": job.id,
            "contractor_id": effect.contractor.id if effect.contractor else None,
            "kind": effect.kind,
            "window_from": view.window_from,
            "window_to": view.window_to,
            "status": effect.status,
            "tell_customer": effect.tell_customer,
            "told_at": view.told_at,
            "created_at": now,
            "stepped_to": now,
            "next_step_at": next_step_at(view, policy=batch.unit.policy, zone=job.zone),
        }
    )
    decision.labels[effect.label] = ("visit", id_, 1)


def change_visit(batch: Batch, decision: Decision, effect: ChangeVisit) -> None:
    found = next(((j, v) for j, v in decision.snapshot.visits() if v.id == effect.visit_id), None)
    if found is None:
        raise NotPossible(f"no visit {effect.visit_id} in this decision")
    job, original = found
    row = batch.working("visits", original.id, {"view": original})
    before: VisitView = row["view"]
    view = _changed(batch, before, effect)
    row["view"] = view
    batch.rows.visit_changes[view.id].update(
        {
            "status": str(view.status),
            "version": view.version,
            "window_from": view.window_from,
            "window_to": view.window_to,
            "contractor_id": view.contractor.id if view.contractor else None,
            "eta": view.eta,
            "slips": view.slips,
            "told_at": view.told_at,
            "moved_from": view.moved_from,
            "asked_at": view.asked_at,
            "arrived_at": view.arrived_at,
            "left_at": view.left_at,
            "stepped_to": view.stepped_to,
            "next_step_at": next_step_at(view, policy=batch.unit.policy, zone=job.zone),
        }
    )


def _changed(batch: Batch, view: VisitView, effect: ChangeVisit) -> VisitView:
    status = view.status
    if effect.event is not None:
        after = visits.after(status, effect.event)
        if after is None:
            raise NotPossible(f"a visit that is {status} cannot be {effect.event}")
        status = after
    moved = effect.event is VisitEvent.MOVED
    return replace(
        view,
        status=status,
        version=view.version + 1 if effect.renew else view.version,
        window_from=effect.window_from or view.window_from,
        window_to=effect.window_to or view.window_to,
        contractor=None if effect.no_contractor else effect.contractor or view.contractor,
        eta=None if effect.clear_eta or moved else effect.eta or view.eta,
        slips=0 if moved else view.slips + 1 if effect.slipped else view.slips,
        told_at=effect.told_at or (None if moved else view.told_at),
        # Moved twice before anybody heard of it: what counts is the window the customer knows.
        moved_from=view.window_from if moved and view.told_at else view.moved_from,
        asked_at=batch.unit.now if moved else view.asked_at,
        arrived_at=effect.arrived_at or view.arrived_at,
        left_at=effect.left_at or view.left_at,
        # A moved visit starts its steps over; what was due before the move is no longer meant.
        stepped_to=batch.unit.now if moved else view.stepped_to,
    )


def step_visit(batch: Batch, decision: Decision, effect: StepVisit) -> None:
    batch.rows.visit_changes[effect.visit_id].update(
        {"stepped_to": effect.stepped_to, "next_step_at": effect.next_step_at}
    )


def note(batch: Batch, decision: Decision, effect: Note) -> None:
    deed = batch.unit.deed
    batch.rows.events.append(
        {
            "job_id": effect.job_id,
            "at": effect.at or batch.unit.now,
            "kind": effect.kind,
            "actor": effect.actor,
            "data": as_json(effect.data),
            "deed_id": deed.id if deed else None,
        }
    )


def open_task(batch: Batch, decision: Decision, effect: OpenTask) -> None:
    batch.rows.tasks.append(
        {
            "kind": effect.kind,
            "job_id": effect.job_id,
            "phone": effect.phone,
            "message_id": effect.message_id,
            "words": effect.words,
            "opened_at": batch.unit.now,
            "next_step_at": batch.unit.now + effect.climb if effect.climb else None,
        }
    )


def add_update(batch: Batch, decision: Decision, effect: AddUpdate) -> None:
    batch.rows.updates.append(
        {
            "job_id": effect.job_id,
            "text": effect.text,
            "state": "released" if effect.released else "proposed",
            "author": effect.author,
            "created_at": batch.unit.now,
            "released_at": batch.unit.now if effect.released else None,
        }
    )
