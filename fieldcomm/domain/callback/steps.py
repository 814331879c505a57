"""The steps a promise climbs, and when each is due (DESIGN 3.3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from fieldcomm.domain import shifts
from fieldcomm.domain.policy import HOUR, MINUTE, Policy
from fieldcomm.domain.promise import PromiseKind
from fieldcomm.domain.snapshot import PromiseView
from fieldcomm.domain.working_hours import WorkingHours


class StepName(StrEnum):
    BEFORE = "before"  # the owner, with who expects what
    BOARD = "board"  # the board
    DUE = "due"  # the owner again
    APOLOGY = "apology"  # an honest text to the customer
    MANAGER = "manager"  # the manager on call
    STILL = "still"  # the manager, every working hour from there on
    SLOT_OVER = "slot_over"  # a check-in that never went out


@dataclass(frozen=True, slots=True, order=True)
class Step:
    """`at` is aware, in the zone of the promise's own times."""

    at: datetime
    name: StepName


CHECK_IN_GRACE = 10 * MINUTE  # a text handed over at the last moment is still reported `sent`


def next_step(
    promise: PromiseView,
    after: datetime,
    *,
    policy: Policy,
    owner_zone: ZoneInfo,
    working: WorkingHours,
) -> Step | None:
    """The first step later than `after`. None: this promise climbs no further."""
    ahead = [step for step in fixed_steps(promise, policy, owner_zone) if step.at > after]
    if ahead:
        return ahead[0]
    return _every_hour(promise, after, policy, owner_zone, working) if climbs(promise) else None


def fixed_steps(promise: PromiseView, policy: Policy, owner_zone: ZoneInfo) -> list[Step]:
    """All but the hourly ones, soonest first."""
    due = promise.due_at
    if promise.kind is PromiseKind.CHECK_IN:
        return [Step(due + CHECK_IN_GRACE, StepName.SLOT_OVER)]
    if not climbs(promise):
        return []
    return sorted(
        [
            Step(_before(promise, policy, owner_zone), StepName.BEFORE),
            Step(due - policy.board_before, StepName.BOARD),
            Step(due, StepName.DUE),
            Step(policy.quiet_ends(due + policy.apologise_after, owner_zone), StepName.APOLOGY),
            Step(due + policy.manager_after, StepName.MANAGER),
        ]
    )


def climbs(promise: PromiseView) -> bool:
    """The arrival of a visit climbs by the visit's own steps, a check-in not at all."""
    if promise.kind is PromiseKind.ARRIVAL:
        return promise.visit_id is None
    return promise.kind is not PromiseKind.CHECK_IN


def _before(promise: PromiseView, policy: Policy, zone: ZoneInfo) -> datetime:
    """Never in the owner's quiet hours: then before they begin. Promised at shorter notice, at
    once."""
    asleep = policy.quiet_starts_before(promise.due_at - policy.prompt_before, zone)
    if asleep > promise.created_at:
        return asleep
    return max(promise.due_at - policy.prompt_before, promise.created_at + AT_ONCE)


AT_ONCE = timedelta(seconds=1)  # after it was opened: a step is always later than the last one


def _every_hour(
    promise: PromiseView,
    after: datetime,
    policy: Policy,
    zone: ZoneInfo,
    working: WorkingHours,
) -> Step:
    """On the hours counted from the manager's step, those in which somebody works."""
    first = promise.due_at + policy.manager_after
    at = _on_the_hour(first, max(after, first) + AT_ONCE)
    if not shifts.is_open(working, at, zone):
        at = _on_the_hour(first, shifts.next_open(working, at, zone))
    return Step(at, StepName.STILL)


def _on_the_hour(first: datetime, at: datetime) -> datetime:
    """The first time from `at` on that is a whole number of hours after `first`."""
    return first - (first - at) // HOUR * HOUR
