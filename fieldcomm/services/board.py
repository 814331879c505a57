"""The board: every open job, the one nearest to a broken promise first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from fieldcomm.domain.desk.remedy import Remedy, remedy_of
from fieldcomm.domain.promise import PromiseKind
from fieldcomm.domain.risk import Risk
from fieldcomm.domain.visit import VisitStatus
from fieldcomm.services.board_filter import BoardFilter, patterns
from fieldcomm.services.deps import Deps
from fieldcomm.services.inbox import Inbox, read_inbox
from fieldcomm.services.unit import Unit, unit
from fieldcomm.store.queries import board as rows
from fieldcomm.store.queries.own import own
from fieldcomm.store.queries.snapshots import zone

PAGE = 50


@dataclass(frozen=True, slots=True)
class BoardJob:
    """One line. `row` holds the columns of store.queries.board; times aware UTC."""

    risk: Risk
    row: Any
    zone: ZoneInfo
    remedy: Remedy


@dataclass(frozen=True, slots=True)
class Board:
    """`jobs` is one page of `total`; `counts` how many there are of each risk under the filter,
    whatever risk it asks for. `everything` counts all open jobs."""

    now: datetime
    machine: datetime
    company: str
    zone: ZoneInfo
    jobs: list[BoardJob]
    total: int
    everything: int
    asleep: int
    page: int
    pages: int
    counts: dict[Risk, int]
    inbox: Inbox
    filters: list[Any]
    office: list[Any]


def read_board(deps: Deps, asked: BoardFilter, *, me: int, page: int = 1) -> Board:
    """For the user `me`. In four statements, however many jobs there are."""
    with unit(deps) as work:
        found = rows.page_of_jobs(work.session, **_asked(work, asked, me, page))
        first = found[0]
        mine = own(work.session, me)
        office = [row for row in mine if row.what == "user"]
        return Board(
            now=work.now,
            machine=work.machine,
            company=work.policy.company,
            zone=work.policy.zone,
            jobs=[_job(row) for row in found if row.id is not None],
            total=first.total,
            everything=first.everything,
            asleep=first.asleep,
            page=first.page_number,
            pages=max(1, -(-first.total // PAGE)),
            counts={risk: getattr(first, f"n_{risk:d}") for risk in Risk},
            inbox=read_inbox(work, on_call=sum(row.on_call for row in office)),
            filters=[row for row in mine if row.what == "filter"],
            office=office,
        )


def _asked(work: Unit, asked: BoardFilter, me: int, page: int) -> dict[str, Any]:
    return {
        "now": work.now,
        "risk": None if asked.risk is None else int(asked.risk),
        "urgency": asked.urgency,
        "owner": asked.owner_id(me),
        "waiting_on": str(asked.waiting_on) if asked.waiting_on else None,
        "snoozed": asked.snoozed,
        "page": page,
        "n": PAGE,
        **patterns(asked.q),
    }


def _job(row: Any) -> BoardJob:
    risk = Risk(row.risk)
    remedy = remedy_of(
        risk,
        PromiseKind(row.promise_kind) if row.promise_kind else None,
        VisitStatus(row.visit_status) if row.visit_status else None,
        can_text=row.consent != "stopped" and not row.unreachable,
    )
    return BoardJob(risk, row, zone(row.timezone), remedy)
