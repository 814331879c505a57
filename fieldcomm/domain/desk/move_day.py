"""A crew's day moves in one action: what becomes of each visit, one text a household (DESIGN 3.2)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from fieldcomm.domain.arrival.move import move_visit
from fieldcomm.domain.arrival.owed import NEW_TIME, arrival_promise, know_more, was_told
from fieldcomm.domain.arrival.say import back_in_line, once
from fieldcomm.domain.arrival.window import ArrivalError
from fieldcomm.domain.effects import (
    Cause,
    ChangeVisit,
    Effect,
    Note,
    OpenPromise,
    OpenTask,
    Say,
    SettlePromise,
)
from fieldcomm.domain.promise import PromiseKind, Settlement
from fieldcomm.domain.snapshot import JobView, Person, Snapshot, VisitView
from fieldcomm.domain.visit import VisitEvent, VisitStatus, after


class Way(StrEnum):
    """What becomes of one visit of the day."""

    REASSIGN = "reassign"  # the same window, somebody else
    REBOOK = "rebook"  # another window
    CALL = "call"  # off; a person calls with a new time


@dataclass(frozen=True, slots=True)
class Choice:
    """What the dispatcher wants for one visit. Times aware; `contractor` None: nobody yet."""

    visit_id: int
    way: Way
    contractor: Person | None = None
    window_from: datetime | None = None
    window_to: datetime | None = None
    call_by: datetime | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """One visit before and after; `now` None: called off."""

    job: JobView
    was: VisitView
    now: VisitView | None
    choice: Choice
    told: bool  # the household expects somebody, and so hears of it


@dataclass(frozen=True, slots=True)
class Moved:
    """Effects for one household, its one text among them; crews hear of all households together."""

    effects: list[Effect]
    changes: list[Change]


class CannotMove(ArrivalError):
    """One visit cannot become what was chosen for it; the message says what would work."""

    def __init__(self, visit_id: int, words: str) -> None:
        super().__init__(words)
        self.visit_id = visit_id


def can_move(status: VisitStatus) -> bool:
    """Still to come, or missed and not made up for: part of a day that must be moved."""
    return status is not VisitStatus.CANCELLED and after(status, VisitEvent.MOVED) is not None


def move_household(
    snapshot: Snapshot, choices: Sequence[Choice], *, cause: str | None, by: str
) -> Moved:
    """All of one household's visits of that day. `cause` is `sick`, `truck`, `weather` or words
    for the customer. Raises CannotMove."""
    jobs = {job.id: job for job in snapshot.jobs}
    effects: list[Effect] = []
    changes: list[Change] = []
    # Calls come last: whether a job is back in line depends on what else of it still stands.
    for choice in sorted(choices, key=lambda c: (c.way is Way.CALL, c.visit_id)):
        change = _change(snapshot, jobs, choice)
        effects += _carry_out(snapshot, change, effects, cause=cause, by=by)
        jobs[change.job.id] = _with(change)
        changes.append(change)
    changes.sort(key=lambda c: (c.was.window_from, c.was.id))
    told = [change for change in changes if change.told]
    return Moved([*effects, *([_tell(told, cause)] if told else [])], changes)


def expects_us(job: JobView, visit: VisitView) -> bool:
    """Whether the household was told a window, this one or the one it was moved from."""
    return was_told(visit) or arrival_promise(job, visit) is not None


def _change(snapshot: Snapshot, jobs: dict[int, JobView], choice: Choice) -> Change:
    found = next(((j, v) for j, v in snapshot.visits() if v.id == choice.visit_id), None)
    if found is None:
        raise CannotMove(choice.visit_id, "This visit is not there any more; look again.")
    job, visit = jobs[found[0].id], found[1]
    if not can_move(visit.status):
        raise CannotMove(visit.id, f"This visit is {visit.status} by now; look again.")
    now = None if choice.way is Way.CALL else _as_chosen(snapshot, visit, choice)
    if choice.way is Way.CALL and (choice.call_by is None or choice.call_by <= snapshot.now):
        raise CannotMove(visit.id, "Give a time still to come by which somebody calls.")
    return Change(job, visit, now, choice, told=expects_us(job, visit))


def _as_chosen(snapshot: Snapshot, visit: VisitView, choice: Choice) -> VisitView:
    same = choice.way is Way.REASSIGN
    if same and (choice.contractor is None or choice.contractor == visit.contractor):
        raise CannotMove(visit.id, "Say who takes it over, or give it another time.")
    start = visit.window_from if same else choice.window_from
    end = visit.window_to if same else choice.window_to
    if start is None or end is None:
        raise CannotMove(visit.id, "Give the new window: from when to when.")
    if end <= start:
        raise CannotMove(visit.id, "The new window ends before it starts; give a later end.")
    if end <= snapshot.now:
        raise CannotMove(visit.id, "That window is over; give one still to come.")
    return replace(
        visit,
        window_from=start,
        window_to=end,
        contractor=choice.contractor,
        version=visit.version + 1,
    )


def _carry_out(
    snapshot: Snapshot, change: Change, so_far: Sequence[Effect], *, cause: str | None, by: str
) -> list[Effect]:
    if change.now is None:
        return _call_off(snapshot, change, so_far, cause=cause, by=by)
    moved = move_visit(
        snapshot,
        change.job,
        change.was,
        window_from=change.now.window_from,
        window_to=change.now.window_to,
        contractor=change.now.contractor,
        no_contractor=change.now.contractor is None,
        cause=cause,
        tell_now=change.told,
    )
    # Its texts are gathered: one a household, one a crew. The desk knows; nobody alerts it.
    return [effect for effect in moved if not isinstance(effect, Say | OpenTask)]


def _call_off(
    snapshot: Snapshot, change: Change, so_far: Sequence[Effect], *, cause: str | None, by: str
) -> list[Effect]:
    """Off the day, and somebody calls with a new time: one call a job, whatever it had that day."""
    job, visit, label = change.job, change.was, _call_label(change.job)
    effects: list[Effect] = [
        ChangeVisit(visit.id, VisitEvent.CANCELLED, renew=True),
        Note("visit_cancelled", by, job.id, {"visit": visit.id, "cause": cause}),
        *back_in_line(job, visit),
    ]
    if not change.told:
        return effects  # nobody expects us then, and nobody was promised a call
    due = change.choice.call_by
    if due is not None and not any(isinstance(e, OpenPromise) and e.label == label for e in so_far):
        owner = snapshot.dispatcher(job)
        effects.append(
            OpenPromise(
                PromiseKind.CALLBACK, job.phone, NEW_TIME, due, owner, job.id, visit.id, label
            )
        )
    earlier = [p for p in job.owed(PromiseKind.CALLBACK) if p.words == NEW_TIME]
    for promise in (arrival_promise(job, visit), know_more(job, visit), *earlier):
        if promise is not None:
            effects.append(
                SettlePromise(
                    promise.id,
                    Settlement.RENEGOTIATED,
                    snapshot.now,
                    cause=cause or "nobody could come",
                    replaced_by=label,
                )
            )
    return effects


def _call_label(job: JobView) -> str:
    return f"new-time-{job.id}"


def _with(change: Change) -> JobView:
    """The job as it stands once this change is made."""
    after_it = change.now or replace(change.was, status=VisitStatus.CANCELLED)
    visits = tuple(after_it if v.id == change.was.id else v for v in change.job.visits)
    return replace(change.job, visits=visits)


def _tell(told: Sequence[Change], cause: str | None) -> Say:
    """Sorry first, why, and one concrete offer (WORDING 7)."""
    first = told[0]
    if len(told) == 1 and first.now is None:
        old_from, old_to = _known(first)
        facts = {"window_from": old_from, "window_to": old_to, "call_by": first.choice.call_by}
        return _say("visit_cancelled", told, {**facts, "cause": cause})
    params: dict[str, object] = {
        "cause": cause,
        "changes": [_spoken(c) for c in told],
        "asks": any(c.now is not None for c in told),
        "all_kept": all(c.choice.way is Way.REASSIGN for c in told),
    }
    return _say("day_moved", told, params)


def _say(moment: str, told: Sequence[Change], params: dict[str, object]) -> Say:
    first, ours = told[0], [c for c in told if c.now is not None]
    version = first.was.version + 1
    about = (ours or told)[0]
    ends = [c.now.window_to if c.now else c.choice.call_by for c in told]
    return Say(
        moment,
        first.job.phone,
        {"name": first.job.first_name, **params},
        job_id=about.job.id,
        # A text about several visits still goes out when one of them has moved on.
        cause=Cause("visit", first.was.id, version) if len(told) == 1 else None,
        once=once(first.was, "booked" if first.now else "off", version),
        refs={"job": about.job.id, "visit": about.was.id, "visits": [c.was.id for c in ours]},
        choices=None if ours else (),
        expires_at=min((at for at in ends if at is not None), default=None),
    )


def _spoken(change: Change) -> dict[str, object]:
    old_from, old_to = _known(change)
    now = change.now
    return {
        "way": str(change.choice.way),
        "summary": change.job.summary,
        "old_from": old_from,
        "old_to": old_to,
        "window_from": now.window_from if now else None,
        "window_to": now.window_to if now else None,
        "contractor": now.contractor.first_name if now and now.contractor else None,
        "call_by": change.choice.call_by if now is None else None,
    }


def _known(change: Change) -> tuple[datetime, datetime]:
    """The window the household knows."""
    visit, arrival = change.was, arrival_promise(change.job, change.was)
    if not was_told(visit) and visit.moved_from is not None and arrival is not None:
        return visit.moved_from, arrival.due_at
    return visit.window_from, visit.window_to
