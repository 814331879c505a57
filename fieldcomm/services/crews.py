"""The day by crew: who is where when, who said yes, who is late, who has room."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from fieldcomm.domain.desk.crew_day import Sign, Window, gaps, sign_of
from fieldcomm.domain.desk.move_day import can_move
from fieldcomm.domain.desk.suggest import Crew, Suggestion, ToMove, suggest
from fieldcomm.domain.visit import VisitStatus
from fieldcomm.services.deps import Deps
from fieldcomm.services.move_day import visits_to_move
from fieldcomm.services.unit import Unit, unit
from fieldcomm.services.work_days import day_load, day_span, today
from fieldcomm.store.queries import crews as rows
from fieldcomm.store.queries.people import active_contractors
from fieldcomm.store.queries.snapshots import zone

SLOT = timedelta(minutes=30)  # one column of the timeline
EARLIEST, LATEST = 8, 18  # hours the timeline always shows


@dataclass(frozen=True, slots=True)
class Stop:
    """One visit of the day. `row`: columns of store.queries.crews; `gap`: since the visit before,
    negative where they overlap; `column` and `columns`: where it stands in the timeline."""

    row: Any
    zone: ZoneInfo
    sign: Sign
    gap: timedelta | None
    column: int
    columns: int


@dataclass(frozen=True, slots=True)
class CrewDay:
    """`off`: why they do not work that day. `to_move`: how many visits moving the day would move."""

    id: int | None
    name: str
    phone: str | None
    off: str | None
    stopped: bool
    stops: list[Stop] = field(default_factory=list)

    @property
    def to_move(self) -> int:
        return sum(can_move(VisitStatus(stop.row.status)) for stop in self.stops)

    @property
    def worst(self) -> Sign:
        return min((stop.sign for stop in self.stops), key=list(Sign).index, default=Sign.FINE)


@dataclass(frozen=True, slots=True)
class DayByCrew:
    """`hours`: those the timeline's heading names, of the company's zone; `now_column` None where
    now is not in it."""

    now: datetime
    zone: ZoneInfo
    day: date
    today: date
    works: bool
    crews: list[CrewDay]
    unassigned: CrewDay
    hours: list[datetime]
    now_column: int | None
    counts: dict[Sign, int]
    total: int


def read_crews(deps: Deps, day: date | None) -> DayByCrew:
    """The day of the company's zone, today by default; three statements for any number of visits."""
    with unit(deps) as work:
        day = day or today(work)
        start, end = day_span(work.policy, day)
        visits = list(rows.visits_between(work.session, start, end))
        ids = [row.contractor_id for row in visits if row.contractor_id is not None]
        crews = rows.crews_of_day(work.session, day, ids)
        hours = _hours(work, day, visits)
        days = [_crew_day(work, crew, visits, hours[0]) for crew in crews]
        unassigned = CrewDay(None, "No crew yet", None, None, stopped=False)
        unassigned.stops.extend(_stops(work, None, visits, hours[0]))
        stops = [stop for crew in (*days, unassigned) for stop in crew.stops]
        slot = (work.now - hours[0]) // SLOT + 1
        return DayByCrew(
            now=work.now,
            zone=work.policy.zone,
            day=day,
            today=today(work),
            works=work.policy.working_hours.works_on(day),
            crews=days,
            unassigned=unassigned,
            hours=hours,
            now_column=slot if 1 <= slot <= 2 * len(hours) else None,
            counts={sign: sum(s.sign is sign for s in stops) for sign in Sign},
            total=len(stops),
        )


def _crew_day(work: Unit, crew: Any, visits: list[Any], first: datetime) -> CrewDay:
    stopped = crew.consent == "stopped"
    made = CrewDay(crew.id, crew.name, crew.phone, crew.off, stopped)
    made.stops.extend(_stops(work, crew.id, visits, first))
    return made


def _stops(work: Unit, crew: int | None, visits: list[Any], first: datetime) -> list[Stop]:
    mine = [row for row in visits if row.contractor_id == crew]
    windows = [Window(VisitStatus(r.status), r.window_from, r.window_to, r.eta) for r in mine]
    between = [None, *(gaps(windows) if crew is not None else [None] * len(mine))]
    return [
        Stop(
            row,
            zone(row.timezone),
            sign_of(window, work.now),
            gap,
            (row.window_from - first) // SLOT + 1,
            max(1, -((row.window_from - row.window_to) // SLOT)),
        )
        for row, window, gap in zip(mine, windows, between, strict=False)
    ]


def _hours(work: Unit, day: date, visits: list[Any]) -> list[datetime]:
    """The hours of the day, from the first that matters to the last."""
    start, end = day_span(work.policy, day)
    first = min([start + timedelta(hours=EARLIEST), *(row.window_from for row in visits)])
    last = max([start + timedelta(hours=LATEST), *(row.window_to for row in visits)])
    first = max(start, first - timedelta(minutes=first.minute))
    span = min(last, end) - first
    return [first + timedelta(hours=n) for n in range(-(-span // timedelta(hours=1)))]


@dataclass(frozen=True, slots=True)
class DayToMove:
    """The form of a crew's day: its visits still to come, and what is suggested for each."""

    now: datetime
    zone: ZoneInfo
    day: date
    today: date
    crew: Any
    visits: list[Any]
    zones: dict[int, ZoneInfo]
    suggestions: dict[int, Suggestion]
    others: list[Any]
    load: dict[int | None, int]


def read_day_to_move(
    deps: Deps, contractor_id: int, day: date | None, reason: str
) -> DayToMove | None:
    """None: there is no such contractor."""
    with unit(deps) as work:
        crew = rows.crew_by_id(work.session, contractor_id)
        if crew is None:
            return None
        day = day or today(work)
        visits = visits_to_move(work, contractor_id, day)
        others = list(active_contractors(work.session))
        return DayToMove(
            now=work.now,
            zone=work.policy.zone,
            day=day,
            today=today(work),
            crew=crew,
            visits=visits,
            zones={row.id: zone(row.timezone) for row in visits},
            suggestions=_suggestions(work, crew, day, visits, others, reason),
            others=[other for other in others if other.id != crew.id],
            load=day_load(work, day),
        )


def _suggestions(
    work: Unit, crew: Any, day: date, visits: list[Any], others: list[Any], reason: str
) -> dict[int, Suggestion]:
    start, end = day_span(work.policy, day, 16)
    known = {other.id: Crew(other.phone) for other in (crew, *others)}
    for row in rows.busy_between(work.session, start, end):
        # What is about to be moved takes up nobody's time any more.
        if row.contractor_id in known and not (
            row.contractor_id == crew.id and row.window_from < start + timedelta(days=1)
        ):
            known[row.contractor_id].busy.append((row.window_from, row.window_to))
    for row in rows.off_between(work.session, day, day + timedelta(days=16)):
        if row.contractor_id in known:
            known[row.contractor_id].off.add(row.day)
    return suggest(
        [ToMove(v.id, v.window_from, v.window_to, zone(v.timezone)) for v in visits],
        [known[other.id] for other in others if other.id != crew.id],
        known[crew.id],
        reason=reason,
        now=work.now,
        hours=work.policy.working_hours,
    )
