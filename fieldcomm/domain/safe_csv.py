"""CSV a spreadsheet opens without running anything (OWASP: CSV injection)."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def cell(value: Any) -> str:
    """As text; what would start a formula gets an apostrophe before it, leading blanks or not."""
    words = "" if value is None else str(value)
    return f"'{words}" if words.startswith(_STARTS_A_FORMULA) or _hides_one(words) else words


def to_csv(names: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """A table with its head, as RFC 4180 has it."""
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow([cell(name) for name in names])
    writer.writerows([cell(value) for value in row] for row in rows)
    return written.getvalue()


def _hides_one(words: str) -> bool:
    return words.lstrip(" \u00a0\ufeff").startswith(_STARTS_A_FORMULA)
