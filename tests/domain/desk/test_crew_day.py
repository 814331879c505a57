"""The glance at a crew's day, and holes in a plan."""

from __future__ import annotations

from datetime import timedelta

import pytest
from fixtures.household import HOUR, MINUTE, NOW

from fieldcomm.domain.desk.crew_day import Sign, Window, gaps, sign_of
from fieldcomm.domain.desk.rota import uncovered
from fieldcomm.domain.visit import VisitStatus as S

FROM, TO = NOW, NOW + 2 * HOUR


@pytest.mark.parametrize(
    ("status", "eta", "now", "sign"),
    [
        (S.PROPOSED, None, FROM - HOUR, Sign.UNANSWERED),
        (S.CONFIRMED, None, FROM - HOUR, Sign.FINE),
        (S.CONFIRMED, None, FROM + MINUTE, Sign.SILENT),
        (S.EN_ROUTE, FROM + HOUR, FROM, Sign.FINE),
        (S.EN_ROUTE, TO + HOUR, FROM, Sign.LATE),
        (S.EN_ROUTE, FROM + HOUR, FROM + HOUR + 16 * MINUTE, Sign.LATE),
        (S.EN_ROUTE, None, TO + MINUTE, Sign.LATE),
        (S.ON_SITE, None, TO + HOUR, Sign.FINE),
        (S.MISSED, None, TO + HOUR, Sign.MISSED),
        (S.DONE, None, TO + HOUR, Sign.FINE),
    ],
)
def test_what_a_visit_wants_from_the_desk(status, eta, now, sign) -> None:  # type: ignore[no-untyped-def]
    assert sign_of(Window(status, FROM, TO, eta), now) is sign


def test_room_and_overlaps_between_visits_and_a_long_visit_covers_a_short_one() -> None:
    def at(start: float, end: float) -> Window:
        return Window(S.CONFIRMED, NOW + start * HOUR, NOW + end * HOUR)

    assert gaps([at(0, 2), at(2.5, 4), at(6, 7), at(6.5, 8)]) == [
        None,
        2 * HOUR,
        timedelta(minutes=-30),
    ]
    assert gaps([at(0, 5), at(1, 2), at(5, 6)]) == [-4 * HOUR, None]
    assert gaps([]) == []


def test_holes_are_the_times_nobody_stands_for() -> None:
    spans = [(NOW + HOUR, NOW + 2 * HOUR), (NOW, NOW + HOUR), (NOW + 4 * HOUR, NOW + 9 * HOUR)]
    assert uncovered(spans, NOW, NOW + 6 * HOUR) == [(NOW + 2 * HOUR, NOW + 4 * HOUR)]
    assert uncovered([], NOW, NOW + HOUR) == [(NOW, NOW + HOUR)]
    assert uncovered([(NOW - HOUR, NOW + HOUR)], NOW, NOW + 2 * HOUR) == [
        (NOW + HOUR, NOW + 2 * HOUR)
    ]
    assert uncovered([(NOW + 3 * HOUR, NOW + 4 * HOUR)], NOW, NOW + HOUR) == [(NOW, NOW + HOUR)]
