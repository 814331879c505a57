"""A contractor's day, numbered: tomorrow's in the evening, today's in the morning, or when asked."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from fieldcomm.domain.contractor.stop import Stop, my_stops, on_day
from fieldcomm.domain.contractor.which_stop import line
from fieldcomm.domain.effects import Effect, Say
from fieldcomm.domain.intent.reading import Reading
from fieldcomm.domain.snapshot import Snapshot
from fieldcomm.domain.visit import VisitStatus

NOON = time(12)


def day_list(snapshot: Snapshot, day: date, *, tomorrow: bool) -> list[Effect]:
    """The stops of that local date, once as tomorrow's list and once as today's; nothing on a
    free day. Visits nobody has accepted are asked about."""
    who = snapshot.speaker.id if snapshot.speaker else 0
    once = f"list/{who}/{day.isoformat()}/{'evening' if tomorrow else 'morning'}"
    return _listed(snapshot, day, once)


def lists_jobs(snapshot: Snapshot, reading: Reading, text: str) -> list[Effect]:
    """JOBS: today's stops, else the next day's that has any; an empty list says so."""
    here = snapshot.now.astimezone(snapshot.zone).date()
    ahead = [s for s in my_stops(snapshot) if s.visit and s.visit.window_from > snapshot.now]
    days = {s.visit.window_from.astimezone(s.job.zone).date() for s in ahead if s.visit}
    for day in [here, *sorted(days)]:
        if said := _listed(snapshot, day, None):
            return said
    return [_list(snapshot, here, [], None)]


def _listed(snapshot: Snapshot, day: date, once: str | None) -> list[Effect]:
    stops = on_day(my_stops(snapshot), day, snapshot.now)
    return [_list(snapshot, day, stops, once)] if stops else []


def _list(snapshot: Snapshot, day: date, stops: list[Stop], once: str | None) -> Say:
    noon = datetime.combine(day, NOON, snapshot.zone)
    params = {
        "name": snapshot.speaker.first_name if snapshot.speaker else "",
        "day": noon,
        "stops": [line(stop) for stop in stops],
        "ask": any(s.visit and s.visit.status is VisitStatus.PROPOSED for s in stops),
    }
    return Say(
        "list",
        snapshot.phone.phone,
        params,
        once=once,
        refs={"day": day.isoformat()},
        choices=tuple(stop.ref for stop in stops),
        answers=once is None,
        expires_at=noon + timedelta(hours=12),
    )
