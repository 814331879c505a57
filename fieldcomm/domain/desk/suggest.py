"""Suggestions for a day that must be moved: a crew that is free then, else the next working day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from fieldcomm.domain.desk.move_day import Way
from fieldcomm.domain.times import up_to
from fieldcomm.domain.working_hours import WorkingHours

CALL_WITHIN = timedelta(hours=2)


@dataclass
class Crew:
    """`busy`: windows taken already, aware; `off`: local dates on which they do not work."""

    phone: str
    busy: list[tuple[datetime, datetime]] = field(default_factory=list)
    off: set[date] = field(default_factory=set)

    def is_free(self, start: datetime, end: datetime, zone: ZoneInfo) -> bool:
        if start.astimezone(zone).date() in self.off:
            return False
        return all(end <= taken_from or start >= taken_to for taken_from, taken_to in self.busy)


@dataclass(frozen=True, slots=True)
class ToMove:
    """A visit that cannot stay as it is. `zone` is the site's."""

    visit_id: int
    window_from: datetime
    window_to: datetime
    zone: ZoneInfo


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What the form has chosen already. `crew` is for the same window (None: nobody is free),
    `later_crew` for the new one. Times aware."""

    way: Way
    crew: str | None
    window_from: datetime
    window_to: datetime
    later_crew: str | None
    call_by: datetime


def suggest(
    visits: Sequence[ToMove],
    crews: Sequence[Crew],
    out: Crew,
    *,
    reason: str,
    now: datetime,
    hours: WorkingHours,
) -> dict[int, Suggestion]:
    """A suggestion for each visit; a crew suggested for one is taken then for the others.

    On ice nobody drives: everything goes to the next working day, with the same crew. A truck is
    mended by then; who is sick may not be well.
    """
    found: dict[int, Suggestion] = {}
    back = [] if reason == "sick" else [out]
    for visit in sorted(visits, key=lambda v: (v.window_from, v.visit_id)):
        start, end = next_working_day(visit, hours)
        over = visit.window_to <= now
        free = (
            None
            if over or reason == "ice"
            else _freest(crews, visit, visit.window_from, visit.window_to)
        )
        later = _freest(back, visit, start, end) or _freest(crews, visit, start, end)
        if free is not None:
            free.busy.append((visit.window_from, visit.window_to))
        elif later is not None:
            later.busy.append((start, end))
        found[visit.visit_id] = Suggestion(
            way=Way.REASSIGN if free else Way.REBOOK,
            crew=free.phone if free else None,
            window_from=start,
            window_to=end,
            later_crew=later.phone if later else None,
            call_by=soon(now),
        )
    return found


def next_working_day(visit: ToMove, hours: WorkingHours) -> tuple[datetime, datetime]:
    """The same time by the site's clock, on the first working day after."""
    local_from, local_to = (
        at.astimezone(visit.zone) for at in (visit.window_from, visit.window_to)
    )
    days = hours.next_day(local_from.date()) - local_from.date()
    # Wall clock: the same hour also across a change of daylight saving.
    return (
        (local_from + days).astimezone(visit.window_from.tzinfo),
        (local_to + days).astimezone(visit.window_from.tzinfo),
    )


def soon(now: datetime) -> datetime:
    """By when somebody can call: in two hours, on a quarter of an hour."""
    return up_to(now + CALL_WITHIN, 15)


def _freest(crews: Sequence[Crew], visit: ToMove, start: datetime, end: datetime) -> Crew | None:
    day = start.astimezone(visit.zone).date()
    free = [crew for crew in crews if crew.is_free(start, end, visit.zone)]

    def load(crew: Crew) -> int:
        return sum(at.astimezone(visit.zone).date() == day for at, _ in crew.busy)

    return min(free, key=load, default=None)
