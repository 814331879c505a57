"""Y and N: to a proposed visit, to the day's list, to the house we guessed."""

from __future__ import annotations

from collections.abc import Iterator

from fieldcomm.domain.arrival.book import accept
from fieldcomm.domain.arrival.cancel import decline
from fieldcomm.domain.contractor.echo import echo
from fieldcomm.domain.contractor.on_the_way import CHECK, takes_back
from fieldcomm.domain.contractor.pick import Unclear, numbered
from fieldcomm.domain.contractor.refuse import refuse
from fieldcomm.domain.contractor.stop import Stop, my_stops, stop_of_ref, stop_of_visit
from fieldcomm.domain.contractor.which_stop import no_such_stop, which_stop
from fieldcomm.domain.effects import Effect, SettlePromise
from fieldcomm.domain.intent.reading import Reading
from fieldcomm.domain.snapshot import Snapshot
from fieldcomm.domain.visit import VisitEvent, VisitStatus, after

LIST = "day_list"


def accepts(snapshot: Snapshot, reading: Reading, text: str) -> list[Effect]:
    """Y takes what was asked: one visit, or every one on the list."""
    if reading.job or reading.stop_number is not None:
        stop = _named(snapshot, reading)
        return (
            take(snapshot, stop, reading, text) if stop else no_such_stop(snapshot, reading, text)
        )
    if stop := _asked_about(snapshot):
        return take(snapshot, stop, reading, text)
    if snapshot.phone.asked == LIST:
        return _take_all(snapshot)
    open_ones = _proposed(snapshot)
    if len(open_ones) == 1:
        return take(snapshot, open_ones[0], reading, text)
    if not open_ones and any(s.visit for s in my_stops(snapshot)):
        return [echo(snapshot, "already")]
    return which_stop(snapshot, reading, Unclear(tuple(open_ones)), text)


def declines(snapshot: Snapshot, reading: Reading, text: str) -> list[Effect]:
    """N declines what was asked, or takes back a text the customer has not had yet. Where it
    could mean several visits, or one nobody asked about, the contractor is asked first."""
    if reading.job or reading.stop_number is not None:
        stop = _named(snapshot, reading)
        return (
            leave(snapshot, stop, reading, text) if stop else no_such_stop(snapshot, reading, text)
        )
    if taken_back := takes_back(snapshot):
        return taken_back
    if stop := _asked_about(snapshot):
        return leave(snapshot, stop, reading, text)
    listed = _listed(snapshot) if snapshot.phone.asked == LIST else []
    open_ones = listed or _proposed(snapshot)
    if len(open_ones) == 1:
        return leave(snapshot, open_ones[0], reading, text)
    return which_stop(snapshot, reading, Unclear(tuple(open_ones or _with_visit(snapshot))), text)


def take(snapshot: Snapshot, stop: Stop, reading: Reading, text: str) -> list[Effect]:
    visit = stop.visit
    if visit is None or after(visit.status, VisitEvent.ACCEPTED) is None:
        return refuse(snapshot, stop, reading, text)
    told = visit.tell_customer
    return [
        *accept(snapshot, stop.job, visit),
        echo(snapshot, "accept", stop, told=told, at=visit.window_from),
    ]


def leave(snapshot: Snapshot, stop: Stop, reading: Reading, text: str) -> list[Effect]:
    visit = stop.visit
    if visit is None or after(visit.status, VisitEvent.DECLINED) is None:
        return refuse(snapshot, stop, reading, text)
    return [*decline(snapshot, stop.job, visit, text), echo(snapshot, "decline", stop)]


def _named(snapshot: Snapshot, reading: Reading) -> Stop | None:
    """The visit a code or a number names; of a job's visits, the one still to be answered."""
    if reading.stop_number is not None:
        return numbered(snapshot, reading.stop_number)
    if not reading.job:
        return None
    mine = [s for s in _with_visit(snapshot) if s.job.code == reading.job.upper()]
    open_ones = [s for s in mine if s.visit and s.visit.status is VisitStatus.PROPOSED]
    return next(iter(open_ones or mine), None)


def _asked_about(snapshot: Snapshot) -> Stop | None:
    """The one visit our last question was about, while it can still be answered."""
    if snapshot.phone.asked in (LIST, CHECK, "which_stop", None):
        return None
    stop = stop_of_visit(snapshot, snapshot.phone.asked_refs.get("visit"))
    return stop if stop and stop.visit and stop.visit.is_active else None


def _take_all(snapshot: Snapshot) -> list[Effect]:
    effects: list[Effect] = []
    for stop in _listed(snapshot):
        if stop.visit and stop.visit.status is VisitStatus.PROPOSED:
            effects += accept(snapshot, stop.job, stop.visit)
    return [*_settled_once(effects), echo(snapshot, "day_accepted", told=bool(effects))]


def _settled_once(effects: list[Effect]) -> Iterator[Effect]:
    """Two visits of one job take the place of the same call: the first settles it."""
    settled = set()
    for effect in effects:
        if isinstance(effect, SettlePromise):
            if effect.promise_id in settled:
                continue
            settled.add(effect.promise_id)
        yield effect


def _listed(snapshot: Snapshot) -> list[Stop]:
    found = (stop_of_ref(snapshot, choice) for choice in snapshot.phone.choices)
    return [s for s in found if s and s.visit and s.visit.is_active]


def _proposed(snapshot: Snapshot) -> list[Stop]:
    return [s for s in my_stops(snapshot) if s.visit and s.visit.status is VisitStatus.PROPOSED]


def _with_visit(snapshot: Snapshot) -> list[Stop]:
    return [s for s in my_stops(snapshot) if s.visit]
