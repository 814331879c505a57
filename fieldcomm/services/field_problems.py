"""What is wrong with a form, field by field, all at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from fieldcomm.services.errors import Refused

T = TypeVar("T")


class FieldProblems(Exception):
    """`fields` says for each field what would work. Nothing was changed."""

    def __init__(self, fields: dict[str, str]) -> None:
        super().__init__("; ".join(fields.values()))
        self.fields = fields


class Problems:
    """Collects them, so that a person hears of everything at once."""

    def __init__(self) -> None:
        self.fields: dict[str, str] = {}

    def of(self, field: str, read: Callable[[], T]) -> T | None:
        """What `read` returns; None where it was Refused, which is remembered."""
        try:
            return read()
        except Refused as error:
            self.add(field, str(error))
            return None

    def add(self, field: str, words: str) -> None:
        self.fields.setdefault(field, words)

    def raise_any(self) -> None:
        """Raises FieldProblems."""
        if self.fields:
            raise FieldProblems(self.fields)
