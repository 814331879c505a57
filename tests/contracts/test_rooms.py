"""Contracts between rooms: what one file names, another must hold."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from statistics import median

import pytest

from fieldcomm.domain.moments import MOMENTS
from fieldcomm.services.serve import DRAINS

ROOT = Path(__file__).parent.parent.parent
SOURCES = sorted((ROOT / "fieldcomm").rglob("*.py"))
CODE = [path for path in SOURCES if "migrations" not in path.parts]


def test_every_queue_has_a_worker_in_the_procfile() -> None:
    procfile = (ROOT / "Procfile").read_text()
    for queue in DRAINS:
        assert f"fieldcomm worker {queue}" in procfile


def test_every_environment_variable_is_in_the_readme() -> None:
    readme = (ROOT / "README.md").read_text()
    config = (ROOT / "fieldcomm" / "config.py").read_text()
    names = set(re.findall(r'r\.(?:text|parsed)\(\s*"([A-Z_]+)"', config))
    assert len(names) >= 15
    assert [name for name in sorted(names) if f"`{name}`" not in readme] == []


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_moment_has_its_wording(language: str) -> None:
    folder = ROOT / "templates" / "sms" / language
    assert {path.stem for path in folder.glob("*.txt")} == set(MOMENTS)


def test_files_are_small() -> None:
    sizes = {path: len(path.read_text().splitlines()) for path in CODE}
    long = [path.name for path, lines in sizes.items() if lines > 300]
    assert median(sizes.values()) <= 90
    # Tables of data may be long: moments, vocabularies; and the list of commands.
    assert len(long) <= 10, long


def test_functions_are_short() -> None:
    lengths = [
        node.end_lineno - node.lineno + 1
        for path in CODE
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef) and node.end_lineno
    ]
    assert median(lengths) <= 12
    assert sum(length > 60 for length in lengths) <= len(lengths) // 50


def test_only_the_clock_reads_the_clock() -> None:
    """Ruff's banned-api covers calls by name; this covers SQL, which it cannot see."""
    asking = re.compile(
        r"\bnow\(\)|clock_timestamp|gen_random_uuid|CURRENT_TIMESTAMP", re.IGNORECASE
    )
    for path in CODE:
        # The doctor compares PostgreSQL's clock with ours; nothing is decided by it.
        if path.name in ("clock.py", "vitals.py") or "local" in path.parts:
            continue
        sql = [
            node.value
            for node in ast.walk(ast.parse(path.read_text()))
            if isinstance(node, ast.Constant) and isinstance(node.value, str)
        ]
        statements = [s for s in sql if re.search(r"\b(SELECT|UPDATE|INSERT|DELETE)\b", s)]
        assert [s for s in statements if asking.search(s)] == [], path


def test_no_words_that_hold_everything() -> None:
    vague = re.compile(r"(manager|helper|utils?|common|misc)\.py$")
    assert [p.name for p in CODE if vague.search(p.name) and p.parent.name != "phrases"] == []


def test_the_public_moments_exist() -> None:
    """Scripts rely on these names (public contract)."""
    public = (
        "job_opened check_in visit_proposed visit_booked visit_reminder visit_moved on_my_way"
        " window_missed prompt apology reply_ack prompt_manager list safety broadcast manual"
    )
    assert set(public.split()) <= set(MOMENTS)


def test_no_real_phone_numbers() -> None:
    """Only 555-01xx, which nobody has."""
    looks_real = re.compile(r"\+1\d{10}\b")
    for path in (*SOURCES, *sorted((ROOT / "tests").rglob("*.py")), *sorted(ROOT.glob("*.md"))):
        for number in looks_real.findall(path.read_text()):
            if re.fullmatch(r"\+1\d{3}55501\d\d", number):
                continue
            assert _cannot_ring(number), f"{number} in {path.name}"


def _cannot_ring(number: str) -> bool:
    """Not a number anybody could have: an area code or exchange that begins with 0 or 1, or 555."""
    area, exchange = number[2:5], number[5:8]
    return area[0] in "01" or exchange[0] in "01" or "555" in (area, exchange)
