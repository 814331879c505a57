"""LATE: the time is renegotiated with the customer before it passes, once; then a person calls."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from fieldcomm.domain.arrival.owed import arrival_promise, deadline, know_more, open_arrival
from fieldcomm.domain.arrival.say import alert, tell_customer
from fieldcomm.domain.arrival.slip import second_slip
from fieldcomm.domain.contractor.echo import echo
from fieldcomm.domain.contractor.refuse import refuse
from fieldcomm.domain.contractor.stop import Stop
from fieldcomm.domain.effects import ChangeVisit, Effect, Note, SettlePromise
from fieldcomm.domain.intent.reading import Reading
from fieldcomm.domain.promise import Settlement
from fieldcomm.domain.snapshot import JobView, Snapshot, VisitView
from fieldcomm.domain.visit import VisitStatus


def runs_late(snapshot: Snapshot, stop: Stop, reading: Reading, text: str) -> list[Effect]:
    """`LATE 40` counts from the window's end or the last estimate; `LATE 3pm` names the time."""
    visit = stop.visit
    if visit is None or not visit.is_awaited:
        return _not_awaited(snapshot, stop, reading, text)
    eta = _new_time(snapshot, visit, reading)
    if eta is None:
        note = Note("late", "contractor", stop.job.id, {"words": text})
        return [note, echo(snapshot, "no_time", stop)]
    if eta <= snapshot.now:
        return [echo(snapshot, "past_time", stop, at=eta)]
    noted = Note("late", "contractor", stop.job.id, {"eta": eta.isoformat()})
    if eta <= visit.window_to and visit.status is not VisitStatus.MISSED:
        return [noted, *_within_window(snapshot, stop, visit, eta)]
    if visit.slips >= (2 if visit.status is VisitStatus.MISSED else 1):
        return [noted, *_again(snapshot, stop, visit, eta)]
    return [noted, *_renegotiate(snapshot, stop.job, visit, eta), _heard(snapshot, stop, eta)]


def _not_awaited(snapshot: Snapshot, stop: Stop, reading: Reading, text: str) -> list[Effect]:
    """There already; or nobody has promised the customer a time that could slip."""
    visit = stop.visit
    if visit is not None and visit.status in (VisitStatus.ON_SITE, VisitStatus.DONE):
        return [echo(snapshot, "already", stop)]
    if visit is None or visit.status is not VisitStatus.PROPOSED:
        return refuse(snapshot, stop, reading, text)
    note = Note("late", "contractor", stop.job.id, {"words": text})
    office = alert(snapshot, stop.job, visit, "contractor_unconfirmed", words=text)
    return [note, *office, echo(snapshot, "note", stop)]


def _new_time(snapshot: Snapshot, visit: VisitView, reading: Reading) -> datetime | None:
    if reading.eta is not None:
        return reading.eta
    if reading.minutes is None:
        return None
    late = timedelta(minutes=reading.minutes)
    last = visit.eta or visit.window_to
    # So late that even the later time has passed: they mean from now.
    return last + late if last + late > snapshot.now else snapshot.now + late


def _within_window(snapshot: Snapshot, stop: Stop, visit: VisitView, eta: datetime) -> list[Effect]:
    """Later than they thought, still as promised; told only where an earlier estimate was given."""
    change = ChangeVisit(visit.id, eta=eta)
    if visit.status is not VisitStatus.EN_ROUTE:
        return [change, echo(snapshot, "late", stop, at=eta)]
    params = {"contractor": _name(snapshot), "eta": eta, "link": None}
    key = f"eta/{snapshot.now.isoformat()}"
    text = tell_customer(stop.job, visit, "on_my_way", params, key=key, expires_at=eta)
    return [change, text, echo(snapshot, "on_my_way", stop, told=True, at=eta)]


def _renegotiate(snapshot: Snapshot, job: JobView, visit: VisitView, eta: datetime) -> list[Effect]:
    label = f"arrival-{visit.id}"
    due = deadline(replace(visit, eta=eta))
    effects: list[Effect] = [
        ChangeVisit(visit.id, renew=True, eta=eta, slipped=True),
        open_arrival(job, visit.id, due, snapshot.speaker, label=label),
    ]
    if old := arrival_promise(job, visit):
        effects.append(
            SettlePromise(
                old.id,
                Settlement.RENEGOTIATED,
                snapshot.now,
                cause="the crew runs late",
                replaced_by=label,
            )
        )
    if pending := know_more(job, visit):
        effects.append(SettlePromise(pending.id, Settlement.EVIDENCE, snapshot.now))
    params = {
        "contractor": _name(snapshot),
        "eta": eta,
        "window_from": visit.window_from,
        "window_to": visit.window_to,
    }
    version = visit.version + 1
    text = tell_customer(
        job, visit, "running_late", params, version=version, key="late", expires_at=eta
    )
    return [*effects, text]


def _again(snapshot: Snapshot, stop: Stop, visit: VisitView, eta: datetime) -> list[Effect]:
    version = visit.version + 1
    return [
        ChangeVisit(visit.id, renew=True, eta=eta, slipped=True),
        *second_slip(snapshot, stop.job, visit, version=version),
        echo(snapshot, "late_again", stop, at=eta),
    ]


def _heard(snapshot: Snapshot, stop: Stop, eta: datetime) -> Effect:
    return echo(snapshot, "late", stop, told=True, at=eta)


def _name(snapshot: Snapshot) -> str:
    return snapshot.speaker.first_name if snapshot.speaker else "Our crew"
