"""The decisions being applied together, and the rows they have come to so far."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from fieldcomm.domain.effects import (
    BookVisit,
    ChangeJob,
    ChangePhone,
    ChangeVisit,
    Effect,
    Guard,
    OpenPromise,
    OpenTask,
    RecordConsent,
    Say,
)
from fieldcomm.domain.snapshot import PhoneView, Snapshot
from fieldcomm.services.unit import Unit
from fieldcomm.store import write as store


@dataclass
class Decision:
    """One decision on its way into rows."""

    snapshot: Snapshot
    effects: list[Effect]
    labels: dict[str, tuple[str, int, int]] = field(
        default_factory=dict
    )  # label: kind, id, version
    dropped: bool = False


class Batch:
    """Working state while effects become rows; gone with the transaction."""

    def __init__(self, unit: Unit, decisions: Sequence[tuple[Snapshot, Sequence[Effect]]]) -> None:
        self.unit = unit
        self.decisions = [Decision(snapshot, list(effects)) for snapshot, effects in decisions]
        self.rows = store.Rows()
        self.recipients: dict[str, PhoneView] = {
            d.snapshot.phone.phone: d.snapshot.phone for d in self.decisions
        }
        self.consent: dict[str, str] = {}  # changed by a decision of this batch
        self.plan: set[str] = set()
        self.called_instead: set[str] = set()
        self.jobs: dict[int, dict[str, Any]] = {}
        self.visits: dict[int, dict[str, Any]] = {}
        self.promises: dict[int, dict[str, Any]] = {}
        self._used: set[str] = set()
        self._ids: dict[str, list[int]] = {}

    def live(self) -> Iterator[Decision]:
        return (decision for decision in self.decisions if not decision.dropped)

    def dropped(self) -> list[Snapshot]:
        return [decision.snapshot for decision in self.decisions if decision.dropped]

    def keys(self) -> list[str]:
        """Every key that something here may happen under only once."""
        return [key for decision in self.decisions for key in map(_key, decision.effects) if key]

    def use_keys(self, fresh: set[str]) -> None:
        """Drop whatever stands under a key that was used before, here or ever."""
        self._used = fresh
        taken: set[str] = set()
        for decision in self.decisions:
            guards = [e.key for e in decision.effects if isinstance(e, Guard)]
            if any(key not in fresh or key in taken for key in guards):
                decision.dropped = True
                continue
            kept: list[Effect] = []
            for effect in decision.effects:
                key = _key(effect)
                if key is not None and (key not in fresh or key in taken):
                    continue
                if key is not None:
                    taken.add(key)
                kept.append(effect)
            decision.effects = kept

    def take_ids(self) -> None:
        """Fetch the ids of rows that others refer to, all at once."""
        wanted = {"promises": OpenPromise, "visits": BookVisit, "messages": Say}
        for table, kind in wanted.items():
            count = sum(isinstance(e, kind) for d in self.live() for e in d.effects)
            self._ids[table] = store.next_ids(self.unit.session, table, count) if count else []

    def new_id(self, table: str) -> int:
        return self._ids[table].pop()

    def change_phone(self, phone: str, fields: Mapping[str, Any]) -> None:
        """Change the phone's row; texts of this batch are in its new language already."""
        self.rows.change_phone(phone, fields)
        if "language" in fields and phone in self.recipients:
            self.recipients[phone] = replace(self.recipients[phone], language=fields["language"])

    def phones_named(self) -> set[str]:
        found: set[str] = set()
        for decision in self.live():
            for effect in decision.effects:
                if isinstance(effect, Say):
                    found.add(effect.to)
                elif isinstance(effect, OpenPromise | ChangePhone | RecordConsent):
                    found.add(effect.phone)
        return found

    def to_plan(self) -> set[str]:
        """Phones whose next check-in may have changed with what was decided."""
        phones = set(self.plan)
        for decision in self.live():
            if any(
                isinstance(e, ChangeJob | ChangeVisit | BookVisit | RecordConsent)
                for e in decision.effects
            ):
                phones.update(job.phone for job in decision.snapshot.jobs)
            phones.update(
                e.phone
                for e in decision.effects
                if isinstance(e, ChangePhone) and {"frequency", "chatter_off_at"} & e.fields.keys()
            )
        return phones

    def working(self, table: str, id_: int, initial: dict[str, Any]) -> dict[str, Any]:
        """The row as this batch has changed it so far."""
        rows: dict[int, dict[str, Any]] = getattr(self, table)
        return rows.setdefault(id_, initial)


def _key(effect: Effect) -> str | None:
    if isinstance(effect, Guard):
        return effect.key
    if isinstance(effect, Say | OpenTask):
        return effect.once
    return None
