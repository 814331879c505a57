"""What stands in for a check-in: a person's word, the texts of a visit, a text just sent (DESIGN 3.1)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from fieldcomm.domain.arrival.plan import reminds_at
from fieldcomm.domain.news import News
from fieldcomm.domain.next_check_in import (
    UNHEARD,
    came_at,
    can_still_be,
    next_check_in,
    told_visit_on,
)
from fieldcomm.domain.silence import AS_LONG_AS, waking
from fieldcomm.domain.slots import Slot
from fieldcomm.domain.snapshot import JobView, PromiseView, Snapshot

LAST_WORD = timedelta(hours=1)  # so soon after a text about the job a check-in adds nothing
# Texts that say where a job stands. Help, languages, lists and news for everybody do not.
ABOUT_THE_JOB = frozenset(
    {
        *("job_opened", "update", "visit_booked", "visit_confirmed", "visit_moved", "day_moved"),
        *("visit_cancelled", "visit_change_ack", "visit_reminder", "on_my_way", "running_late"),
        *("late_again", "window_missed", "arrived_late", "nobody_home", "visit_done", "apology"),
        *("callback_set", "callback_moved", "call_tried", "reply_ack", "answer_when", "choice_ack"),
    }
)


@dataclass(frozen=True, slots=True)
class Told:
    """The last text about a job that the provider is known to have sent: when it was decided, and
    the next word it named, if any."""

    job_id: int
    at: datetime
    next_by: datetime | None = None


def person_or_visit(snapshot: Snapshot, slot: Slot) -> bool:
    """A person's word in the last 3 h, or a visit today, replaces the check-in."""
    phone, policy, now = snapshot.phone, snapshot.policy, snapshot.now
    visit = told_visit_on(slot, snapshot.jobs)
    if visit is not None and can_still_be(visit, now):
        return True
    if visit is not None and phone.last_told_at:  # missed: we have said so, and who calls
        return _soon_enough_after(snapshot, slot, phone.last_told_at)
    if phone.last_person_at is None or now - phone.last_person_at > policy.covered_for:
        return False
    return _soon_enough_after(snapshot, slot, phone.last_person_at)


def reminded_within(snapshot: Snapshot, slot: Slot) -> bool:
    """A reminder of tomorrow's visit goes out in this slot, to whoever waits for nothing else."""
    waiting = [job for job in snapshot.jobs if job.status in UNHEARD]
    if len(waiting) != 1 or snapshot.phone.frequency == "changes":
        return False
    job = waiting[0]
    return any(
        (at := reminds_at(visit, policy=snapshot.policy, zone=job.zone)) is not None
        and snapshot.now < at <= slot.ends
        for visit in job.visits
    )


def may_be_told(snapshot: Snapshot, slot: Slot) -> bool:
    """Whether `just_told` is worth looking up: something was decided lately, or a crew came today."""
    last = snapshot.phone.last_told_at
    return last is not None and (snapshot.now - last < LAST_WORD or _came_on(slot, snapshot.jobs))


def just_told(
    snapshot: Snapshot,
    waiting: Sequence[JobView],
    slot: Slot,
    promise: PromiseView | None,
    news: Mapping[int, News],
    told: Told,
) -> bool:
    """A text about the one job they wait for, within the hour or on the day its crew came, leaves a
    check-in nothing to add. Not where there is an update to tell, a crew forgot to say it is done,
    the text was said before the promise or named this slot itself, or silence would get too long."""
    if len(waiting) != 1 or snapshot.phone.frequency == "changes":
        return False
    (job,) = waiting
    if told.job_id != job.id or came_at(job) or news.get(job.id, News()).updates:
        return False
    if promise is not None and told.at <= promise.created_at:
        return False
    if told.next_by is not None and told.next_by <= slot.ends:
        return False
    lately = snapshot.now - told.at < LAST_WORD or _came_on(slot, waiting)
    return lately and _soon_enough_after(snapshot, slot, told.at)


def _came_on(slot: Slot, jobs: Sequence[JobView]) -> bool:
    """A crew has been there on the slot's date."""
    return any(
        visit.arrived_at is not None and visit.arrived_at.astimezone(job.zone).date() == slot.day
        for job in jobs
        for visit in job.visits
    )


def _soon_enough_after(snapshot: Snapshot, slot: Slot, word: datetime) -> bool:
    """Whether the slot after this one still comes within the longest silence after `word`."""
    policy = snapshot.policy
    after = next_check_in(snapshot.phone, snapshot.jobs, policy, slot.ends)
    return after is None or waking(word, after.ends, policy, snapshot.zone) <= AS_LONG_AS
