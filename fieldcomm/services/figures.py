"""Figures an operator watches: what waits and for how long, what became of texts and promises."""

from __future__ import annotations

from dataclasses import dataclass, field

from sqlalchemy import text

from fieldcomm.services.deps import Deps
from fieldcomm.services.unit import Unit, unit

_INBOX_AGE = text(
    "SELECT count(*), coalesce(extract(epoch FROM :machine - min(arrived_at)), 0)"
    " FROM inbox WHERE state = 'unread'"
)
_OUTBOX = text(
    "SELECT state, count(*), coalesce(extract(epoch FROM :now - min(created_at)), 0) FROM messages"
    " WHERE direction = 'out' AND state IN ('held', 'queued', 'attempting', 'unknown', 'unconfirmed')"
    " GROUP BY state"
)
_PROMISES = text(
    "SELECT kind, count(*), count(*) FILTER (WHERE due_at < :now) FROM promises"
    " WHERE state = 'open' GROUP BY kind"
)
_OVERDUE = text(
    "SELECT count(*), coalesce(extract(epoch FROM :now - min(next_check_in_at)), 0) FROM phones"
    " WHERE next_check_in_at <= :now"
)
_TASKS = text("SELECT kind, count(*) FROM tasks WHERE settled_at IS NULL GROUP BY kind")
_PAUSED = text("SELECT count(*) FROM senders WHERE active AND paused IS NOT NULL")


@dataclass
class Figures:
    """Counts and ages (seconds). Keys are states and kinds."""

    unread: int = 0
    unread_age: float = 0.0
    outbox: dict[str, int] = field(default_factory=dict)
    outbox_age: dict[str, float] = field(default_factory=dict)
    promises_open: dict[str, int] = field(default_factory=dict)
    promises_late: dict[str, int] = field(default_factory=dict)
    check_ins_due: int = 0
    check_ins_late_by: float = 0.0
    tasks_open: dict[str, int] = field(default_factory=dict)
    senders_paused: int = 0


def read_figures(deps: Deps) -> Figures:
    """All of them, from partial indexes: the cost does not grow with history."""
    with unit(deps) as work:
        return _read(work)


def _read(work: Unit) -> Figures:
    given = {"now": work.now, "machine": work.machine}
    found = Figures()
    row = work.session.execute(_INBOX_AGE, given).one()
    found.unread, found.unread_age = row[0], float(row[1])
    for state, count, age in work.session.execute(_OUTBOX, given):
        found.outbox[state], found.outbox_age[state] = count, float(age)
    for kind, count, late in work.session.execute(_PROMISES, given):
        found.promises_open[kind], found.promises_late[kind] = count, late
    row = work.session.execute(_OVERDUE, given).one()
    found.check_ins_due, found.check_ins_late_by = row[0], float(row[1])
    for kind, count in work.session.execute(_TASKS):
        found.tasks_open[kind] = count
    found.senders_paused = work.session.scalar(_PAUSED) or 0
    return found
