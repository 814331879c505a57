"""Promises opened, settled and climbed, as rows."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from fieldcomm.domain.callback.ladder import next_step_at
from fieldcomm.domain.callback.steps import AT_ONCE
from fieldcomm.domain.effects import OpenPromise, SettlePromise, StepPromise
from fieldcomm.domain.promise import PromiseKind, PromiseState, Settlement, settle
from fieldcomm.domain.snapshot import Person, PromiseView
from fieldcomm.services.batch import Batch, Decision

# How long after its time a check-in that was handed over may still be reported as sent.
CHECK_IN_GRACE = timedelta(minutes=10)
_DEFAULT_CAUSE = {
    Settlement.RENEGOTIATED: "moved only after it was due",
    Settlement.IMPOSSIBLE: "it could not be kept any more",
}


def open_promise(batch: Batch, decision: Decision, effect: OpenPromise) -> None:
    id_ = batch.new_id("promises")
    visit_id = decision.labels[effect.visit][1] if effect.visit else effect.visit_id
    now = batch.unit.now
    view = PromiseView(
        id=id_,
        kind=effect.kind,
        phone=effect.phone,
        job_id=effect.job_id,
        visit_id=visit_id,
        owner=effect.owner,
        words=effect.words,
        due_at=effect.due_at,
        version=1,
        created_at=now,
        stepped_to=now + AT_ONCE if effect.told else now,
    )
    batch.rows.promises.append(
        {
            "id": id_,
            "kind": str(effect.kind),
            "job_id": effect.job_id,
            "visit_id": visit_id,
            "phone": effect.phone,
            **_owner(effect.owner),
            "words": effect.words,
            "due_at": effect.due_at,
            "created_at": now,
            "stepped_to": view.stepped_to,
            "next_step_at": _first_step(batch, view) if effect.climbs else None,
        }
    )
    if effect.label:
        decision.labels[effect.label] = ("promise", id_, 1)


def _first_step(batch: Batch, view: PromiseView) -> datetime | None:
    if view.kind is PromiseKind.CHECK_IN:
        return view.due_at + CHECK_IN_GRACE
    if view.kind is PromiseKind.ARRIVAL and view.visit_id is not None:
        return None  # the visit's own steps ask, warn and apologise
    policy = batch.unit.policy
    return next_step_at(view, policy=policy, owner_zone=policy.zone, working=policy.working_hours)


def settle_promise(batch: Batch, decision: Decision, effect: SettlePromise) -> None:
    """Settle it unless it is settled already; a settled promise climbs no further."""
    view = next((p for p in decision.snapshot.all_promises() if p.id == effect.promise_id), None)
    if view is None or batch.rows.promise_changes[view.id].get("state"):
        return
    state = settle(PromiseState.OPEN, view.due_at, effect.settlement, effect.at)
    if state is None:
        return
    cause = effect.cause
    if state is PromiseState.BROKEN:
        cause = cause or _DEFAULT_CAUSE[effect.settlement]
    replacement = decision.labels.get(effect.replaced_by) if effect.replaced_by else None
    batch.rows.promise_changes[view.id].update(
        {
            "state": str(state),
            "cause": cause,
            "settled_at": effect.at,
            "replaced_by": replacement[1] if replacement else None,
            "version": view.version + 1,
            "next_step_at": None,
        }
    )
    _on_timeline(batch, view, state, cause)


def _on_timeline(batch: Batch, view: PromiseView, state: PromiseState, cause: str | None) -> None:
    if view.kind is PromiseKind.CHECK_IN and state is not PromiseState.BROKEN:
        return  # the text itself is on the timeline
    batch.rows.events.append(
        {
            "job_id": view.job_id,
            "at": batch.unit.now,
            "kind": f"promise_{state}",
            "actor": "fieldcomm",
            "data": {"promise": view.id, "kind": str(view.kind), "cause": cause},
        }
    )


def step_promise(batch: Batch, decision: Decision, effect: StepPromise) -> None:
    changes = batch.rows.promise_changes[effect.promise_id]
    if changes.get("state"):
        return
    changes.update({"stepped_to": effect.stepped_to, "next_step_at": effect.next_step_at})
    if effect.on_board is not None:
        changes["on_board"] = effect.on_board
    if effect.owner is not None:
        changes.update(_owner(effect.owner))


def _owner(owner: Person | None) -> dict[str, Any]:
    return {
        "owner_user_id": owner.id if owner and not owner.is_contractor else None,
        "owner_contractor_id": owner.id if owner and owner.is_contractor else None,
    }
