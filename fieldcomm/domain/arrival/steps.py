"""Run what is due on a visit. Of steps missed while asleep only the latest runs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from fieldcomm.domain.arrival.cancel import tell_called_off
from fieldcomm.domain.arrival.missed import window_over
from fieldcomm.domain.arrival.owed import arrival_promise, know_more
from fieldcomm.domain.arrival.plan import Step, StepName, next_step_at, steps
from fieldcomm.domain.arrival.say import alert, prompt, tell_customer
from fieldcomm.domain.effects import ChangeVisit, Effect, SettlePromise, StepVisit
from fieldcomm.domain.policy import HOUR
from fieldcomm.domain.promise import Settlement
from fieldcomm.domain.snapshot import JobView, Snapshot, VisitView
from fieldcomm.domain.visit import VisitStatus, after

__all__ = ["next_step_at", "run_steps"]


def run_steps(snapshot: Snapshot, job: JobView, visit: VisitView) -> list[Effect]:
    """The latest step due by now, and when the visit is to be looked at next."""
    now, policy = snapshot.now, snapshot.policy
    since = visit.stepped_to or visit.created_at
    due = [
        s for s in steps(visit, policy, job.zone) if s.at <= now and (since is None or s.at > since)
    ]
    if due and (wake := _let_them_sleep(snapshot, job, due[-1])) is not None:
        return [StepVisit(visit.id, since or visit.window_from, wake)]
    effects = _stale_promise(snapshot, job, visit)
    if due:
        effects += _RUN[due[-1].name](snapshot, job, visit)
    status = visit.status
    for effect in effects:
        if isinstance(effect, ChangeVisit) and effect.event:
            status = after(status, effect.event) or status
    stepped = replace(visit, status=status, stepped_to=now)
    return [*effects, StepVisit(visit.id, now, next_step_at(stepped, policy=policy, zone=job.zone))]


def _let_them_sleep(snapshot: Snapshot, job: JobView, step: Step) -> datetime | None:
    """After a long sleep of ours, being sorry about yesterday waits for the morning."""
    late = snapshot.now - step.at > HOUR
    if step.name is StepName.OVER and late and snapshot.policy.is_quiet(snapshot.now, job.zone):
        return snapshot.policy.quiet_ends(snapshot.now, job.zone)
    return None


def _stale_promise(snapshot: Snapshot, job: JobView, visit: VisitView) -> list[Effect]:
    """The customer still expects a window we moved away from while nobody has taken the new one:
    before it begins, or once the new one is over, they hear that nobody comes."""
    if visit.status is not VisitStatus.PROPOSED or visit.moved_from is None:
        return []
    began = min(visit.moved_from - snapshot.policy.ask_before_window, visit.window_to)
    soon = began <= snapshot.now
    if not soon:
        return []
    if know_more(job, visit):
        return _broken(snapshot, job, visit)
    return tell_called_off(snapshot, job, visit, None, version=visit.version)


def _broken(snapshot: Snapshot, job: JobView, visit: VisitView) -> list[Effect]:
    """They know already that nobody came, and we owe them what we know; once the window it was
    moved to is over as well, nobody can come for the first one any more."""
    arrival = arrival_promise(job, visit)
    if arrival is None or visit.window_to > snapshot.now:
        return []
    cause = "missed, and nobody took the new window"
    return [SettlePromise(arrival.id, Settlement.IMPOSSIBLE, snapshot.now, cause=cause)]


def _silent(snapshot: Snapshot, job: JobView, visit: VisitView) -> list[Effect]:
    return alert(snapshot, job, visit, "contractor_silent", key=StepName.SILENT)


def _old_window(snapshot: Snapshot, job: JobView, visit: VisitView) -> list[Effect]:
    return alert(snapshot, job, visit, "contractor_unconfirmed", key=StepName.OLD_WINDOW)


def _remind(snapshot: Snapshot, job: JobView, visit: VisitView) -> list[Effect]:
    if visit.status is VisitStatus.PROPOSED:
        # Tomorrow's list asks the contractor again at this hour; the office looks for another.
        return alert(snapshot, job, visit, "contractor_unconfirmed", key=StepName.REMIND)
    return [_reminder(job, visit, StepName.REMIND)]


def _morning(snapshot: Snapshot, job: JobView, visit: VisitView) -> list[Effect]:
    spoken = snapshot.phone.last_person_at
    if spoken is not None and snapshot.now - spoken <= snapshot.policy.covered_for:
        return []
    return [_reminder(job, visit, StepName.MORNING)]


def _reminder(job: JobView, visit: VisitView, key: StepName) -> Effect:
    params = {
        "kind": visit.kind.value,
        "window_from": visit.window_from,
        "window_to": visit.window_to,
        "contractor": visit.contractor.first_name if visit.contractor else None,
        "confirmed": visit.status is VisitStatus.CONFIRMED,
    }
    end = visit.window_to
    return tell_customer(job, visit, "visit_reminder", params, key=key, expires_at=end)


def _before(snapshot: Snapshot, job: JobView, visit: VisitView) -> list[Effect]:
    if visit.contractor is None:
        return alert(snapshot, job, visit, "contractor_unconfirmed", key=StepName.BEFORE)
    end = visit.window_to
    return [*prompt(visit.contractor, job, visit, StepName.BEFORE, due=end, expires_at=end)]


def _closing(snapshot: Snapshot, job: JobView, visit: VisitView) -> list[Effect]:
    if visit.status is VisitStatus.EN_ROUTE:
        return _on_the_road(snapshot, job, visit)
    end = visit.window_to if visit.eta is None else max(visit.eta, visit.window_to)
    asked = prompt(visit.contractor, job, visit, StepName.CLOSING, due=end, expires_at=end)
    office = prompt(
        snapshot.dispatcher(job),
        job,
        visit,
        StepName.CLOSING,
        due=end,
        to_office=True,
        expires_at=end,
    )
    return [*asked, *office]


def _still_there(snapshot: Snapshot, job: JobView, visit: VisitView) -> list[Effect]:
    since = visit.arrived_at or visit.window_from
    return [*prompt(visit.contractor, job, visit, StepName.STILL_THERE, due=since)]


def _not_left(snapshot: Snapshot, job: JobView, visit: VisitView) -> list[Effect]:
    return alert(
        snapshot,
        job,
        visit,
        "not_left",
        words="arrived, and no DONE since",
        due=visit.arrived_at,
        key=StepName.NOT_LEFT,
    )


def _on_the_road(snapshot: Snapshot, job: JobView, visit: VisitView) -> list[Effect]:
    """Nobody is nagged while driving; the office hears when the estimate has passed."""
    if visit.eta is not None and visit.eta >= snapshot.now:
        return []
    words = "set out, and not there yet as far as we know"
    return alert(snapshot, job, visit, "contractor_silent", words=words, key=StepName.CLOSING)


_RUN: dict[StepName, Callable[[Snapshot, JobView, VisitView], list[Effect]]] = {
    StepName.SILENT: _silent,
    StepName.OLD_WINDOW: _old_window,
    StepName.REMIND: _remind,
    StepName.MORNING: _morning,
    StepName.BEFORE: _before,
    StepName.CLOSING: _closing,
    StepName.OVER: window_over,
    StepName.STILL_THERE: _still_there,
    StepName.NOT_LEFT: _not_left,
}
