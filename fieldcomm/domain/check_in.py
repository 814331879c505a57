"""The twice-daily "we haven't forgotten you": when, whether, and what it carries (DESIGN 3.1)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from fieldcomm.domain.arrival.plan import reminds_at
from fieldcomm.domain.effects import (
    Cause,
    ChangePhone,
    Effect,
    Guard,
    Note,
    OpenPromise,
    OpenTask,
    Say,
    SettlePromise,
)
from fieldcomm.domain.job import JobStatus
from fieldcomm.domain.once import check_in_key
from fieldcomm.domain.policy import Policy
from fieldcomm.domain.promise import PromiseKind, Settlement
from fieldcomm.domain.silence import AS_LONG_AS, waking
from fieldcomm.domain.slots import Slot, slot_at, slots_after
from fieldcomm.domain.snapshot import JobView, PhoneView, PromiseView, Snapshot, VisitView
from fieldcomm.domain.visit import VisitStatus

UNHEARD = (JobStatus.WAITING, JobStatus.SCHEDULED)
UNDER_WAY = (JobStatus.EN_ROUTE, JobStatus.ON_SITE)
FIRST_WORD = timedelta(hours=1)  # a slot this soon after the job was opened adds nothing
LAST_WORD = timedelta(hours=1)  # nor does one this soon after any other text of ours
MOST_LEAD = timedelta(hours=1)  # a wave begins at most so long before a promised time


@dataclass(frozen=True, slots=True)
class News:
    """Facts for one job since the last check-in."""

    updates: tuple[str, ...] = ()
    finished_since: int | None = None


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
        if all(_may_be_there(job, slot, policy) for job in waiting):
            continue
        return slot
    return None


def _may_be_there(job: JobView, slot: Slot, policy: Policy) -> bool:
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
    return _word_of(next_check_in(phone, jobs, policy, now), phone, jobs, policy, now)


def _word_of(
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


def decide_check_in(snapshot: Snapshot, news: Mapping[int, News]) -> list[Effect]:
    """What to do for a phone whose check-in is due. Always plans the next one."""
    phone, policy, now = snapshot.phone, snapshot.policy, snapshot.now
    promise = running_promise(snapshot)
    waiting = _unheard(snapshot)
    if not waiting or phone.consent == "stopped" or phone.unreachable or phone.chatter_off_at:
        return [*_release(promise, now), ChangePhone(phone.phone, {"next_check_in_at": None})]
    slot = slot_at(now, policy, waiting[0].zone) or _promised_now(snapshot)
    if slot is None:
        return [*_broken(promise, now, "the slot passed while we could not send"), *_plan(snapshot)]
    guard = Guard(check_in_key(phone.phone, slot.day, slot.number))
    if _reminded_within(snapshot, slot) or _just_told(snapshot, waiting, slot, news):
        # So close to each other they would say the same; the other, once sent, keeps the promise.
        covered = Note("check_in_covered", "fieldcomm", waiting[0].id, {"slot": slot.number})
        return [guard, covered, *_plan(snapshot)]
    if _covered(snapshot, slot):
        return [guard, *_covered_effects(snapshot, waiting, slot, promise)]
    if _nothing_to_say(phone, waiting, news, policy, now):
        return [guard, *_plan(snapshot)]
    return [guard, *_say(snapshot, waiting, slot, promise, news)]


def _unheard(snapshot: Snapshot) -> list[JobView]:
    """The jobs a check-in speaks of: those that wait, and those where somebody was days ago."""
    waiting = [job for job in snapshot.jobs if job.status in UNHEARD]
    late = [job for job in snapshot.jobs if job.status in UNDER_WAY]
    slot = slot_at(snapshot.now, snapshot.policy, late[0].zone) if late else None
    return waiting + [job for job in late if slot and not _may_be_there(job, slot, snapshot.policy)]


def promised_start(snapshot: Snapshot, slot: Slot | None) -> datetime | None:
    """When the word promised before the slots moved must leave; None: `slot`, the next, keeps it.

    A promise that was made is kept by its own time, once, though no slot stands there any more.
    """
    promise = running_promise(snapshot)
    if promise is None or slot is None or promise.due_at <= snapshot.now:
        return None
    start = _begin_of(promise, snapshot.policy)
    if slot.starts <= start:
        return None
    awake = snapshot.policy.quiet_starts_before(start, snapshot.zone)
    return max(awake, snapshot.now)


def is_promised_start(snapshot: Snapshot, at: datetime | None) -> bool:
    """Whether a check-in planned for `at` stands outside the slots, to keep a promise."""
    promise = running_promise(snapshot)
    return (
        at is not None
        and promise is not None
        and snapshot.now < promise.due_at
        and at <= promise.due_at
        and slot_at(at, snapshot.policy, snapshot.zone) is None
    )


def _promised_now(snapshot: Snapshot) -> Slot | None:
    """Number 0, which no slot of the day has: the check-in that keeps a promise of older slots."""
    promise = running_promise(snapshot)
    if promise is None or snapshot.now > promise.due_at:
        return None
    starts = snapshot.phone.next_check_in_at or snapshot.now
    return Slot(0, promise.due_at.astimezone(snapshot.zone).date(), starts, promise.due_at)


def _begin_of(promise: PromiseView, policy: Policy) -> datetime:
    """Early enough before it is due that a paced wave keeps its word."""
    return promise.due_at - min(policy.check_in_spread, MOST_LEAD)


def running_promise(snapshot: Snapshot) -> PromiseView | None:
    """The check-in promise that this slot keeps: the soonest due."""
    running = [p for p in snapshot.all_promises() if p.kind is PromiseKind.CHECK_IN]
    return running[0] if running else None


def _say(
    snapshot: Snapshot,
    waiting: list[JobView],
    slot: Slot,
    promise: PromiseView | None,
    news: Mapping[int, News],
) -> list[Effect]:
    phone, now = snapshot.phone, snapshot.now
    job, others = waiting[0], waiting[1:]
    told = news.get(job.id, News())
    updates = list(dict.fromkeys(u for j in waiting for u in news.get(j.id, News()).updates))
    visit = job.next_visit()
    proposed = visit is not None and not visit.told_at  # a crew is being asked: claim nothing
    came = came_at(job)
    if proposed or came or (visit and not _can_still_be(visit, now)):
        visit = None
    said = _after_saying(phone, now, empty=not updates)
    upcoming = next_check_in(said, snapshot.jobs, snapshot.policy, now)
    following = _word_of(upcoming, said, snapshot.jobs, snapshot.policy, now)
    next_by = following[0] if following else slot.ends + timedelta(days=1)
    text = Say(
        moment="check_in",
        to=phone.phone,
        params={
            "name": job.first_name,
            "owner": job.owner.first_name if job.owner else None,
            "summary": job.summary,
            "news": updates,
            "waiting_on": "none" if proposed or came else str(job.waiting_on or "none"),
            "chase_at": job.chase_at,
            "finished_since": told.finished_since or None,
            "ahead": None if proposed or came else snapshot.ahead.get(job.id),
            "came_at": came,
            "visit_from": visit.window_from if visit else None,
            "visit_to": visit.window_to if visit else None,
            "other_jobs": [other.summary for other in others],
            "next_by": next_by,
            "first_of_day": slot.number == 1,
        },
        job_id=job.id,
        cause=Cause("promise", promise.id, promise.version) if promise else None,
        expires_at=slot.ends,
    )
    return [
        text,
        *_next_promise(snapshot, job, following),
        ChangePhone(
            phone.phone,
            {
                "last_check_in_at": now,
                "check_in_wording": said.check_in_wording,
                "empty_check_ins": said.empty_check_ins,
                "next_check_in_at": upcoming.starts if upcoming else None,
            },
        ),
        *_call_list(snapshot, job, said),
    ]


def _can_still_be(visit: VisitView, now: datetime) -> bool:
    """A window that is over is not planned any more, whatever became of it."""
    return max(visit.window_to, visit.eta or visit.window_to) > now


def _after_saying(phone: PhoneView, now: datetime, *, empty: bool) -> PhoneView:
    return replace(
        phone,
        last_check_in_at=now,
        check_in_wording=phone.check_in_wording + 1,
        empty_check_ins=phone.empty_check_ins + 1 if empty else 0,
    )


def _call_list(snapshot: Snapshot, job: JobView, said: PhoneView) -> list[Effect]:
    """After three with nothing new a person calls: automation must not paper over silence."""
    if said.empty_check_ins != snapshot.policy.empty_check_ins:
        return []
    words = f"{said.empty_check_ins} check-ins in a row had nothing new: call with what you know"
    return [OpenTask("call_list", words, job_id=job.id, phone=said.phone)]


def _next_promise(
    snapshot: Snapshot, job: JobView, following: tuple[datetime, Slot | None] | None
) -> list[Effect]:
    if following is None or following[1] is None:
        return []
    return [promise_of_next_word(snapshot.phone.phone, job, following[0])]


def promise_of_next_word(phone: str, job: JobView, due: datetime) -> OpenPromise:
    """The promise that saying "next word from us by ..." makes."""
    return OpenPromise(
        kind=PromiseKind.CHECK_IN,
        phone=phone,
        words="Next word from us",
        due_at=due,
        owner=job.owner,
        job_id=job.id,
    )


def _covered(snapshot: Snapshot, slot: Slot) -> bool:
    """A person's word in the last 3 h, or a visit today, replaces the check-in."""
    phone, policy, now = snapshot.phone, snapshot.policy, snapshot.now
    visit = told_visit_on(slot, snapshot.jobs)
    if visit is not None and _can_still_be(visit, now):
        return True
    if visit is not None and phone.last_told_at:  # missed: we have said so, and who calls
        return _soon_enough_after(snapshot, slot, phone.last_told_at)
    if phone.last_person_at is None or now - phone.last_person_at > policy.covered_for:
        return False
    return _soon_enough_after(snapshot, slot, phone.last_person_at)


def _soon_enough_after(snapshot: Snapshot, slot: Slot, word: datetime) -> bool:
    """Whether the slot after this one still comes within the longest silence after `word`."""
    policy = snapshot.policy
    after = next_check_in(snapshot.phone, snapshot.jobs, policy, slot.ends)
    return after is None or waking(word, after.ends, policy, snapshot.zone) <= AS_LONG_AS


def _reminded_within(snapshot: Snapshot, slot: Slot) -> bool:
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


def _just_told(
    snapshot: Snapshot, waiting: list[JobView], slot: Slot, news: Mapping[int, News]
) -> bool:
    """A text within the hour, or those of a visit today, leave a check-in nothing to add; unless
    there is an update to tell, or until the next one would be too long."""
    phone = snapshot.phone
    if phone.last_told_at is None or phone.frequency == "changes":
        return False
    if any(news.get(job.id, News()).updates for job in waiting):
        return False
    just = snapshot.now - phone.last_told_at < LAST_WORD
    return (just or _came_on(slot, snapshot.jobs)) and _soon_enough_after(
        snapshot, slot, phone.last_told_at
    )


def _came_on(slot: Slot, jobs: Sequence[JobView]) -> bool:
    """A crew has been there on the slot's date."""
    return any(
        visit.arrived_at is not None and visit.arrived_at.astimezone(job.zone).date() == slot.day
        for job in jobs
        for visit in job.visits
    )


def _covered_effects(
    snapshot: Snapshot, waiting: list[JobView], slot: Slot, promise: PromiseView | None
) -> list[Effect]:
    phone, now = snapshot.phone, snapshot.now
    effects: list[Effect] = [
        Note("check_in_covered", "fieldcomm", waiting[0].id, {"slot": slot.number})
    ]
    if promise is not None and promise.due_at <= slot.ends:
        at = phone.last_person_at or now
        effects.append(SettlePromise(promise.id, Settlement.EVIDENCE, min(at, promise.due_at)))
    following = next_word_by(phone, snapshot.jobs, snapshot.policy, now)
    return [*effects, *_next_promise(snapshot, waiting[0], following), *_plan(snapshot)]


def _nothing_to_say(
    phone: PhoneView,
    waiting: list[JobView],
    news: Mapping[int, News],
    policy: Policy,
    now: datetime,
) -> bool:
    """Somebody who asked for changes only hears of changes, and every 48 h all the same."""
    if phone.frequency != "changes" or any(news.get(job.id, News()).updates for job in waiting):
        return False
    last = phone.last_check_in_at or min(job.created_at for job in waiting)
    return now - last + policy.check_in_gap < policy.changes_floor


def _plan(snapshot: Snapshot) -> list[Effect]:
    due = _due(snapshot.phone, snapshot)
    return [ChangePhone(snapshot.phone.phone, {"next_check_in_at": due})]


def _due(phone: PhoneView, snapshot: Snapshot) -> datetime | None:
    slot = next_check_in(phone, snapshot.jobs, snapshot.policy, snapshot.now)
    return slot.starts if slot else None


def _release(promise: PromiseView | None, now: datetime) -> list[Effect]:
    return [SettlePromise(promise.id, Settlement.RELEASED, now)] if promise else []


def _broken(promise: PromiseView | None, now: datetime, cause: str) -> list[Effect]:
    if promise is None or promise.due_at > now:
        return []
    return [SettlePromise(promise.id, Settlement.IMPOSSIBLE, now, cause)]
