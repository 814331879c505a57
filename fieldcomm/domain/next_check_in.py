"""When the next "we haven't forgotten you" is due, and what "next word by" may name (DESIGN 3.1)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from fieldcomm.domain.job import JobStatus
from fieldcomm.domain.policy import Policy
from fieldcomm.domain.silence import AS_LONG_AS, waking
from fieldcomm.domain.slots import Slot, slots_after
from fieldcomm.domain.snapshot import JobView, PhoneView, VisitView
from fieldcomm.domain.visit import VisitStatus

UNHEARD = (JobStatus.WAITING, JobStatus.SCHEDULED)
UNDER_WAY = (JobStatus.EN_ROUTE, JobStatus.ON_SITE)
FIRST_WORD = timedelta(hours=1)  # a slot this soon after the job was opened adds nothing


def next_check_in(
    phone: PhoneView, jobs: Sequence[JobView], policy: Policy, now: datetime
) -> Slot | None:
    """The slot of this phone's next check-in; None when none is owed.

    Nobody who stopped texts, cannot be reached, is upset, or waits for nothing gets one.
    """
    waiting = [job for job in jobs if job.status in (*UNHEARD, *UNDER_WAY)]
    if not waiting or phone.consent == "stopped" or phone.unreachable or phone.chatter_off_at:
        return None
    opened = max(job.created_at for job in waiting)
    zone = waiting[0].zone
    for slot in slots_after(now, policy, zone):
        if phone.frequency == "daily" and slot.number != 1:
            continue
        if phone.last_check_in_at and slot.starts - phone.last_check_in_at < policy.check_in_gap:
            continue
        if len(waiting) == 1 and slot.starts - opened < FIRST_WORD:
            continue
        if all(may_be_there(job, slot, policy) for job in waiting):
            continue
        return slot
    return None


def may_be_there(job: JobView, slot: Slot, policy: Policy) -> bool:
    """On its day the crew's own texts replace check-ins, as long as that leaves nobody in silence
    for longer than we allow ourselves; a day later nobody is on the way any more. A crew may have
    left and forgotten to text DONE."""
    if job.status not in UNDER_WAY:
        return False
    here = [v for v in job.visits if v.status in (VisitStatus.EN_ROUTE, VisitStatus.ON_SITE)]
    days = [(v.arrived_at or v.window_from).astimezone(job.zone).date() for v in here]
    if not days or slot.day > max(days):  # a visit that was missed after all brings nobody
        return False
    came = came_at(job)
    if came is None or slot.starts < came + policy.ask_if_done:  # it has not been asked yet
        return True
    after = slots_after(slot.ends, policy, job.zone)[0]
    return waking(came, after.ends, policy, job.zone) <= AS_LONG_AS


def came_at(job: JobView) -> datetime | None:
    """When the crew came that has not said yet that it is done."""
    if job.status is not JobStatus.ON_SITE:
        return None
    times = [v.arrived_at for v in job.visits if v.status is VisitStatus.ON_SITE and v.arrived_at]
    return max(times, default=None)


def next_word_by(
    phone: PhoneView, jobs: Sequence[JobView], policy: Policy, now: datetime
) -> tuple[datetime, Slot | None] | None:
    """What "next word from us by" may honestly name, and the slot that keeps it.

    On the day of a visit the arrival texts replace the check-in, so the window's end is named and
    the arrival promise keeps it (slot None).
    """
    return word_of(next_check_in(phone, jobs, policy, now), phone, jobs, policy, now)


def word_of(
    slot: Slot | None,
    phone: PhoneView,
    jobs: Sequence[JobView],
    policy: Policy,
    now: datetime,
) -> tuple[datetime, Slot | None] | None:
    if slot is None:
        return None
    if phone.frequency == "changes":
        floor = (phone.last_check_in_at or now) + policy.changes_floor
        later = [s for s in slots_after(now, policy, jobs[0].zone) if s.ends >= floor]
        slot = later[0] if later else slot
    visit = told_visit_on(slot, jobs)
    if visit is not None and visit.window_to > now:
        return visit.window_to, None
    return slot.ends, slot


def told_visit_on(slot: Slot, jobs: Sequence[JobView]) -> VisitView | None:
    """A visit the customer expects on the slot's date."""
    for job in jobs:
        for visit in job.visits:
            local = visit.window_from.astimezone(job.zone).date()
            if visit.is_awaited and visit.told_at and local == slot.day:
                return visit
    return None


def can_still_be(visit: VisitView, now: datetime) -> bool:
    """A window that is over is not planned any more, whatever became of it."""
    return max(visit.window_to, visit.eta or visit.window_to) > now
