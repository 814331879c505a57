"""When a person can keep a promise: working hours, who is on, how many are already owed (3.3)."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from fieldcomm.domain import shifts
from fieldcomm.domain.policy import Policy
from fieldcomm.domain.snapshot import Snapshot
from fieldcomm.domain.times import up_to

QUARTER = timedelta(minutes=15)


def due_for_person(snapshot: Snapshot, *, within: timedelta | None = None) -> datetime:
    """By when somebody can honestly be promised to answer; aware UTC, on a quarter of an hour.

    `within` is working time (default `policy.reply_within`). An hour in which the office
    already owes as much as its people can keep is passed over.
    """
    policy = snapshot.policy
    span = policy.reply_within if within is None else within
    due = up_to(shifts.add(policy.working_hours, snapshot.now, span, policy.zone), 15)
    if due.astimezone(policy.zone).date() > snapshot.now.astimezone(policy.zone).date():
        due = max(due, _of_a_morning(policy, due, span))
    for _ in range(200):
        if owed_in_hour_before(snapshot, due) < keepable_per_hour(snapshot):
            break
        due = up_to(shifts.add(policy.working_hours, due, QUARTER, policy.zone), 15)
    return due.astimezone(snapshot.now.tzinfo)


def _of_a_morning(policy: Policy, due: datetime, span: timedelta) -> datetime:
    """What is left for another day finds the evening's others waiting, and nobody may be called
    before they are awake: it has its whole time from then."""
    midnight = datetime.combine(due.astimezone(policy.zone).date(), time(), policy.zone)
    opens = shifts.next_open(policy.working_hours, midnight, policy.zone)
    awake = policy.quiet_ends(opens, policy.zone)
    return up_to(shifts.add(policy.working_hours, awake, span, policy.zone), 15)


def asked_for(snapshot: Snapshot, at: datetime | None) -> datetime:
    """When to call somebody who said when: then, in working hours; else as soon as we can."""
    if at is None or at <= snapshot.now:
        return due_for_person(snapshot)
    policy = snapshot.policy
    opened = shifts.next_open(policy.working_hours, at, policy.zone)
    # "After 5" is kept a little after 5; a closed hour moves to the next opening and its slack.
    return opened.astimezone(snapshot.now.tzinfo)


def keepable_per_hour(snapshot: Snapshot) -> int:
    people = sum(1 for person in snapshot.office if person.on_call) or 1
    return people * snapshot.policy.callbacks_per_hour


def owed_in_hour_before(snapshot: Snapshot, due: datetime) -> int:
    return sum(1 for at in snapshot.owed_at if due - timedelta(hours=1) < at <= due)
