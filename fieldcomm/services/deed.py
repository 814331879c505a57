"""A deed while it is being done: what it writes is remembered, so that it can be taken back."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from fieldcomm.domain.effects import SuppressQueued, TakeBack
from fieldcomm.services.acting import Acting
from fieldcomm.services.errors import DoneAlready
from fieldcomm.store import write as store
from fieldcomm.store.queries import deeds as rows

# Columns that move on by themselves; they say nothing about what somebody did since.
_CLOCKWORK = frozenset({"stepped_to", "next_step_at", "changed_at"})
# What tells whether somebody has gone on from a row that was new.
_TELLING = {"visits": ("status", "version"), "promises": ("state", "version"), "jobs": ("status",)}
_NUMBERED = ("tasks", "updates")  # rows nothing refers to, so they get their ids only here


def begin_deed(session: Session, acting: Acting, machine: datetime) -> Deed:
    """Take the form's key. Raises DoneAlready where another request took it before.

    A use case of several units goes on with the deed its first unit began.
    """
    if acting.deed_id is not None:
        until, changes = rows.deed_to_go_on(session, acting.deed_id)
        return Deed(session, acting.deed_id, until, changes, holds=acting.holds)
    until = machine + acting.undo
    id_ = rows.insert_deed(
        session,
        key=acting.key,
        what=acting.what,
        user_id=acting.user_id,
        actor=acting.name,
        at=machine,
        undo_until=until,
    )
    if id_ is None:
        raise DoneAlready(rows.deed_of_key(session, acting.key))
    return Deed(session, id_, until, {}, holds=acting.holds)


class Deed:
    """Remembers new rows by id, and changed columns with what stood there before and after."""

    def __init__(
        self,
        session: Session,
        id_: int,
        undo_until: datetime,
        changes: dict[str, Any],
        *,
        holds: bool,
    ) -> None:
        self.id = id_
        self.holds = holds
        self.undo_until = undo_until
        self._session = session
        self._added: dict[str, list[int]] = changes.get("added", {})
        self._before: dict[str, dict[str, dict[str, Any]]] = changes.get("before", {})
        self._after: dict[str, dict[str, dict[str, Any]]] = changes.get("after", {})
        self._keys: list[str] = changes.get("keys", [])

    @property
    def undoable(self) -> bool:
        return any(self._added.values()) or any(self._before.values())

    @property
    def touched(self) -> dict[str, list[int]]:
        """The numbered rows it has added or changed so far."""
        found = {table: list(ids) for table, ids in self._added.items()}
        for table, rows_ in self._before.items():
            found.setdefault(table, []).extend(int(key) for key in rows_ if key.isdigit())
        return found

    def added(self, table: str, *ids: int) -> None:
        """Rows a service inserts by itself, outside of `apply`."""
        self._added.setdefault(table, []).extend(ids)

    def changing(self, table: str, key: int | str, columns: Iterable[str]) -> None:
        """Call before a service changes a row by itself, outside of `apply`."""
        self._look(table, {str(key): set(columns)})

    def before_taking_back(self, effect: SuppressQueued | TakeBack) -> None:
        columns = {"state", "why", "not_before", "hold_until"}
        ids = rows.still_ours(self._session, effect)
        self._look("messages", {str(id_): columns for id_ in ids})

    def write(self, new: store.Rows, fresh_keys: set[str]) -> None:
        """Write a batch of rows and remember it."""
        self._keys += sorted(fresh_keys)
        for table in _NUMBERED:
            wanted: list[dict[str, Any]] = getattr(new, table)
            ids = store.next_ids(self._session, table, len(wanted)) if wanted else []
            for row, id_ in zip(wanted, reversed(ids), strict=True):
                row["id"] = id_
        for table in ("messages", "visits", "promises", *_NUMBERED):
            self.added(table, *(row["id"] for row in getattr(new, table)))
        for table, changes in (
            ("jobs", new.job_changes),
            ("visits", new.visit_changes),
            ("promises", new.promise_changes),
            ("phones", new.phone_changes),
        ):
            self._look(table, {str(key): set(columns) for key, columns in changes.items()})
        settled = {str(row["b_id"]) for row in (*new.task_settled, *new.task_steps)}
        columns = {"step", "next_step_at", "settled_at", "settled_by"}
        self._look("tasks", dict.fromkeys(settled, columns))
        store.write(self._session, new)

    def save(self) -> None:
        """At the end of the unit: read how the changed rows stand now, and keep it all."""
        for table, before in self._before.items():
            now = rows.read_as_json(self._session, table, list(before))
            self._after[table] = {
                key: {c: now[key][c] for c in columns if c not in _CLOCKWORK}
                for key, columns in before.items()
                if key in now
            }
        for table, columns in _TELLING.items():
            new = rows.read_as_json(
                self._session, table, list(map(str, self._added.get(table, [])))
            )
            self._after.setdefault(table, {}).update(
                {key: {column: row[column] for column in columns} for key, row in new.items()}
            )
        rows.save_changes(
            self._session,
            self.id,
            {
                "added": self._added,
                "before": self._before,
                "after": self._after,
                "keys": self._keys,
            },
        )

    def _look(self, table: str, wanted: dict[str, set[str]]) -> None:
        """What was there first counts, however often a row is changed."""
        known = self._before.setdefault(table, {})
        new = {k: c - known.get(k, {}).keys() for k, c in wanted.items()}
        found = rows.read_as_json(self._session, table, [k for k, c in new.items() if c])
        for key, row in found.items():
            known.setdefault(key, {}).update({column: row[column] for column in new[key]})
