"""The twice-daily "we haven't forgotten you": when, whether, and what it carries (DESIGN 3.1)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from fieldcomm.domain.check_in_covered import Told, just_told, person_or_visit, reminded_within
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
from fieldcomm.domain.news import News
from fieldcomm.domain.next_check_in import (
    UNDER_WAY,
    UNHEARD,
    came_at,
    can_still_be,
    may_be_there,
    next_check_in,
    next_word_by,
    word_of,
)
from fieldcomm.domain.once import check_in_key
from fieldcomm.domain.policy import Policy
from fieldcomm.domain.promise import PromiseKind, Settlement
from fieldcomm.domain.slots import Slot, slot_at
from fieldcomm.domain.snapshot import JobView, PhoneView, PromiseView, Snapshot

MOST_LEAD = timedelta(hours=1)  # a wave begins at most so long before a promised time


def decide_check_in(
    snapshot: Snapshot, news: Mapping[int, News], told: Told | None = None
) -> list[Effect]:
    """What to do for a phone whose check-in is due; `told`: the last text about its job that is
    known to have been sent. Always plans the next one."""
    phone, policy, now = snapshot.phone, snapshot.policy, snapshot.now
    promise = running_promise(snapshot)
    waiting = _unheard(snapshot)
    if not waiting or phone.consent == "stopped" or phone.unreachable or phone.chatter_off_at:
        return [*_release(promise, now), ChangePhone(phone.phone, {"next_check_in_at": None})]
    slot = slot_of(snapshot)
    if slot is None:
        return [*_broken(promise, now, "the slot passed while we could not send"), *_plan(snapshot)]
    guard = Guard(check_in_key(phone.phone, slot.day, slot.number))
    if reminded_within(snapshot, slot):
        # Half an hour apart they would say the same; the reminder, once sent, keeps the promise.
        return [guard, _covered(waiting, slot), *_plan(snapshot)]
    if person_or_visit(snapshot, slot):
        heard = phone.last_person_at or now
        return [guard, *_covered_effects(snapshot, waiting, slot, promise, heard)]
    if told is not None and just_told(snapshot, waiting, slot, promise, news, told):
        return [guard, *_covered_effects(snapshot, waiting, slot, promise, told.at)]
    if _nothing_to_say(phone, waiting, news, policy, now):
        return [guard, *_plan(snapshot)]
    return [guard, *_say(snapshot, waiting, slot, promise, news)]


def slot_of(snapshot: Snapshot) -> Slot | None:
    """The slot of a phone whose check-in is due; None: it has passed."""
    waiting = _unheard(snapshot)
    if not waiting:
        return None
    return slot_at(snapshot.now, snapshot.policy, waiting[0].zone) or _promised_now(snapshot)


def _unheard(snapshot: Snapshot) -> list[JobView]:
    """The jobs a check-in speaks of: those that wait, and those where somebody was days ago."""
    waiting = [job for job in snapshot.jobs if job.status in UNHEARD]
    late = [job for job in snapshot.jobs if job.status in UNDER_WAY]
    slot = slot_at(snapshot.now, snapshot.policy, late[0].zone) if late else None
    return waiting + [job for job in late if slot and not may_be_there(job, slot, snapshot.policy)]


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
    if proposed or came or (visit and not can_still_be(visit, now)):
        visit = None
    said = _after_saying(phone, now, empty=not updates)
    upcoming = next_check_in(said, snapshot.jobs, snapshot.policy, now)
    following = word_of(upcoming, said, snapshot.jobs, snapshot.policy, now)
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


def _covered(waiting: list[JobView], slot: Slot) -> Note:
    return Note("check_in_covered", "fieldcomm", waiting[0].id, {"slot": slot.number})


def _covered_effects(
    snapshot: Snapshot,
    waiting: list[JobView],
    slot: Slot,
    promise: PromiseView | None,
    heard: datetime,
) -> list[Effect]:
    effects: list[Effect] = [_covered(waiting, slot)]
    if promise is not None and promise.due_at <= slot.ends:
        effects.append(SettlePromise(promise.id, Settlement.EVIDENCE, min(heard, promise.due_at)))
    following = next_word_by(snapshot.phone, snapshot.jobs, snapshot.policy, snapshot.now)
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
