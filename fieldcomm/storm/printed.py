"""A storm's report for a terminal, and for a script."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from datetime import timedelta
from decimal import Decimal
from typing import Any

from fieldcomm.storm.measures import Measure
from fieldcomm.storm.options import Options
from fieldcomm.storm.report import Report
from fieldcomm.storm.transcript import headline

CASES = 5  # of a measure that fell short; the page shows more
MARKS = {True: "held", False: "SHORT", None: "-"}


def lines_of(report: Report) -> Iterator[str]:
    yield headline(report.options)
    yield ""
    yield from _table(report.measures)
    yield ""
    for measure in report.measures:
        if measure.held is False:
            yield from _fell_short(report, measure)
    yield from _sums(report)
    yield f"Same seed, same bytes: the transcript's sha256 is {report.sha256}"


def _table(measures: list[Measure]) -> Iterator[str]:
    rows = [("", "measure", "reach", "found")]
    rows += [(MARKS[m.held], m.name, m.reach, m.found) for m in measures]
    widths = [max(len(row[n]) for row in rows) for n in range(4)]
    for row in rows:
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        yield "  ".join(cells).rstrip()


def _fell_short(report: Report, measure: Measure) -> Iterator[str]:
    if not measure.cases:
        return
    yield f"Short: {measure.name}"
    for case in measure.cases[:CASES]:
        story = report.story_of(case)
        whose = f"  ({story.name}{', ' if story.code else ''}{story.code})" if story else ""
        yield f"  {case}{whose}"
    if len(measure.cases) > CASES:
        yield f"  and {len(measure.cases) - CASES:,} more"
    yield ""


def _sums(report: Report) -> Iterator[str]:
    sums = report.totals
    yield f"{sums.jobs:,} jobs, {sums.visits:,} visits ({sums.visits_done:,} done), {sums.calls:,} calls"
    yield (
        f"{sums.texts_out:,} texts out in {sums.segments_out:,} segments, {sums.texts_in:,} in"
        f" ({sums.segments_in:,}): about $ {sums.cost:,.2f}"
    )
    yield f"{sums.faults:,} faults of our processes, their commits and the provider, seed {report.options.seed}"


def as_json(report: Report) -> str:
    """One object; money in US dollars."""
    found = {
        "options": _options(report.options),
        "held": report.held,
        "measures": [asdict(measure) for measure in report.measures],
        "totals": asdict(report.totals),
        "sha256": report.sha256,
    }
    return json.dumps(found, ensure_ascii=False, indent=2, default=_plain)


def _options(options: Options) -> dict[str, Any]:
    """By the names of the command: what it takes to play the same once more. `lists_late` in seconds."""
    return {name: value for name, value in asdict(options).items() if value is not None}


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return round(float(value), 4)
    if isinstance(value, timedelta):
        return value.total_seconds()
    if isinstance(value, frozenset):
        return sorted(value)
    raise TypeError(type(value))
