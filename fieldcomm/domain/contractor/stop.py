"""A stop of a contractor's day: a job, with its visit where one was booked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime

from fieldcomm.domain.arrival.owed import deadline
from fieldcomm.domain.snapshot import JobView, Snapshot, VisitView
from fieldcomm.domain.visit import VisitStatus


@dataclass(frozen=True, slots=True)
class Stop:
    """`sure`: the contractor named it, or there is no other it could be."""

    job: JobView
    visit: VisitView | None
    sure: bool = True

    @property
    def ref(self) -> str:
        """How a numbered list remembers it."""
        return f"visit:{self.visit.id}" if self.visit else f"job:{self.job.id}"

    @property
    def order(self) -> tuple[bool, str, int]:
        """By window, and what has none last."""
        if self.visit is None:
            return True, "", self.job.id
        return False, self.visit.window_from.astimezone(UTC).isoformat(), self.visit.id

    def is_days_away(self, now: datetime) -> bool:
        return self.visit is not None and _day(self.job, self.visit.window_from) > _day(
            self.job, now
        )

    def is_same_day(self, one: datetime, other: datetime) -> bool:
        """By the clock at the house."""
        return _day(self.job, one) == _day(self.job, other)


def my_stops(snapshot: Snapshot) -> list[Stop]:
    """Every stop of this contractor's still to come or under way, by window; then the jobs given
    to them without any visit."""
    mine = [
        Stop(j, v)
        for j in snapshot.jobs
        for v in my_visits(snapshot, j)
        if v.is_active and not _is_superseded(j, v)
    ]
    mine.sort(key=lambda s: s.order)
    bare = [Stop(j, None) for j in snapshot.jobs if not j.visits and _is_mine(snapshot, j)]
    return [*mine, *bare]


def my_visits(snapshot: Snapshot, job: JobView) -> list[VisitView]:
    """The job's visits that are this contractor's, finished and cancelled ones included."""
    return [
        v
        for v in job.visits
        if (v.contractor is None and _is_mine(snapshot, job))
        or (v.contractor is not None and v.contractor == snapshot.speaker)
    ]


def on_day(stops: Iterable[Stop], day: date, now: datetime) -> list[Stop]:
    """The stops of that local date; for today also what is under way, or late from before."""
    return [s for s in stops if s.visit is not None and _belongs(s.job, s.visit, day, now)]


def today(snapshot: Snapshot, stops: Iterable[Stop]) -> list[Stop]:
    """Today by the clock at each house."""
    return [
        s
        for s in stops
        if s.visit is not None and _belongs(s.job, s.visit, _day(s.job, snapshot.now), snapshot.now)
    ]


def stop_of_ref(snapshot: Snapshot, ref: str) -> Stop | None:
    """The stop a numbered list remembered as `visit:<id>` or `job:<id>`; extra parts are ignored."""
    kind, _, rest = ref.partition(":")
    number = rest.split(":")[0]
    if not number.isdigit():
        return None
    return (
        stop_of_visit(snapshot, int(number)) if kind == "visit" else _of_job(snapshot, int(number))
    )


def stop_of_visit(snapshot: Snapshot, visit_id: object) -> Stop | None:
    for job, visit in snapshot.visits():
        if visit.id == visit_id and visit in my_visits(snapshot, job):
            return Stop(job, visit)
    return None


def _is_superseded(job: JobView, visit: VisitView) -> bool:
    """Missed, and another visit was booked since: words are about that one."""
    return visit.status is VisitStatus.MISSED and any(
        other.window_from > visit.window_from and other.status is not VisitStatus.CANCELLED
        for other in job.visits
    )


def _of_job(snapshot: Snapshot, job_id: int) -> Stop | None:
    job = snapshot.job(job_id)
    return Stop(job, None) if job and _is_mine(snapshot, job) else None


def _is_mine(snapshot: Snapshot, job: JobView) -> bool:
    return job.contractor is not None and job.contractor == snapshot.speaker


def _belongs(job: JobView, visit: VisitView, day: date, now: datetime) -> bool:
    if visit.status in (VisitStatus.EN_ROUTE, VisitStatus.ON_SITE):
        return _day(job, now) == day
    if visit.status is VisitStatus.MISSED and _day(job, now) == day:
        return _day(job, deadline(visit)) <= day
    return _day(job, visit.window_from) <= day <= _day(job, visit.window_to)


def _day(job: JobView, at: datetime) -> date:
    return at.astimezone(job.zone).date()
