"""OMW: the customer gets a name and a clock time, the contractor an echo naming the house."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from fieldcomm.domain.arrival.owed import (
    ETA_MARGIN,
    arrival_promise,
    deadline,
    know_more,
    open_arrival,
)
from fieldcomm.domain.arrival.say import alert, change_job
from fieldcomm.domain.arrival.window import tell_window
from fieldcomm.domain.contractor.echo import echo
from fieldcomm.domain.contractor.refuse import refuse
from fieldcomm.domain.contractor.stop import Stop, stop_of_ref
from fieldcomm.domain.effects import (
    Cause,
    ChangePhone,
    ChangeVisit,
    Effect,
    Note,
    Say,
    SettlePromise,
    TakeBack,
)
from fieldcomm.domain.intent.reading import Reading
from fieldcomm.domain.job import JobEvent
from fieldcomm.domain.policy import HOUR
from fieldcomm.domain.promise import Settlement
from fieldcomm.domain.snapshot import Snapshot, VisitView
from fieldcomm.domain.visit import VisitEvent, VisitStatus, after

SAME_TIME = timedelta(minutes=5)  # an estimate this near the last one is no news
CHECK = "omw_check"


def sets_out(snapshot: Snapshot, stop: Stop, reading: Reading, text: str) -> list[Effect]:
    """On the way. When it was a guess which house, the customer's text waits for a NO."""
    visit = stop.visit
    eta = reading.eta if reading.eta and reading.eta > snapshot.now else None
    if visit is not None:
        if after(visit.status, VisitEvent.SET_OUT) is None:
            return refuse(snapshot, stop, reading, text)
        if visit.status in (VisitStatus.ON_SITE, VisitStatus.DONE):
            return [echo(snapshot, "already", stop)]
        if _is_no_news(visit, eta):
            return [echo(snapshot, "on_my_way", stop, told=True, at=visit.eta)]
    key = f"{stop.ref.replace(':', '/')}/omw/{snapshot.now.isoformat()}"
    return [
        *_set_out(snapshot, stop, eta),
        Note("set_out", "contractor", stop.job.id, {"eta": eta.isoformat() if eta else None}),
        _tell(snapshot, stop, eta, key),
        *_echo(snapshot, stop, eta, key),
    ]


def takes_back(snapshot: Snapshot) -> list[Effect] | None:
    """NO to the house we guessed. None where nothing was guessed."""
    refs = snapshot.phone.asked_refs
    key = refs.get("taken_back")
    if snapshot.phone.asked != CHECK or not key:
        return None
    stop = stop_of_ref(snapshot, str(refs.get("stop", "")))
    closed = ChangePhone(snapshot.phone.phone, {"asked": None, "asked_refs": {}, "choices": None})
    if stop is None or (stop.visit and stop.visit.status is not VisitStatus.EN_ROUTE):
        return None
    return [TakeBack(str(key), "the contractor said NO"), closed, *_turn_back(snapshot, stop)]


def _is_no_news(visit: VisitView, eta: datetime | None) -> bool:
    if visit.status is not VisitStatus.EN_ROUTE:
        return False
    return eta is None or (visit.eta is not None and abs(eta - visit.eta) < SAME_TIME)


def _set_out(snapshot: Snapshot, stop: Stop, eta: datetime | None) -> list[Effect]:
    effects = change_job(stop.job, JobEvent.SET_OUT)
    visit = stop.visit
    if visit is not None:
        was_missed = visit.status is VisitStatus.MISSED
        told_at = snapshot.now if visit.told_at is None and stop.sure else None
        effects.append(
            ChangeVisit(visit.id, VisitEvent.SET_OUT, renew=was_missed, eta=eta, told_at=told_at)
        )
        # The text says what we know; one that waits for a NO has not said it yet.
        if stop.sure and (pending := know_more(stop.job, visit)):
            effects.append(SettlePromise(pending.id, Settlement.EVIDENCE, snapshot.now))
    if arrival_promise(stop.job, visit) is None:
        effects.append(
            open_arrival(
                stop.job, visit.id if visit else None, _due(snapshot, visit, eta), snapshot.speaker
            )
        )
    return effects


def _due(snapshot: Snapshot, visit: VisitView | None, eta: datetime | None) -> datetime:
    if visit is not None:
        return max(deadline(replace(visit, eta=eta)), snapshot.now + ETA_MARGIN)
    return eta + ETA_MARGIN if eta else snapshot.now + HOUR


def _tell(snapshot: Snapshot, stop: Stop, eta: datetime | None, key: str) -> Say:
    job, visit = stop.job, stop.visit
    cause = None
    if visit is not None:
        renewed = visit.status is VisitStatus.MISSED
        cause = Cause("visit", visit.id, visit.version + renewed)
    params: dict[str, Any] = {
        "name": job.first_name,
        "contractor": snapshot.speaker.first_name if snapshot.speaker else "Our crew",
        "eta": eta,
        "link": None,
    }
    return Say(
        "on_my_way",
        job.phone,
        params,
        job_id=job.id,
        cause=cause,
        once=key,
        expires_at=eta or snapshot.now + HOUR,
        refs={"job": job.id, **({"visit": visit.id} if visit else {})},
        hold_for=None if stop.sure else snapshot.policy.hold_ambiguous,
    )


def _echo(snapshot: Snapshot, stop: Stop, eta: datetime | None, key: str) -> list[Effect]:
    if stop.sure:
        return [echo(snapshot, "on_my_way", stop, told=True, at=eta)]
    seconds = int(snapshot.policy.hold_ambiguous.total_seconds())
    refs = {"job": stop.job.id, "stop": stop.ref, "taken_back": key}
    if stop.visit:
        refs["visit"] = stop.visit.id
    return [
        echo(snapshot, "held_on_my_way", stop, at=eta, seconds=seconds),
        ChangePhone(
            snapshot.phone.phone,
            {"asked": CHECK, "asked_at": snapshot.now, "asked_refs": refs, "choices": None},
        ),
    ]


def _turn_back(snapshot: Snapshot, stop: Stop) -> list[Effect]:
    job, visit = stop.job, stop.visit
    effects: list[Effect] = [*change_job(job, JobEvent.TURNED_BACK)]
    if visit is not None:
        effects.append(ChangeVisit(visit.id, VisitEvent.TURNED_BACK, clear_eta=True))
        if snapshot.now >= visit.window_to:
            effects.append(ChangeVisit(visit.id, VisitEvent.WINDOW_OVER))
        elif visit.told_at is None and visit.tell_customer:
            effects.append(ChangeVisit(visit.id, told_at=snapshot.now))
            effects += tell_window(snapshot, job, visit)
    effects.append(Note("turned_back", "contractor", job.id, {"stop": stop.ref}))
    asked_at = snapshot.phone.asked_at
    if asked_at is not None and snapshot.now - asked_at <= snapshot.policy.hold_ambiguous:
        return [*effects, echo(snapshot, "taken_back", stop)]
    words = "said NO late: the customer may have been told that they are on the way"
    office = alert(snapshot, job, visit, "unusual", words=words)
    return [*effects, *office, echo(snapshot, "note", stop)]
