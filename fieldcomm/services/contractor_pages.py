"""What the People pages show of contractors."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from fieldcomm.services.deps import Deps
from fieldcomm.services.unit import unit
from fieldcomm.store.queries import contractors as rows
from fieldcomm.store.queries.photos import with_portrait
from fieldcomm.store.queries.snapshots import zone

RECORD = timedelta(days=90)  # how far back promises are counted


@dataclass(frozen=True, slots=True)
class ContractorsPage:
    now: datetime
    zone: ZoneInfo
    contractors: list[Any]


@dataclass(frozen=True, slots=True)
class Record:
    """How promises went: kept by their time, kept late, moved before their time, broken."""

    kept: int
    kept_late: int
    moved: int
    broken: int
    open: int

    @property
    def settled(self) -> int:
        return self.kept + self.kept_late + self.moved + self.broken


@dataclass(frozen=True, slots=True)
class ContractorCard:
    """`visits`: (visit, zone of its site). `records`: by kind of promise, of the last 90 days."""

    now: datetime
    zone: ZoneInfo
    contractor: Any
    ahead: list[tuple[Any, ZoneInfo]]
    past: list[tuple[Any, ZoneInfo]]
    records: dict[str, Record]
    pictured: bool


@dataclass(frozen=True, slots=True)
class CommandSheet:
    company: str
    our_phone: str | None
    contractor: Any


def read_contractors(deps: Deps) -> ContractorsPage:
    with unit(deps) as work:
        found = list(rows.all_contractors(work.session, work.now))
        return ContractorsPage(work.now, work.policy.zone, found)


def read_contractor(deps: Deps, contractor_id: int) -> ContractorCard | None:
    with unit(deps) as work:
        contractor = rows.contractor_by_id(work.session, contractor_id)
        if contractor is None:
            return None
        visits = [
            (visit, zone(visit.timezone))
            for visit in rows.visits_of_contractor(work.session, contractor_id)
        ]
        coming = [pair for pair in visits if _is_ahead(pair[0], work.now)]
        counts = rows.promise_record(work.session, contractor_id, work.now - RECORD)
        return ContractorCard(
            now=work.now,
            zone=work.policy.zone,
            contractor=contractor,
            ahead=coming[::-1],
            past=[pair for pair in visits if pair not in coming],
            records=_records(counts),
            pictured=bool(with_portrait(work.session, [contractor_id])),
        )


def read_command_sheet(deps: Deps, contractor_id: int) -> CommandSheet | None:
    with unit(deps) as work:
        contractor = rows.contractor_by_id(work.session, contractor_id)
        if contractor is None:
            return None
        return CommandSheet(work.policy.company, deps.our_phone, contractor)


def _is_ahead(visit: Any, now: datetime) -> bool:
    return visit.window_to > now and visit.status not in ("done", "cancelled", "missed")


def _records(counts: Any) -> dict[str, Record]:
    by_kind: dict[str, Counter[str]] = {}
    for row in counts:
        by_kind.setdefault(row.kind, Counter())[row.state] += row.n
    return {
        kind: Record(n["kept"], n["kept_late"], n["moved"], n["broken"], n["open"])
        for kind, n in sorted(by_kind.items())
    }
