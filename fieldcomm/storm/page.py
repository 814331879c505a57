"""A storm's report as one HTML page that needs nothing else: no script, no request, no other file."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from fieldcomm import web
from fieldcomm.services.last_storm import policy
from fieldcomm.storm.measures.measure import MOST_CASES, clock
from fieldcomm.storm.options import ZONE
from fieldcomm.storm.report import Report
from fieldcomm.storm.story import Story
from fieldcomm.storm.transcript import headline
from fieldcomm.web.charts import draw

TEMPLATES = web.TEMPLATES.parent / "storm"
STATIC = Path(web.HERE) / "static"
MARKS = {True: ("held", "calm"), False: ("fell short", "late"), None: ("printed", "quiet")}
_NO_JOB, _OURSELVES = "Households without a job", "Crews and office"


def page_of(report: Report) -> str:
    """The same report gives the same bytes."""
    style = _style()
    return (
        _environment()
        .get_template("report.html")
        .render(
            report=report,
            headline=headline(report.options),
            verdict=_verdict(report),
            figures=_figures(report),
            chapters=_chapters(report.stories),
            marks=MARKS,
            short=report.short(),
            most_cases=MOST_CASES,
            style=Markup(style),  # noqa: S704  our own files
            policy=policy(style),
            draw=draw,
            clock=clock,
        )
    )


def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _style() -> str:
    """The product's tokens, which stand first in app.css, its charts and tables, and the page's own."""
    tokens = (STATIC / "app.css").read_text().partition(":root {\n  --bs-")[0]
    return "".join(
        (
            tokens,
            _tones(),
            (STATIC / "reports.css").read_text(),
            (TEMPLATES / "report.css").read_text(),
        )
    )


def _tones() -> str:
    lines = (STATIC / "app.css").read_text().splitlines(keepends=True)
    return "".join(line for line in lines if line.startswith(".tone-"))


def _verdict(report: Report) -> str:
    held = [measure.held for measure in report.measures if measure.held is not None]
    if all(held):
        return f"All {len(held)} measures held"
    return f"{held.count(False)} of {len(held)} measures fell short"


def _figures(report: Report) -> list[tuple[str, str, str]]:
    sums = report.totals
    return [
        ("Jobs", f"{sums.jobs:,}", f"{report.options.customers:,} households"),
        ("Visits", f"{sums.visits:,}", f"{sums.visits_done:,} done"),
        ("Texts out", f"{sums.texts_out:,}", f"{sums.segments_out:,} segments"),
        ("Texts in", f"{sums.texts_in:,}", f"{sums.segments_in:,} segments"),
        ("Calls", f"{sums.calls:,}", "made to households"),
        ("Cost", f"$ {sums.cost:,.2f}", "an estimate"),
        ("Faults", f"{sums.faults:,}", "of our processes, their commits and the provider"),
    ]


def _chapters(stories: list[Story]) -> list[tuple[str, list[Story]]]:
    """Jobs by the day they were opened, then the rest; what is empty is left out."""
    shown = [story for story in stories if story.lines]
    return [(title, list(group)) for title, group in groupby(shown, _chapter)]


def _chapter(story: Story) -> str:
    if story.code:
        return f"Opened on {story.lines[0].at.astimezone(ZONE):%A}"
    return _NO_JOB if story.phone else _OURSELVES
