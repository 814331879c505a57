"""Reports: how well we kept our word in a period, and what it cost."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from fieldcomm.domain.period import Period, PeriodError, period_of
from fieldcomm.services import report_sheets as sheets
from fieldcomm.services.deps import Deps
from fieldcomm.services.errors import Refused
from fieldcomm.services.report_sheets import Sheet
from fieldcomm.services.unit import Unit, unit
from fieldcomm.store.queries import reports as rows

SILENCES = 10
KINDS = {
    "check_in": "Check-ins",
    "arrival": "Arrivals",
    "callback": "Calls",
    "reply": "Answers",
    "result": "Results",
}


@dataclass(frozen=True, slots=True)
class Report:
    """`figures` are what one reads first: (name, value, note)."""

    now: datetime
    zone: ZoneInfo
    company: str
    period: Period
    figures: list[tuple[str, str, str]]
    sheets: list[Sheet]

    @property
    def empty(self) -> bool:
        return not any(sheet.rows and _counts(sheet) for sheet in self.sheets)

    def sheet(self, key: str) -> Sheet | None:
        return next((sheet for sheet in self.sheets if sheet.key == key), None)


def _counts(sheet: Sheet) -> bool:
    return any(isinstance(cell, int | Decimal) and cell for row in sheet.rows for cell in row)


def read_report(deps: Deps, name: str, first: str = "", last: str = "") -> Report:
    """In a constant number of statements. Raises Refused for days that make no period."""
    with unit(deps) as work:
        zone = work.policy.zone
        try:
            period = period_of(name, first, last, now=work.now, zone=zone)
        except PeriodError as error:
            raise Refused(str(error)) from None
        return _report(work, period, _given(work, period))


def _given(work: Unit, period: Period) -> dict[str, Any]:
    starts, ends = work.policy.quiet
    return {
        "a": period.starts,
        "b": period.ends,
        "now": work.now,
        "tz": period.zone.key,
        "qs": _seconds(starts),
        "qe": _seconds(ends),
    }


def _seconds(at: time) -> int:
    return at.hour * 3600 + at.minute * 60


def _report(work: Unit, period: Period, given: dict[str, Any]) -> Report:
    weeks, session = period.weeks(), work.session
    promised = rows.promises(session, given)
    silences = rows.silences(session, given, SILENCES)
    chases = rows.chases(session, given)
    jobs = rows.open_jobs(session, given)
    answers = rows.answers(session, given)
    cost = sheets.cost_sheet(rows.texts(session, given), weeks)
    return Report(
        now=work.now,
        zone=period.zone,
        company=work.policy.company,
        period=period,
        figures=_figures(promised, silences, chases, jobs, answers, cost),
        sheets=[
            *sheets.promise_sheets(promised, weeks, KINDS),
            sheets.silence_sheet(silences),
            sheets.answer_sheet(answers, weeks),
            *sheets.chase_sheet(chases, weeks),
            cost,
            sheets.failure_sheet(rows.failures(session, given)),
            sheets.stop_sheet(rows.stops(session, given), weeks),
        ],
    )


def _figures(
    promised: Any, silences: Any, chases: Any, jobs: int, answers: Any, cost: Sheet
) -> list[tuple[str, str, str]]:
    ends: dict[str, int] = {}
    for row in promised:
        ends[row.state] = ends.get(row.state, 0) + row.n
    asked = sum(row.n for row in chases)
    whole = next((row for row in answers if row.week is None), None)
    return [
        ("Kept in time", sheets.in_time(ends) or "-", f"{ends.get('kept', 0)} promises"),
        ("Broken", str(ends.get("broken", 0)), f"{ends.get('late', 0)} more late, still open"),
        (
            "Longest silence",
            f"{sheets.silence_sheet(silences).rows[0][2]} h" if silences else "-",
            "outside quiet hours",
        ),
        (
            "First word of a person",
            _span(whole.person_median) if whole else "-",
            f"9 of 10 within {_span(whole.person_p90)}" if whole else "nobody asked",
        ),
        ("Chases per job", f"{asked / jobs:.2f}" if jobs else "-", f"{asked} in {jobs} jobs"),
        ("Cost", f"${sum(row[-1] for row in cost.rows):.2f}", "estimated, US dollars"),
    ]


def _span(seconds: Any) -> str:
    """`45 s`, `12 min`, `3.4 h`."""
    if seconds is None:
        return "-"
    if seconds < 60:
        return f"{round(seconds)} s"
    return f"{round(seconds / 60)} min" if seconds < 5400 else f"{seconds / 3600:.1f} h"
