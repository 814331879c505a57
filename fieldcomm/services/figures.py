"""Figures an operator watches: what waits and for how long, what became of texts and promises."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from fieldcomm.domain.behind import lags
from fieldcomm.domain.moments import Priority
from fieldcomm.services.deps import Deps
from fieldcomm.services.heartbeat import last_seen
from fieldcomm.services.measure import age, measure
from fieldcomm.services.unit import Unit, unit
from fieldcomm.store.queries import ages
from fieldcomm.store.queries import figures as rows

LATELY = timedelta(minutes=15)  # machine time, of handing over
HOUR = timedelta(hours=1)  # business time, of errors
DAY = timedelta(hours=24)  # business time, of promises

Labelled = Mapping[tuple[str, ...], float]


@dataclass
class Figures:
    """Counts, and ages in seconds. Keys are the values of the labels, in order."""

    unread: Labelled = field(default_factory=dict)  # kind
    unread_age: Labelled = field(default_factory=dict)
    outbox: Labelled = field(default_factory=dict)  # state, priority
    outbox_age: Labelled = field(default_factory=dict)
    handed_over: Labelled = field(default_factory=dict)  # priority
    hand_over: Labelled = field(default_factory=dict)  # priority, quantile
    promises_open: Labelled = field(default_factory=dict)  # kind
    promises_late: Labelled = field(default_factory=dict)
    promises_due: Labelled = field(default_factory=dict)  # kind, state
    check_ins_due: int = 0
    check_ins_late_by: float = 0.0
    errors: Labelled = field(default_factory=dict)  # code
    tasks_open: Labelled = field(default_factory=dict)  # kind
    senders_paused: int = 0
    paused: bool = False
    restoring: Labelled = field(default_factory=dict)  # without labels; empty: nothing to find out
    last_seen: Labelled = field(default_factory=dict)  # process
    behind: Labelled = field(default_factory=dict)  # part


def read_figures(deps: Deps) -> Figures:
    """All of them, as they are now."""
    with unit(deps) as work:
        found = Figures(paused=work.company.paused)
        _texts(work, found)
        _promises(work, found)
        _ourselves(work, found)
        _since_restore(work, found)
        return found


def _texts(work: Unit, found: Figures) -> None:
    session, machine = work.session, work.machine
    inbox = ages.unread(session)
    found.unread = {(row.kind,): row.n for row in inbox}
    found.unread_age = {(row.kind,): _seconds(age(row.oldest, machine)) for row in inbox}
    outbox = rows.outbox(session)
    found.outbox = {(row.state, _priority(row)): row.n for row in outbox}
    found.outbox_age = {
        (row.state, _priority(row)): _seconds(age(row.oldest, machine))
        for row in outbox
        if row.oldest is not None
    }
    left = rows.handed_over(session, machine - LATELY)
    found.handed_over = {(_priority(row),): row.n for row in left}
    found.hand_over = {
        (_priority(row), quantile): seconds
        for row in left
        for quantile, seconds in (
            ("0.5", row.median),
            ("0.99", row.nearly_all),
            ("1", row.longest),
        )
    }
    since = work.now - HOUR
    found.errors = {(str(row.error_code),): row.n for row in rows.errors(session, since)}
    found.senders_paused = rows.senders_paused(session)


def _promises(work: Unit, found: Figures) -> None:
    open_ = rows.promises_open(work.session, work.now)
    found.promises_open = {(row.kind,): row.n for row in open_}
    found.promises_late = {(row.kind,): row.late for row in open_}
    due = rows.promises_due(work.session, work.now - DAY, work.now)
    found.promises_due = {(row.kind, row.state): row.n for row in due}
    found.check_ins_due = rows.check_ins_due(work.session, work.now)
    found.check_ins_late_by = _seconds(age(ages.due(work.session).check_in, work.now))


def _ourselves(work: Unit, found: Figures) -> None:
    seen = last_seen(work.session.connection(), work.machine)
    found.last_seen = {(process,): _seconds(ago) for process, ago in seen.items()}
    found.tasks_open = {(row.kind,): row.n for row in rows.tasks_open(work.session)}
    found.behind = {(str(lag.part),): _seconds(lag.by) for lag in lags(measure(work))}


def _since_restore(work: Unit, found: Figures) -> None:
    """Until it is settled nothing is to be decided, and so nothing of it is late."""
    if (at := work.company.restored_at) is not None:
        found.restoring = {(): _seconds(age(at, work.machine))}
        found.check_ins_due, found.check_ins_late_by = 0, 0.0


def _priority(row: object) -> str:
    return Priority(row.priority).name.lower()  # type: ignore[attr-defined]


def _seconds(span: timedelta) -> float:
    return span.total_seconds()
