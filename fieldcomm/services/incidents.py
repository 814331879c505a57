"""Something went wrong for many: said in public, with the time of the next word, and kept to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from fieldcomm.services.deps import Deps
from fieldcomm.services.errors import Refused
from fieldcomm.services.run_incidents import REMIND_BEFORE
from fieldcomm.services.unit import Unit, unit
from fieldcomm.store.queries import incidents as rows

LATEST = 50
LONGEST_TITLE, LONGEST_WORDS = 80, 600
_CHANGED = ("state", "resolved_at", "next_by", "next_step_at", "task_id")


@dataclass(frozen=True, slots=True)
class Incidents:
    company: str
    zone: ZoneInfo
    now: datetime
    open: Sequence[Any]
    over: Sequence[Any]


@dataclass(frozen=True, slots=True)
class Incident:
    company: str
    zone: ZoneInfo
    now: datetime
    row: Any
    updates: Sequence[Any]
    broadcasts: Sequence[Any]


def list_incidents(deps: Deps) -> Incidents:
    with unit(deps) as work:
        found = [row for row in rows.latest(work.session, LATEST) if row.state != "withdrawn"]
        return Incidents(
            work.policy.company,
            work.policy.zone,
            work.now,
            [row for row in found if row.state == "open"],
            [row for row in found if row.state != "open"],
        )


def read_incident(deps: Deps, id_: int) -> Incident | None:
    with unit(deps) as work:
        row = rows.read(work.session, id_)
        if row is None:
            return None
        return Incident(
            work.policy.company,
            work.policy.zone,
            work.now,
            row,
            rows.updates_of(work.session, [id_]),
            rows.broadcasts_of(work.session, id_),
        )


def open_incident(deps: Deps, *, title: str, happened: str, why: str, next_by: str, by: str) -> int:
    """Say it in public. `next_by` is local to the company (`2026-01-13T16:00`): a promise, so it
    may be left out only once it is over. Raises Refused."""
    said = _words(title, LONGEST_TITLE, "Say in a few words what is wrong.")
    what = _words(happened, LONGEST_WORDS, "Say what happened.")
    because = _words(why, LONGEST_WORDS, "Say why, or that we don't know yet.")
    with unit(deps) as work:
        due = _next_by(work, next_by)
        made = rows.insert(
            work.session,
            title=said,
            happened=what,
            why=because,
            by=by,
            now=work.now,
            shown_from=_shown_from(work),
            next_by=due,
            next_step_at=_first_step(work, due),
        )
        if work.deed is not None:
            work.deed.added("incidents", made)
        work.bells.add("due")
        return made


def update_incident(deps: Deps, id_: int, *, words: str, next_by: str, by: str) -> None:
    """The word that was promised, and when the next one comes. Raises Refused."""
    said = _words(words, LONGEST_WORDS, "Say what is new, even if it is only that nothing is.")
    with unit(deps) as work:
        row = _begin(work, id_)
        due = _next_by(work, next_by)
        _say(work, row, "update", said, due, by)
        step = _first_step(work, due)
        rows.change(
            work.session, id_, state="open", resolved_at=None, next_by=due, next_step_at=step
        )
        work.bells.add("due")


def resolve_incident(deps: Deps, id_: int, *, words: str, by: str) -> None:
    """It is over, and this is how it ended. Raises Refused."""
    said = _words(words, LONGEST_WORDS, "Say how it ended: customers read it.")
    with unit(deps) as work:
        row = _begin(work, id_)
        _say(work, row, "resolved", said, None, by)
        rows.change(
            work.session,
            id_,
            state="resolved",
            resolved_at=work.now,
            next_by=None,
            next_step_at=None,
        )


def _begin(work: Unit, id_: int) -> Any:
    row = rows.read(work.session, id_, lock=True)
    if row is None or row.state != "open":
        raise Refused("That incident is not open any more.")
    if work.deed is not None:
        work.deed.changing("incidents", id_, _CHANGED)
        if row.task_id:
            work.deed.changing("tasks", row.task_id, ("settled_at", "settled_by"))
    return row


def _say(work: Unit, row: Any, kind: str, said: str, due: datetime | None, by: str) -> None:
    made = rows.add_update(
        work.session,
        incident_id=row.id,
        kind=kind,
        words=said,
        next_by=due,
        by=by,
        now=work.now,
        shown_from=_shown_from(work),
    )
    if work.deed is not None:
        work.deed.added("incident_updates", made)
    rows.settle_reminder(work.session, row, work.now, by)


def _shown_from(work: Unit) -> datetime:
    """The public is outside: it sees nothing that could still be taken back."""
    return work.deed.undo_until if work.deed is not None else work.machine


def _first_step(work: Unit, due: datetime) -> datetime:
    return max(work.now, due - REMIND_BEFORE) if due > work.now else due


def _next_by(work: Unit, raw: str) -> datetime:
    try:
        at = datetime.fromisoformat(raw.strip())
    except ValueError:
        raise Refused("Say by when the next word comes: people wait for it.") from None
    if at.tzinfo is None:
        at = at.replace(tzinfo=work.policy.zone)
    if not timedelta() < at - work.now < timedelta(days=7):
        raise Refused("The next word must come within a week from now.")
    return at.astimezone(UTC)


def _words(raw: str, longest: int, without: str) -> str:
    said = " ".join(raw.replace("\0", "").split())
    if not said:
        raise Refused(without)
    if len(said) > longest:
        raise Refused(f"It has {len(said)} characters; {longest} fit.")
    return said
