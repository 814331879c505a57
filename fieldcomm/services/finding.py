"""One thing looked at: how it is, and what to do where it is wrong."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Finding:
    """`do` says what to do; it is empty exactly where nothing is wrong."""

    about: str
    says: str
    do: str = ""

    @property
    def is_problem(self) -> bool:
        return bool(self.do)

    def as_json(self) -> dict[str, Any]:
        return {
            "about": self.about,
            "ok": not self.is_problem,
            "says": self.says,
            "do": self.do or None,
        }

    def __str__(self) -> str:
        line = f"{'!!' if self.is_problem else 'ok'}  {self.about:<13}  {self.says}"
        return f"{line}: {self.do}" if self.do else line


def right(about: str, says: str) -> Finding:
    return Finding(about, says)


def problem(about: str, says: str, do: str) -> Finding:
    return Finding(about, says, do)
