"""The ranking in SQL and the one in the domain say the same, and nothing late can sleep."""

from __future__ import annotations

import itertools
from datetime import datetime, timedelta
from typing import Any

from web.office import DANA, NOON, Office, office

from fieldcomm.domain.risk import Risk, Standing, risk_of
from fieldcomm.domain.visit import VisitStatus
from fieldcomm.services.board import read_board
from fieldcomm.services.board_filter import BoardFilter

M, H = timedelta(minutes=1), timedelta(hours=1)
PROMISES: list[dict[str, Any]] = [
    {},
    {"kind": "callback", "due": -M},
    {"kind": "callback", "due": timedelta()},
    {"kind": "reply", "due": 30 * M},
    {"kind": "reply", "due": 31 * M},
    {"kind": "arrival", "due": 3 * H, "on_board": True},
    {"kind": "result", "due": 3 * H},
]
VISITS: list[dict[str, Any]] = [
    {},
    {"status": "missed", "at": -3 * H},
    {"status": "proposed", "at": 24 * H},
    {"status": "proposed", "at": 24 * H + M},
    {"status": "accepted", "at": 2 * H},
    {"status": "confirmed", "at": 30 * M},
    {"status": "confirmed", "at": 31 * M},
    {"status": "en_route", "at": -30 * M},
    {"status": "en_route", "at": -29 * M},
    {"status": "en_route", "at": -M, "eta": 3 * H},
    {"status": "on_site", "at": -H},
]
CASES = list(itertools.product(PROMISES, VISITS, (False, True)))


def test_sql_and_domain_rank_every_case_alike(database_url: str) -> None:
    with office(database_url) as place:
        wanted = {}
        code = place.job()
        for n, (promise, visit, task) in enumerate(CASES):
            job = _job_like(place, code, n)
            _add(place, job, promise, visit, task)
            wanted[job] = risk_of(_standing(promise, visit, task), NOON)
        place.sql("UPDATE jobs SET status = 'cancelled', closed_at = :n WHERE code = :c", n=NOON, c=code)  # fmt: skip
        boards = [read_board(place.deps, BoardFilter(), me=1, page=n) for n in range(1, 5)]
        found = {job.row.id: job.risk for board in boards for job in board.jobs}
        assert found == wanted
        assert set(wanted.values()) == set(Risk)
        for risk in Risk:
            assert boards[0].counts[risk] == sum(r is risk for r in wanted.values())
        risks = [job.risk for board in boards for job in board.jobs]
        assert risks == sorted(risks)


def _job_like(place: Office, code: str, n: int) -> int:
    job: int = place.sql(
        "INSERT INTO jobs (code, customer_id, contact_id, owner_id, summary, status, created_at,"
        " changed_at) SELECT 'A' || 2 + :n / 8 / 26 % 8 || chr(65 + :n / 8 % 26) || 2 + :n % 8,"
        " customer_id, contact_id, owner_id, summary, 'waiting', created_at, changed_at"
        " FROM jobs WHERE code = :c RETURNING id", n=n, c=code,
    )[0].id  # fmt: skip
    return job


def _add(
    place: Office, job: int, promise: dict[str, Any], visit: dict[str, Any], task: bool
) -> None:
    if promise:
        place.sql(
            "INSERT INTO promises (kind, job_id, phone, words, due_at, on_board, created_at,"
            " stepped_to) VALUES (:kind, :job, :phone, 'w', :due, :board, :now, :now)",
            kind=promise["kind"], job=job, phone=DANA, due=NOON + promise["due"],
            board=promise.get("on_board", False), now=NOON - H,
        )  # fmt: skip
    if visit:
        place.sql(
            "INSERT INTO visits (job_id, kind, window_from, window_to, status, eta, created_at,"
            " stepped_to) VALUES (:job, 'repair', :a, :b, :status, :eta, :now, :now)",
            job=job, a=NOON + visit["at"], b=NOON + visit["at"] + 2 * H, status=visit["status"],
            eta=NOON + visit["eta"] if "eta" in visit else None, now=NOON - H,
        )  # fmt: skip
    if task:
        place.sql(
            "INSERT INTO tasks (kind, job_id, words, opened_at) VALUES ('read_text', :job, 'w', :now)",
            job=job, now=NOON - H,
        )  # fmt: skip


def _standing(promise: dict[str, Any], visit: dict[str, Any], task: bool) -> Standing:
    at: datetime | None = NOON + visit["at"] if visit else None
    return Standing(
        due_at=NOON + promise["due"] if promise else None,
        on_board=promise.get("on_board", False),
        replies_owed=int(promise.get("kind") == "reply"),
        tasks=int(task),
        visit_status=VisitStatus(visit["status"]) if visit else None,
        window_from=at,
        window_to=at + 2 * H if at else None,
        eta=NOON + visit["eta"] if "eta" in visit else None,
    )
