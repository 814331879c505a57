"""What the command says, and where: a bar only for somebody who looks."""

from __future__ import annotations

import io
import json
import sys
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from click.testing import CliRunner
from storm.reports import HELD, PRINTED, SHORT, report

from fieldcomm import cli
from fieldcomm.storm.options import ZONE, Options
from fieldcomm.storm.printed import as_json, lines_of
from fieldcomm.storm.progress import progress

MONDAY = datetime(2026, 1, 12, 6, tzinfo=ZONE)


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_the_table_says_what_held_and_names_the_household_of_what_fell_short() -> None:
    said = "\n".join(lines_of(report()))
    assert "A storm over 1 household, 1 day, seed 3" in said
    assert "held   check-ins in time" in said
    assert "SHORT  silence" in said
    assert "11 h 00 min  (Dana <Reed>, K7F)" in said
    assert f"sha256 is {report().sha256}" in said


def test_a_measure_without_a_reach_holds_nothing_up() -> None:
    assert report(HELD, PRINTED).held
    assert not report(HELD, SHORT).held


def test_json_is_one_object_with_every_measure() -> None:
    found = json.loads(as_json(report()))
    assert found["measures"][1]["cases"] == SHORT.cases
    assert found["measures"][2]["held"] is None
    assert found["totals"]["cost"] == 0.0226
    assert found["held"] is False


ODD = Options(2, 1, 3, 2.5, 4, frozenset({9, 7}), hours=3.5, lists_late=timedelta(minutes=10))


def test_what_a_storm_was_made_of_is_said_in_full_so_that_it_can_be_played_again() -> None:
    odd = replace(report(), options=ODD)
    assert json.loads(as_json(odd))["options"] == {
        **{"customers": 2, "days": 1, "seed": 3, "pace": 2.5, "faults": 4, "only": [7, 9]},
        **{"hours": 3.5, "lists_late": 600},
    }
    assert next(lines_of(odd)) == (
        "A storm over 2 households, 1 day, seed 3, deaths of seed 4, only 7,9,"
        " 3.5 hours of the last day, 2.5 segments a second, listed up to 600 s late"
    )
    assert next(lines_of(report())) == "A storm over 1 household, 1 day, seed 3"


def test_a_bar_names_the_time_of_the_storm(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = Terminal()
    monkeypatch.setattr(sys, "stderr", screen)
    with progress(wanted=True) as seen:
        assert seen is not None
        for hours in range(1, 18):
            seen(MONDAY, MONDAY + timedelta(hours=hours), MONDAY + timedelta(hours=17))
    assert "Mon 15:00" in screen.getvalue()
    assert "100%" in screen.getvalue()


@pytest.mark.parametrize(("screen", "wanted"), [(io.StringIO(), True), (Terminal(), False)])
def test_where_nobody_looks_and_beside_json_there_is_no_bar(
    monkeypatch: pytest.MonkeyPatch, screen: io.StringIO, wanted: bool
) -> None:
    monkeypatch.setattr(sys, "stderr", screen)
    with progress(wanted) as seen:
        assert seen is None
    assert screen.getvalue() == ""


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--customers", "0"], "0 is not in the range"),
        (["--days", "8"], "8 is not in the range"),
        (["--pace", "0"], "0.0 is not in the range"),
        (["--seed", "x"], "'x' is not a valid integer"),
        (["--only", "3"], "--only names faults of --faults"),
        (["--faults", "1", "--only", "3,x"], "names no faults"),
        (["--html", "/nowhere/at/all.html"], "cannot be written"),
    ],
)
def test_bad_input_is_refused_before_anything_starts(words: list[str], said: str) -> None:
    done = CliRunner().invoke(cli.main, ["storm", *words])
    assert done.exit_code == 2
    assert said in done.stderr
    assert done.stdout == ""
