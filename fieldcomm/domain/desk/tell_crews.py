"""What a moved day means for the crews: one text for each, whatever they gain or lose."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from fieldcomm.domain.desk.move_day import Change
from fieldcomm.domain.effects import Say
from fieldcomm.domain.snapshot import JobView, Person, VisitView


def tell_crews(changes: Sequence[Change], out: Person) -> list[Say]:
    """Who receives visits is asked about all of them at once (`Y` for all, `N2` for one); who is
    out hears what is off their list."""
    ordered = sorted(changes, key=lambda c: ((c.now or c.was).window_from, c.was.id))
    lost = [c for c in ordered if c.was.contractor == out and _gains(c) != out]
    said: list[Say] = []
    for crew in _receivers(ordered):
        mine = [c for c in ordered if _gains(c) == crew]
        said += _added(crew, mine, out, lost if crew == out else [])
    if lost and out not in _receivers(ordered):
        said += _cleared(out, lost)
    return said


def _gains(change: Change) -> Person | None:
    return change.now.contractor if change.now else None


def _receivers(changes: Iterable[Change]) -> list[Person]:
    found = {(c.id, c.is_contractor): c for c in map(_gains, changes) if c is not None}
    return sorted(found.values(), key=lambda person: person.id)


def _added(crew: Person, mine: Sequence[Change], out: Person, lost: Sequence[Change]) -> list[Say]:
    stops = [_stop(c.job, c.now) for c in mine if c.now]
    params = {
        "name": crew.first_name,
        "contractor": None if crew == out else out.first_name,
        "stops": stops,
        "off": [f"{c.job.customer_name} ({c.job.code})" for c in lost],
    }
    if not crew.phone:
        return []
    ends = [c.now.window_to for c in mine if c.now]
    return [
        Say(
            "day_added",
            crew.phone,
            params,
            job_id=mine[0].job.id,
            choices=tuple(f"visit:{c.was.id}" for c in mine),
            expires_at=max(ends),
        )
    ]


def _cleared(out: Person, lost: Sequence[Change]) -> list[Say]:
    if not out.phone:
        return []
    stops = [_stop(c.job, c.was) for c in lost]
    params = {"name": out.first_name, "stops": stops}
    return [Say("day_cleared", out.phone, params, job_id=lost[0].job.id)]


def _stop(job: JobView, visit: VisitView) -> dict[str, object]:
    return {
        "customer": job.customer_name,
        "address": job.address,
        "code": job.code,
        "window_from": visit.window_from,
        "window_to": visit.window_to,
    }
