"""The board: every open job, the one nearest to a broken promise first."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from fieldcomm.domain.risk import Risk, Standing, risk_of
from fieldcomm.domain.visit import VisitStatus
from fieldcomm.services.deps import Deps
from fieldcomm.services.unit import unit
from fieldcomm.store.queries import board as rows
from fieldcomm.store.queries.snapshots import zone

PAGE = 50
TASKS = 20


@dataclass(frozen=True, slots=True)
class BoardJob:
    """One line. `row` holds the columns of store.queries.board; times aware UTC."""

    risk: Risk
    row: Any
    standing: Any
    zone: ZoneInfo


@dataclass(frozen=True, slots=True)
class Board:
    """`jobs` is one page of `total`; `counts` how many there are of each risk."""

    now: datetime
    company: str
    zone: ZoneInfo
    jobs: list[BoardJob]
    total: int
    page: int
    pages: int
    counts: dict[Risk, int]
    tasks: list[Any]
    tasks_total: int


def read_board(deps: Deps, *, search: str = "", page: int = 1) -> Board:
    """In four statements, however many jobs there are."""
    with unit(deps) as work:
        found = rows.standings(work.session, **_patterns(search))
        ranked = sorted(((_risk(row, work.now), row) for row in found), key=_order)
        pages = max(1, -(-len(ranked) // PAGE))
        page = min(max(1, page), pages)
        shown = ranked[(page - 1) * PAGE : page * PAGE]
        promises = [row.promise_id for _, row in shown if row.promise_id]
        details = rows.job_rows(work.session, [row.id for _, row in shown], promises)
        tasks = list(rows.open_tasks(work.session, limit=TASKS))
        return Board(
            now=work.now,
            company=work.policy.company,
            zone=work.policy.zone,
            jobs=[
                BoardJob(risk, details[row.id], row, zone(details[row.id].timezone))
                for risk, row in shown
            ],
            total=len(ranked),
            page=page,
            pages=pages,
            counts={risk: sum(r is risk for r, _ in ranked) for risk in Risk},
            tasks=tasks,
            tasks_total=tasks[0].total if tasks else 0,
        )


def _risk(row: Any, now: datetime) -> Risk:
    standing = Standing(
        due_at=row.due_at,
        on_board=row.on_board,
        replies_owed=row.replies,
        tasks=row.tasks,
        visit_status=VisitStatus(row.visit_status) if row.visit_status else None,
        window_from=row.window_from,
        window_to=row.window_to,
        eta=row.eta,
    )
    return risk_of(standing, now)


def _order(ranked: tuple[Risk, Any]) -> tuple[int, float, datetime, int]:
    risk, row = ranked
    due = row.due_at or row.window_from
    return risk, due.timestamp() if due else float("inf"), row.created_at, row.id


def _patterns(search: str) -> dict[str, str | None]:
    """A job's code, digits of a phone, or words of a name or address."""
    words = " ".join(search.replace("\0", "").split())[:100]
    if not words:
        return {"like": None, "code": None, "digits": None}
    escaped = re.sub(r"([\\%_])", r"\\\1", words)
    digits = re.sub(r"\D", "", words)
    return {
        "like": f"%{escaped}%",
        "code": words.upper(),
        "digits": f"%{digits}%" if len(digits) >= 3 else None,
    }
