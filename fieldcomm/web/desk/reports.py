"""Reports for managers: pictures, the tables behind them, and each as CSV."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from flask import Response, abort, render_template, request

from fieldcomm.domain.period import PERIODS
from fieldcomm.domain.safe_csv import to_csv
from fieldcomm.services.errors import Refused
from fieldcomm.services.report_sheets import Sheet
from fieldcomm.services.reports import Report, read_report
from fieldcomm.services.views import iso
from fieldcomm.web.auth import Who, may_enter
from fieldcomm.web.deps import deps
from fieldcomm.web.desk import desk
from fieldcomm.web.formats import day, when

NAMES = {
    "this_week": "This week",
    "last_week": "Last week",
    "four_weeks": "4 weeks",
    "custom": "These days",
}


@desk.get("/reports")
@may_enter(Who.MANAGER)
def reports() -> str | tuple[str, int]:
    try:
        report = _asked()
    except Refused as error:
        return _page(read_report(deps(), "this_week"), str(error)), 422
    return _page(report, None)


@desk.get("/reports/<key>.csv")
@may_enter(Who.MANAGER)
def report_csv(key: str) -> Response:
    try:
        report = _asked()
    except Refused:
        abort(404)
    sheet = report.sheet(key)
    if sheet is None:
        abort(404)
    name = f"{sheet.key}-{report.period.first}-{report.period.last}.csv"
    return Response(
        as_csv(sheet),
        content_type="text/csv; charset=utf-8",
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "Cache-Control": "no-store",
        },
    )


def _asked() -> Report:
    """The report of the period the address names. Raises Refused."""
    name = request.args.get("period", "this_week")
    if name not in PERIODS:
        name = "this_week"
    first, last = (request.args.get(end, "")[:10] for end in ("from", "to"))
    return read_report(deps(), name, first, last)


def _page(report: Report, problem: str | None) -> str:
    # Slow to import, and only a manager's first report needs it.
    from fieldcomm.web.charts import draw

    period = report.period
    asked = {"period": "custom", "from": period.first, "to": period.last}

    def shown(cell: Any) -> str:
        if cell is None:
            return "-"
        if isinstance(cell, datetime):
            return when(cell, report.now, report.zone)
        if isinstance(cell, date):
            return f"{cell:%b} {cell.day}"
        return str(cell)

    return render_template(
        "reports.html",
        report=report,
        period=period,
        span=f"{day(period.starts, report.zone, report.now)} to "
        f"{day(datetime.combine(period.last, datetime.min.time(), report.zone), report.zone, report.now)}",
        names=NAMES,
        asked=asked,
        problem=problem,
        typed=request.args,
        shown=shown,
        draw=draw,
        numeric=lambda cell: not isinstance(cell, str | date),
        timely=lambda cell: isinstance(cell, date),
    )


def as_csv(sheet: Sheet) -> str:
    """UTF-8 with a mark, so that spreadsheets read it as such; times in ISO 8601 UTC."""
    rows = ([iso(c) if isinstance(c, datetime) else c for c in row] for row in sheet.rows)
    return "\ufeff" + to_csv(sheet.heads, rows)
