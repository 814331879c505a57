"""A promise climbs as its time comes and passes, until there is evidence that it was kept."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from fieldcomm.domain.callback.say import WHO_AND_WHEN, apologise, ask_manager, prompt_owner
from fieldcomm.domain.callback.steps import Step, StepName, next_step
from fieldcomm.domain.effects import Effect, Note, SettlePromise, StepPromise
from fieldcomm.domain.policy import Policy
from fieldcomm.domain.promise import Settlement
from fieldcomm.domain.shifts import is_open
from fieldcomm.domain.snapshot import JobView, Person, PromiseView, Snapshot
from fieldcomm.domain.working_hours import WorkingHours

_LATE = (StepName.DUE, StepName.APOLOGY, StepName.MANAGER, StepName.STILL)
_MONTHS_OF_HOURS = 2000


def next_step_at(
    promise: PromiseView, *, policy: Policy, owner_zone: ZoneInfo, working: WorkingHours
) -> datetime | None:
    """When the ladder of an open promise goes on after `promise.stepped_to`; None: it ends.

    Aware, in the zone of the promise's own times. `owner_zone` is where its owner sleeps.
    """
    step = next_step(
        promise, promise.stepped_to, policy=policy, owner_zone=owner_zone, working=working
    )
    return step.at if step else None


def run_ladder(snapshot: Snapshot, job: JobView | None, promise: PromiseView) -> list[Effect]:
    """What is due on an open promise by now; of steps missed while asleep only the latest.

    `snapshot` is that of the phone it was made to. Ends with where the ladder goes on.
    """
    step = _latest(snapshot, promise)
    if step is None:
        return [_stepped(snapshot, promise, None, None)]
    if step.name is StepName.SLOT_OVER:
        return check_in_over(snapshot, promise, "the check-in did not go out in its slot")
    owner = _on_shift(snapshot, promise)
    promised = owner or promise.owner
    return [
        *_take(snapshot, job, promise, step, promised),
        _stepped(snapshot, promise, step, owner),
    ]


def check_in_over(snapshot: Snapshot, promise: PromiseView, cause: str) -> list[Effect]:
    """The slot has passed without our word: broken, with its cause, on the board."""
    return [
        SettlePromise(promise.id, Settlement.IMPOSSIBLE, snapshot.now, cause=cause),
        Note("check_in_missed", "fieldcomm", promise.job_id, {"cause": cause}),
    ]


def _latest(snapshot: Snapshot, promise: PromiseView) -> Step | None:
    latest, after = None, promise.stepped_to
    for _ in range(_MONTHS_OF_HOURS):
        step = _next(snapshot, promise, after)
        if step is None or step.at > snapshot.now:
            break
        latest, after = step, step.at
    return latest


def _next(snapshot: Snapshot, promise: PromiseView, after: datetime) -> Step | None:
    policy = snapshot.policy
    return next_step(
        promise, after, policy=policy, owner_zone=policy.zone, working=policy.working_hours
    )


def _take(
    snapshot: Snapshot,
    job: JobView | None,
    promise: PromiseView,
    step: Step,
    owner: Person | None,
) -> list[Effect]:
    match step.name:
        case StepName.BOARD | StepName.DUE if promise.words == WHO_AND_WHEN:
            # Not asked for when it was made, as the late call itself was; so before its time once.
            early = step.name is StepName.BOARD
            return prompt_owner(snapshot, job, promise, StepName.BEFORE, owner) if early else []
        case StepName.BEFORE | StepName.DUE:
            return prompt_owner(snapshot, job, promise, step.name, owner)
        case StepName.APOLOGY:
            return apologise(snapshot, job, promise, owner)
        case StepName.MANAGER | StepName.STILL:
            return ask_manager(snapshot, job, promise, step, owner)
    return []


def _on_shift(snapshot: Snapshot, promise: PromiseView) -> Person | None:
    """Whom the promise is handed to while its owner of the office is off: who is at the desk by
    the rota, else who is on call. Without a rota the office is off when it is closed."""
    owner, policy = promise.owner, snapshot.policy
    if owner is None or owner.is_contractor or owner.on_call:
        return None
    known = next((p for p in snapshot.office if p.id == owner.id), owner)
    if known.on_call or known.on_shift:
        return None
    if known.on_shift is None and is_open(policy.working_hours, snapshot.now, policy.zone):
        return None
    return next(iter(snapshot.taking_over()), None)


def _stepped(
    snapshot: Snapshot, promise: PromiseView, step: Step | None, owner: Person | None
) -> StepPromise:
    following = _next(snapshot, promise, max(snapshot.now, promise.stepped_to))
    board = step is not None and step.name in (StepName.BOARD, *_LATE)
    return StepPromise(
        promise.id,
        stepped_to=max(snapshot.now, promise.stepped_to),
        next_step_at=following.at if following else None,
        on_board=True if board else None,
        owner=owner,
    )
