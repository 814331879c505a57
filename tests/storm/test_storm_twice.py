"""The same seed gives the same bytes, in another process and another database; and adds up."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from fixtures.servers import passable_folder

from fieldcomm.services.last_storm import last_storm
from fieldcomm.storm.ground import Ground
from fieldcomm.storm.options import ZONE, Options
from fieldcomm.storm.page import page_of
from fieldcomm.storm.play import played, played_on
from fieldcomm.storm.printed import as_json
from fieldcomm.storm.record import Record, record_of
from fieldcomm.storm.report import Report, report_of

SMALL = {"customers": 3, "days": 1, "seed": 11}
NOWHERE = "postgresql://nobody@127.0.0.1:1/nothing"


@dataclass
class Storm:
    report: Report
    record: Record


def _storm(database_url: str, **options: Any) -> Storm:
    with played(database_url, Options(**{**SMALL, **options})) as play:
        return Storm(report_of(play), record_of(play))


@pytest.fixture
def shell() -> Iterator[Shell]:
    with passable_folder() as folder:
        yield Shell(folder)


@dataclass
class Shell:
    """A command line in a process of its own, with a database it must leave alone."""

    folder: Path

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        small = [part for name, n in SMALL.items() for part in (f"--{name}", str(n))]
        env = {
            **os.environ,
            "DATABASE_URL": NOWHERE,
            "FIELDCOMM_DATA": str(self.folder / "data"),
            "TMPDIR": str(self.folder),
        }
        command = [sys.executable, "-m", "fieldcomm.cli", "storm", *small, *words]
        return subprocess.run(command, env=env, capture_output=True, text=True, timeout=240)


def test_a_storm_adds_up_and_is_the_same_by_the_command_and_another_by_another_seed(
    empty_database_url: str, database_url: str, shell: Shell
) -> None:
    """One test, as each storm takes seconds."""
    storm = _storm(empty_database_url)
    html = shell.folder / "out.html"
    done = shell.run("--json", "--html", str(html))
    assert done.stderr == ""
    _says_the_same(json.loads(done.stdout), done.returncode, storm.report)
    page = html.read_text(encoding="utf-8")
    assert page == page_of(storm.report)
    assert page == last_storm(shell.folder / "data").read_text(encoding="utf-8")
    assert sorted(p.name for p in shell.folder.iterdir()) == ["data", "out.html"]  # nothing is left
    _charts_count_what_is_there(storm)
    _everything_said_stands_once(storm)
    assert _storm(database_url, seed=12).report.stories != storm.report.stories


def test_a_storm_of_deaths_and_freezes_is_the_same_played_again_as_its_options_say(
    ground: Ground, shell: Shell
) -> None:
    """In another process, where sets are in another order."""
    town = Options(**SMALL, faults=5, hours=4.0)
    with played_on(ground.fresh(), town) as play:
        struck = {what.split()[0] for what in play.faults.struck.values()}
        report = report_of(play)
    assert {"death", "freeze"} <= struck
    found = json.loads(shell.run("--faults", "5", "--hours", "4", "--json").stdout)
    assert found["options"] == json.loads(as_json(report))["options"]
    assert found["totals"]["faults"] == report.totals.faults
    assert found["sha256"] == report.sha256


def _says_the_same(found: dict[str, Any], status: int, report: Report) -> None:
    assert found["sha256"] == report.sha256
    assert found["options"] == {**SMALL, "pace": 4.0, "lists_late": 45}
    assert [m["name"] for m in found["measures"]] == [m.name for m in report.measures]
    assert all(set(m) == {"name", "reach", "found", "held", "cases"} for m in found["measures"])
    assert found["held"] is all(m["held"] is not False for m in found["measures"])
    assert status == (0 if found["held"] else 1)
    assert found["totals"]["texts_out"] == report.totals.texts_out > 0
    assert found["totals"]["cost"] == pytest.approx(float(report.totals.cost), abs=1e-4)


def _charts_count_what_is_there(storm: Storm) -> None:
    record, sheets = storm.record, {sheet.key: sheet for sheet in storm.report.sheets}
    ends = Counter(p.state for p in record.promises)
    overdue = [p for p in record.promises if p.state == "open" and p.due_at <= record.options.ends]
    assert _sums(sheets["promises"]) == {
        "Kept": ends["kept"],
        "Moved in time": ends["moved"],
        "Kept late": ends["kept_late"],
        "Late, still open": len(overdue),
        "Broken": ends["broken"],
    }
    days_with_texts = {
        (text.phone, text.at.astimezone(ZONE).date())
        for text in record.sent
        if text.phone in record.households
    }
    assert _sums(sheets["texts"]) == {"Days": len(days_with_texts)}
    waiting = sum(bool(record.waits(phone)) for phone in record.households)
    assert _sums(sheets["silence"]) == {"Households": waiting}
    asked = [
        text for text in record.sent if text.moment in ("prompt", "prompt_manager") and text.cause
    ]
    assert sum(_sums(sheets["prompts"]).values()) == len(asked) > 0
    spent = sum(_sums(sheets["cost"]).values())
    assert spent == pytest.approx(float(storm.report.totals.cost), abs=0.01)


def _sums(sheet: Any) -> dict[str, float]:
    return {name: sum(values) for name, _, values in sheet.chart.series}


def _everything_said_stands_once(storm: Storm) -> None:
    lines = [line for story in storm.report.stories for line in story.lines]
    texts = Counter(line.words for line in lines if line.voice in ("ours", "theirs", "staff"))
    left = Counter(text.body for text in storm.record.sent)
    said = Counter(word.body for word in storm.record.said)
    assert left + said <= texts
    never_left = {row.id for row in storm.record.ours} - {t.message_id for t in storm.record.sent}
    assert texts.total() == left.total() + said.total() + len(never_left)
    promised = [line for line in lines if line.who == "promised"]
    assert len(promised) == len(storm.record.promises)
    for story in storm.report.stories:
        assert [line.at for line in story.lines] == sorted(line.at for line in story.lines)
