"""What stands where on the board."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from fieldcomm.domain.risk import Risk, Standing, risk_of
from fieldcomm.domain.visit import VisitStatus as V

NOW = datetime(2026, 1, 13, 17, tzinfo=UTC)
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


def _standing(**given: object) -> Standing:
    usual = {"due_at": None, "on_board": False, "replies_owed": 0, "tasks": 0}
    return Standing(**(usual | given))  # type: ignore[arg-type]


def _visit(status: V, start: timedelta, eta: timedelta | None = None) -> Standing:
    return _standing(
        visit_status=status,
        window_from=NOW + start,
        window_to=NOW + start + 2 * HOUR,
        eta=NOW + eta if eta is not None else None,
    )


@pytest.mark.parametrize(
    ("standing", "risk"),
    [
        (_standing(), Risk.CALM),
        (_standing(due_at=NOW - MINUTE), Risk.LATE),
        (_standing(due_at=NOW), Risk.SOON),
        (_standing(due_at=NOW + 30 * MINUTE), Risk.SOON),
        (_standing(due_at=NOW + 31 * MINUTE), Risk.CALM),
        (_standing(due_at=NOW + 2 * HOUR, on_board=True), Risk.SOON),
        (_standing(due_at=NOW + 2 * HOUR, replies_owed=1), Risk.UNANSWERED),
        (_standing(tasks=1), Risk.UNANSWERED),
        (_standing(due_at=NOW - MINUTE, tasks=1), Risk.LATE),
        (_visit(V.MISSED, -3 * HOUR), Risk.LATE),
        (_visit(V.PROPOSED, 24 * HOUR), Risk.ARRIVAL),
        (_visit(V.PROPOSED, 25 * HOUR), Risk.CALM),
        (_visit(V.ACCEPTED, 2 * HOUR), Risk.ARRIVAL),
        (_visit(V.CONFIRMED, 2 * HOUR), Risk.CALM),
        (_visit(V.CONFIRMED, 29 * MINUTE), Risk.ARRIVAL),
        (_visit(V.EN_ROUTE, -HOUR, 20 * MINUTE), Risk.CALM),
        (_visit(V.EN_ROUTE, -HOUR, 70 * MINUTE), Risk.ARRIVAL),
        (_visit(V.EN_ROUTE, -HOUR, -30 * MINUTE), Risk.ARRIVAL),
        (_visit(V.ON_SITE, -HOUR), Risk.CALM),
    ],
)
def test_the_risk_of_a_broken_promise(standing: Standing, risk: Risk) -> None:
    assert risk_of(standing, NOW) is risk
