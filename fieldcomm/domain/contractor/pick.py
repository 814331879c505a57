"""Which stop a contractor's text is about: the code, the number on the last list, or by state."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from fieldcomm.domain.contractor.stop import (
    Stop,
    my_stops,
    my_visits,
    stop_of_ref,
    today,
)
from fieldcomm.domain.intent.reading import Intent, Reading
from fieldcomm.domain.snapshot import Snapshot
from fieldcomm.domain.visit import VisitStatus

NEAR = timedelta(hours=1)  # a crew may be this early, or this late, without having said so
STALE = timedelta(minutes=30)  # so long after, the same words mean the next house

AHEAD = (
    VisitStatus.PROPOSED,
    VisitStatus.ACCEPTED,
    VisitStatus.CONFIRMED,
    VisitStatus.MISSED,
)
# What is under way answers these words first, the likelier state first.
_FIRST: dict[Intent, tuple[VisitStatus, ...]] = {
    Intent.ARRIVED: (VisitStatus.EN_ROUTE,),
    Intent.NOBODY_HOME: (VisitStatus.EN_ROUTE, VisitStatus.ON_SITE),
    Intent.DONE: (VisitStatus.ON_SITE, VisitStatus.EN_ROUTE),
    Intent.RETURN_VISIT: (VisitStatus.ON_SITE, VisitStatus.EN_ROUTE),
    Intent.LATE: (VisitStatus.EN_ROUTE,),
    Intent.NOTE: (VisitStatus.ON_SITE, VisitStatus.EN_ROUTE),
    Intent.UPDATE: (VisitStatus.ON_SITE, VisitStatus.EN_ROUTE),
}
_BY_THE_CLOCK = (
    Intent.ARRIVED,
    Intent.DONE,
    Intent.RETURN_VISIT,
    Intent.NOBODY_HOME,
    Intent.LATE,
)
# Words that may be said once more, or as an afterthought, about the last house.
_ABOUT_PAST: dict[Intent, VisitStatus] = {
    Intent.ARRIVED: VisitStatus.ON_SITE,
    Intent.DONE: VisitStatus.DONE,
    Intent.RETURN_VISIT: VisitStatus.DONE,
    Intent.NOTE: VisitStatus.DONE,
    Intent.UPDATE: VisitStatus.DONE,
}


@dataclass(frozen=True, slots=True)
class Unclear:
    """It could be any of these; none: it is no stop of theirs that we know."""

    stops: tuple[Stop, ...] = ()


def pick_stop(snapshot: Snapshot, reading: Reading) -> Stop | Unclear:
    """The stop meant, or those it might be."""
    if reading.job:
        return _by_code(snapshot, reading.job)
    if reading.stop_number is not None:
        return numbered(snapshot, reading.stop_number) or Unclear()
    stops = my_stops(snapshot)
    day = today(snapshot, stops)
    if reading.intent is Intent.ON_MY_WAY:
        return _next(snapshot, day) or _guess(stops, day)
    return (
        _under_way(reading.intent, day)
        or _just_said(snapshot, reading.intent)
        or (_nearest(snapshot, day) if reading.intent in _BY_THE_CLOCK else None)
        or _earlier(snapshot, reading.intent)
        or _guess(stops, day)
    )


def numbered(snapshot: Snapshot, n: int) -> Stop | None:
    """Stop `n` of the list they were last sent; without one, of today's stops in order."""
    refs = [c for c in snapshot.phone.choices if c.startswith(("visit:", "job:"))]
    if refs:
        return stop_of_ref(snapshot, refs[n - 1]) if 0 < n <= len(refs) else None
    stops = today(snapshot, my_stops(snapshot))
    return stops[n - 1] if 0 < n <= len(stops) else None


def _by_code(snapshot: Snapshot, code: str) -> Stop | Unclear:
    job = next((j for j in snapshot.jobs if j.code == code.upper()), None)
    if job is None:
        return Unclear()
    mine = [s for s in my_stops(snapshot) if s.job.id == job.id]
    if not mine:
        # Over already: the words decide whether that is a repeat or news.
        mine = [
            Stop(job, v) for v in my_visits(snapshot, job) if v.status is not VisitStatus.CANCELLED
        ][-1:]
    if len(mine) > 1:
        mine = [s for s in today(snapshot, mine) if s.visit][:1] or mine[:1]
    return mine[0] if mine else Unclear()


def _next(snapshot: Snapshot, day: list[Stop]) -> Stop | None:
    """Whoever is being driven to, else the next by window. Not sure with several: the text to
    the customer waits for a NO."""
    driving = [s for s in day if s.visit and s.visit.status is VisitStatus.EN_ROUTE]
    ahead = [s for s in day if s.visit and s.visit.status in AHEAD]
    if len(driving) == 1 and not (ahead and _stale(snapshot, driving[0])):
        return replace(driving[0], sure=not ahead)
    if len(driving) > 1 or not ahead:
        return None
    # A house missed on an earlier day is meant where no other is left, or where it is named.
    likely = [s for s in ahead if not _missed_before(snapshot, s)] or ahead
    return replace(likely[0], sure=len(ahead) + len(driving) == 1)


def _missed_before(snapshot: Snapshot, stop: Stop) -> bool:
    visit = stop.visit
    if visit is None or visit.status is not VisitStatus.MISSED:
        return False
    return not stop.is_same_day(visit.window_to, snapshot.now)


def _stale(snapshot: Snapshot, stop: Stop) -> bool:
    return (
        stop.visit is not None
        and stop.visit.eta is not None
        and snapshot.now > stop.visit.eta + STALE
    )


def _under_way(intent: Intent, day: list[Stop]) -> Stop | Unclear | None:
    for status in _FIRST.get(intent, ()):
        found = [s for s in day if s.visit and s.visit.status is status]
        if found:
            return found[0] if len(found) == 1 else Unclear(tuple(found))
    return None


def _nearest(snapshot: Snapshot, day: list[Stop]) -> Stop | Unclear | None:
    """The one window that is running, or nearly; several are asked about."""
    near = [
        s
        for s in day
        if s.visit
        and s.visit.status in AHEAD
        and s.visit.window_from - NEAR <= snapshot.now
        and (s.visit.status is VisitStatus.MISSED or snapshot.now <= s.visit.window_to + NEAR)
    ]
    if any(not _missed_before(snapshot, s) for s in day):
        near = [s for s in near if not _missed_before(snapshot, s)]
    if len(near) > 1:
        return Unclear(tuple(near))
    return near[0] if near else None


def _just_said(snapshot: Snapshot, intent: Intent) -> Stop | None:
    """People text HERE and DONE twice: so soon after, it is the same house again."""
    stop = _earlier(snapshot, intent)
    return stop if stop and snapshot.now - _ended(snapshot, stop) <= STALE else None


def _earlier(snapshot: Snapshot, intent: Intent) -> Stop | None:
    """The house they last reached or left today, for words that may be about it."""
    status = _ABOUT_PAST.get(intent)
    over = [Stop(j, v) for j in snapshot.jobs for v in my_visits(snapshot, j) if v.status is status]
    day = [s for s in over if s.is_same_day(_ended(snapshot, s), snapshot.now)]
    return max(day, key=lambda s: _ended(snapshot, s), default=None)


def _ended(snapshot: Snapshot, stop: Stop) -> datetime:
    visit = stop.visit
    if visit is None:
        return snapshot.now
    return visit.left_at or visit.arrived_at or visit.window_from


def _guess(stops: list[Stop], day: list[Stop]) -> Stop | Unclear:
    """The only stop of the day, or the only job at all when it has no visit; else ask."""
    if len(day) == 1:
        return day[0]
    if not day and len(stops) == 1 and stops[0].visit is None:
        return stops[0]
    return Unclear(tuple(day or stops))
