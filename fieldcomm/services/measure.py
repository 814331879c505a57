"""Take the measure of what waits, for whoever judges whether it is too much."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from fieldcomm.domain.behind import WAITING, Line, Measured
from fieldcomm.domain.moments import Priority
from fieldcomm.services.heartbeat import CLOCK, last_seen
from fieldcomm.services.unit import Unit
from fieldcomm.store.queries import ages

_NONE = timedelta()


def measure(work: Unit) -> Measured:
    """Everything `domain.behind` judges by."""
    unread = [age(row.oldest, work.machine) for row in ages.unread(work.session)]
    found = Measured(
        unread=max(unread),
        silent=last_seen(work.session.connection(), work.machine).get(CLOCK, _NONE),
    )
    if work.company.restored_at is not None:  # nothing falls due before we know what was done
        return found.but(stopped=True)
    due = ages.due(work.session)
    found = found.but(undecided=age(due.check_in, work.now), due=age(due.other, work.now))
    sender = ages.sender(work.session)
    if is_stopped(work, sender):
        return found.but(stopped=True)
    waiting = ages.queued(work.session)
    prompt = [row for row in waiting if row.priority <= Priority.PROMISE]
    check_ins = [row for row in waiting if row.priority == Priority.CHECK_IN]
    return found.but(
        prompt=_line(work, prompt, sender.pace),
        check_ins=_line(work, check_ins, sender.pace),
        named=_named(work, sum(row.segments for row in prompt), sender.pace) if check_ins else (),
    )


def age(since: datetime | None, now: datetime) -> timedelta:
    """Nothing waits, or not yet: none."""
    return max(_NONE, now - since) if since else _NONE


def is_stopped(work: Unit, sender: Any) -> bool:
    """Nothing is to leave: a person or the provider stopped it, or there is no number yet."""
    return work.company.paused or work.deps.gateway is None or sender is None or bool(sender.paused)


def _line(work: Unit, rows: Sequence[Any], pace: float) -> Line:
    """What its number sent meanwhile is asked only where it waits for long."""
    if not rows:
        return Line()
    since = min(row.oldest for row in rows)
    waited = age(since, work.machine)
    if waited <= WAITING:
        return Line(waited)
    sent = ages.handed_over(work.session, since, max(row.priority for row in rows))
    return Line(waited, timedelta(seconds=sent / pace))


def _named(work: Unit, before: int, pace: float) -> tuple[tuple[timedelta, timedelta], ...]:
    """More urgent texts leave first, and check-ins named for sooner before those for later."""
    found, segments = [], before
    for row in ages.named(work.session, Priority.CHECK_IN):
        segments += row.segments
        found.append((row.expires_at - work.now, timedelta(seconds=segments / pace)))
    return tuple(found)
