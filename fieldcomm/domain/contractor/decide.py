"""A contractor's text, read: what it does."""

from __future__ import annotations

from collections.abc import Callable

from fieldcomm.domain.callback.owner_says import decide_owner
from fieldcomm.domain.contractor.accepts import accepts, declines, leave, take
from fieldcomm.domain.contractor.arrived import is_here
from fieldcomm.domain.contractor.day_list import lists_jobs
from fieldcomm.domain.contractor.done import finishes, returns
from fieldcomm.domain.contractor.late import runs_late
from fieldcomm.domain.contractor.nobody_home import nobody_home
from fieldcomm.domain.contractor.notes import notes, proposes_update
from fieldcomm.domain.contractor.on_the_way import sets_out
from fieldcomm.domain.contractor.pick import Unclear, pick_stop
from fieldcomm.domain.contractor.sick import calls_in_sick
from fieldcomm.domain.contractor.stop import Stop
from fieldcomm.domain.contractor.unread import helps, unread
from fieldcomm.domain.contractor.which_stop import answered, which_stop
from fieldcomm.domain.customer.danger import decide_danger
from fieldcomm.domain.effects import Effect
from fieldcomm.domain.intent.reading import Intent, Reading
from fieldcomm.domain.snapshot import Snapshot

Decide = Callable[[Snapshot, Reading, str], list[Effect]]
DecideStop = Callable[[Snapshot, Stop, Reading, str], list[Effect]]


def decide_contractor(snapshot: Snapshot, reading: Reading, text: str) -> list[Effect]:
    """What a contractor's text does. `snapshot.speaker` wrote it; `snapshot.jobs` are theirs."""
    if reading.intent is Intent.CHOICE:
        return _chosen(snapshot, reading, text)
    if (about_stop := ABOUT_A_STOP.get(reading.intent)) is not None:
        stop = pick_stop(snapshot, reading)
        if isinstance(stop, Unclear):
            return which_stop(snapshot, reading, stop, text)
        return about_stop(snapshot, stop, reading, text)
    return OTHERS.get(reading.intent, unread)(snapshot, reading, text)


def _chosen(snapshot: Snapshot, reading: Reading, text: str) -> list[Effect]:
    """The number answers "which one?"; what was to be done is done now."""
    if "then" in snapshot.phone.asked_refs:  # it was about a promise they own
        return decide_owner(snapshot, reading, text)
    found = answered(snapshot, reading.n)
    if found is None:
        return unread(snapshot, reading, text)
    stop, meant, words = found
    return AT_A_STOP[meant.intent](snapshot, stop, meant, words or text)


def _silence(snapshot: Snapshot, reading: Reading, text: str) -> list[Effect]:
    return []  # "ok" and thanks need no answer


ABOUT_A_STOP: dict[Intent, DecideStop] = {
    Intent.ON_MY_WAY: sets_out,
    Intent.ARRIVED: is_here,
    Intent.DONE: finishes,
    Intent.RETURN_VISIT: returns,
    Intent.LATE: runs_late,
    Intent.NOBODY_HOME: nobody_home,
    Intent.NOTE: notes,
    Intent.UPDATE: proposes_update,
}
AT_A_STOP: dict[Intent, DecideStop] = {
    **ABOUT_A_STOP,
    Intent.ACCEPT: take,
    Intent.DECLINE: leave,
}
OTHERS: dict[Intent, Decide] = {
    Intent.ACCEPT: accepts,
    Intent.DECLINE: declines,
    Intent.SICK: calls_in_sick,
    Intent.JOBS: lists_jobs,
    Intent.HELP: helps,
    Intent.THANKS: _silence,
    Intent.CALLED: decide_owner,
    Intent.CALL: decide_owner,
    Intent.CALL_BACK: decide_owner,
    Intent.EMERGENCY: decide_danger,
}
