"""Take a deed back while nothing of it has left the building and nobody has built on it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import insert

from fieldcomm.services.deps import Deps
from fieldcomm.services.errors import Refused
from fieldcomm.services.plan_check_ins import plan_check_ins
from fieldcomm.services.unit import Unit, retrying, unit
from fieldcomm.store import locks
from fieldcomm.store.models import Event
from fieldcomm.store.queries import deeds as rows

GONE_ON = "Too late to take it back: somebody has gone on from it since."
# Children before what they stand on.
_UNMADE = (
    "gestures",
    "messages",
    "promises",
    "tasks",
    "updates",
    "visits",
    "jobs",
    "contacts",
    "days_off",
    "incident_updates",
    "incidents",
)
_PHONE_WINS = frozenset({"phones"})  # a conversation goes on: only what still stands goes back


@dataclass(frozen=True, slots=True)
class TakenBack:
    """`left`: texts of it that had gone out already, and stay said. Only a deed that came by text
    can have any."""

    what: str
    left: int


def undo_deed(deps: Deps, deed_id: int, *, user_id: int, by: str) -> TakenBack:
    """Put everything back as it was. Raises Refused, and then nothing was changed: too late,
    something has left, or somebody has gone on from it since.

    What a contractor texted (a deed of no user) anybody of the office may take back; the texts it
    led to may have left, and the state goes back all the same.
    """
    return retrying(lambda: _undo(replace(deps, acting=None), deed_id, user_id, by))


def _undo(deps: Deps, deed_id: int, user_id: int, by: str) -> TakenBack:
    with unit(deps) as work:
        deed = rows.read_deed(work.session, deed_id)
        _check(work, deed, user_id)
        added: dict[str, list[int]] = deed.changes.get("added", {})
        before: dict[str, Any] = deed.changes.get("before", {})
        jobs = rows.jobs_touched(work.session, _touched(added, before))
        phones = _phones(work, jobs, before)
        locks.lock_phones(work.session, phones)
        locks.lock_jobs(work.session, jobs)
        left = rows.texts_that_left(work.session, added.get("messages", []))
        if left and deed.user_id is not None:
            raise Refused("Too late to take it back: a text of it has left already.")
        for table, after in deed.changes.get("after", {}).items():
            _check_untouched(work, table, after, {*map(str, added.get(table, []))})
        for table in _UNMADE:
            if ids := added.get(table):
                rows.unmake(work.session, table, ids, work.now, f"{by}, taken back")
        for table, changed in before.items():
            _restore(work, table, changed, deed.changes["after"].get(table, {}), added)
        rows.free_keys(work.session, deed.changes.get("keys", []))
        rows.mark_undone(work.session, deed_id, work.machine, by)
        for job_id in jobs:
            data = {"what": deed.what, "of": deed.actor, "left": left}
            event = {"kind": "taken_back", "actor": by, "data": data}
            work.session.execute(insert(Event).values(job_id=job_id, at=work.now, **event))
        plan_check_ins(work, phones)
        work.bells.add("outbox")
        return TakenBack(str(deed.what), left)


def _phones(work: Unit, jobs: list[int], before: dict[str, Any]) -> list[str]:
    """Whom the jobs text now, and whom they text again once it is taken back."""
    then = [row["contact_id"] for row in before.get("jobs", {}).values() if "contact_id" in row]
    contacts = rows.phones_of_contacts(work.session, then)
    return sorted({*before.get("phones", {}), *rows.phones_of_jobs(work.session, jobs), *contacts})


def _touched(added: dict[str, list[int]], before: dict[str, Any]) -> dict[str, list[int]]:
    """The numbered rows that are new or changed; a phone's row has its number for a key."""
    changed = {table: [int(k) for k in of if k.isdigit()] for table, of in before.items()}
    tables = added.keys() | changed.keys()
    return {table: [*added.get(table, []), *changed.get(table, [])] for table in tables}


def _check(work: Unit, deed: Any, user_id: int) -> None:
    if deed is None or deed.user_id not in (user_id, None):
        raise Refused("That is not yours to take back.")
    if deed.undone_at is not None:
        raise Refused("That is taken back already.")
    if work.machine > deed.undo_until:
        raise Refused("Too late to take it back.")


def _check_untouched(
    work: Unit, table: str, after: dict[str, dict[str, Any]], new: set[str]
) -> None:
    now = rows.read_as_json(work.session, table, [key for key in after if key in new])
    for key, row in now.items():
        if any(row[column] != value for column, value in after[key].items()):
            raise Refused(GONE_ON)


def _restore(
    work: Unit,
    table: str,
    before: dict[str, dict[str, Any]],
    after: dict[str, dict[str, Any]],
    added: dict[str, list[int]],
) -> None:
    new = {str(id_) for id_ in added.get(table, [])}
    now = rows.read_as_json(work.session, table, [key for key in before if key not in new])
    for key, row in now.items():
        stands = {c for c, value in after.get(key, {}).items() if row[c] == value}
        moved_on = after.get(key, {}).keys() - stands
        if moved_on and table not in _PHONE_WINS:
            raise Refused(GONE_ON)
        columns = {c: v for c, v in before[key].items() if c not in moved_on}
        if columns:
            rows.restore(work.session, table, key, columns)
