"""`fieldcomm storm`: play one, print what came of it, keep its page."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from fieldcomm.services.errors import Refused

if TYPE_CHECKING:
    from fieldcomm.storm.options import Options
    from fieldcomm.storm.report import Report

MOST_HOUSEHOLDS, MOST_DAYS = 5000, 7  # as many numbers as nobody has; a time names its weekday


@click.command()
@click.option(
    "--customers",
    type=click.IntRange(1, MOST_HOUSEHOLDS),
    default=1000,
    show_default=True,
    help="Households.",
)
@click.option("--days", type=click.IntRange(1, MOST_DAYS), default=5, show_default=True)
@click.option("--seed", type=int, default=1, show_default=True, help="Decides everything.")
@click.option(
    "--pace",
    type=click.FloatRange(min=0, min_open=True),
    default=4.0,
    show_default=True,
    help="Segments a second our number may send.",
)
@click.option(
    "--hours",
    type=click.FloatRange(min=0, min_open=True, max=17.5),
    help="How much of the last day is played, from six in the morning.  [default: till 23:30]",
)
@click.option(
    "--faults",
    type=int,
    metavar="SEED",
    help="Let processes die and freeze, commits fail and the provider misbehave as this seed says.",
)
@click.option("--only", metavar="N,N", help="With --faults: only these of them; 0 for none.")
@click.option(
    "--lists-late",
    type=click.FloatRange(min=0),
    default=45.0,
    show_default=True,
    help="Seconds until the provider lists a text, at most.",
)
@click.option(
    "--html",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Also write the page here; the last one is kept in <data>/storm/last.html.",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.option(
    "--data",
    type=click.Path(path_type=Path),
    help="Folder the last page is kept in (FIELDCOMM_DATA, ./var).",
)
def storm(
    customers: int,
    days: int,
    seed: int,
    pace: float,
    hours: float | None,
    faults: int | None,
    only: str | None,
    lists_late: float,
    html: Path | None,
    as_json: bool,
    data: Path | None,
) -> None:
    """Play a burst-pipe week in virtual time and say whether fieldcomm kept its word.

    Real services in a PostgreSQL of its own, gone afterwards; no other database is touched.
    The same seed gives the same transcript, byte for byte. Exit code 1 when a measure is not held.
    """
    from fieldcomm.local.kept import write_private
    from fieldcomm.storm.options import Options
    from fieldcomm.storm.page import page_of
    from fieldcomm.storm.printed import as_json as object_of
    from fieldcomm.storm.printed import lines_of

    options = Options(
        customers,
        days,
        seed,
        pace,
        faults,
        _numbers(only, faults),
        hours=hours,
        lists_late=timedelta(seconds=lists_late),
    )
    if html is not None and not os.access(html.resolve().parent, os.W_OK | os.X_OK):
        raise Refused(f"{html} cannot be written; name a file in a folder that is there.")
    last = _last_page(data)
    report = _played(options, last.with_suffix(".log"), bar=not as_json)
    page = page_of(report)
    write_private(last, page)
    if html is not None:
        html.write_text(page, encoding="utf-8")
    if as_json:
        click.echo(object_of(report))
    else:
        click.echo("\n".join([*lines_of(report), f"Page: {html or last}"]))
    sys.exit(0 if report.held else 1)


def _numbers(raw: str | None, faults: int | None) -> frozenset[int] | None:
    if raw is None:
        return None
    if faults is None:
        raise Refused("--only names faults of --faults SEED; give both.")
    try:
        return frozenset(int(part) for part in raw.split(",") if part.strip())
    except ValueError:
        raise Refused(f"{raw!r} names no faults; write --only 12,507.") from None


def _last_page(data: Path | None) -> Path:
    """Its folder is made before the storm is played, which takes minutes. Raises LocalServiceError."""
    from fieldcomm.local.folders import make_data_folder
    from fieldcomm.services.last_storm import last_storm

    last = last_storm(make_data_folder(data or Path(os.environ.get("FIELDCOMM_DATA") or "var")))
    last.parent.mkdir(exist_ok=True)
    return last


def _played(options: Options, logged: Path, *, bar: bool) -> Report:
    from fieldcomm.storm.database import database_of_its_own
    from fieldcomm.storm.play import played
    from fieldcomm.storm.progress import progress
    from fieldcomm.storm.report import report_of

    signal.signal(signal.SIGTERM, lambda number, _frame: sys.exit(128 + number))
    with (
        _logging_into(logged),
        database_of_its_own() as url,
        progress(bar) as seen,
        played(url, options, seen) as play,
    ):
        return report_of(play)


@contextmanager
def _logging_into(file: Path) -> Iterator[None]:
    """What the services log in a storm would drown what is printed of it."""
    from fieldcomm import log
    from fieldcomm.local.folders import private

    with open(file, "w", opener=private) as opened:
        log.configure("storm", file=opened)
        yield
