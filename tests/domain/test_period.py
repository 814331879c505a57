"""Which days a report is about."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from fieldcomm.domain.period import PeriodError, period_of

ATLANTA = ZoneInfo("America/New_York")
NOW = datetime(2026, 1, 14, 3, tzinfo=UTC)  # still Tuesday in Atlanta


@pytest.mark.parametrize(
    ("name", "first", "last"),
    [
        ("this_week", date(2026, 1, 12), date(2026, 1, 18)),
        ("last_week", date(2026, 1, 5), date(2026, 1, 11)),
        ("four_weeks", date(2025, 12, 22), date(2026, 1, 18)),
        ("nonsense", date(2026, 1, 12), date(2026, 1, 18)),
    ],
)
def test_weeks_begin_on_the_company_s_monday(name: str, first: date, last: date) -> None:
    period = period_of(name, "", "", now=NOW, zone=ATLANTA)
    assert (period.first, period.last) == (first, last)


def test_days_last_as_long_as_they_do_where_the_company_is() -> None:
    period = period_of("custom", "2026-03-08", "2026-03-08", now=NOW, zone=ATLANTA)
    assert period.starts.astimezone(UTC) == datetime(2026, 3, 8, 5, tzinfo=UTC)
    assert period.ends.astimezone(UTC) == datetime(2026, 3, 9, 4, tzinfo=UTC)  # 23 hours


def test_a_span_names_the_mondays_of_all_its_weeks() -> None:
    period = period_of("custom", "2026-01-11", "2026-01-19", now=NOW, zone=ATLANTA)
    assert period.weeks() == [date(2026, 1, 5), date(2026, 1, 12), date(2026, 1, 19)]


@pytest.mark.parametrize(
    ("first", "last", "says"),
    [
        ("", "2026-01-01", "both days"),
        ("2026-02-30", "2026-03-01", "both days"),
        ("2026-01-02", "2026-01-01", "swap them"),
        ("2020-01-01", "2026-01-01", "shorter span"),
        ("1000-01-01", "1000-01-02", "this century"),
    ],
)
def test_days_that_make_no_period_are_refused_with_what_would(
    first: str, last: str, says: str
) -> None:
    with pytest.raises(PeriodError, match=says):
        period_of("custom", first, last, now=NOW, zone=ATLANTA)
