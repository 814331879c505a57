"""CSV a spreadsheet opens without running anything (OWASP: CSV injection)."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from typing import Any

# What a spreadsheet takes for a formula, blanks before it or not; | and % are some programs' own.
_FORMULA = re.compile(r"[\s\ufeff]*[=+\-@|%]|[\t\r\n]")


def cell(value: Any) -> str:
    """As text. Words that would start a formula get an apostrophe before them; a number is one."""
    if isinstance(value, str) and _FORMULA.match(value):
        return f"'{value}"
    return "" if value is None else str(value)


def to_csv(names: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """A table with its head, as RFC 4180 has it."""
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow([cell(name) for name in names])
    writer.writerows([cell(value) for value in row] for row in rows)
    return written.getvalue()
