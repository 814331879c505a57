"""One expression of time found in a text."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    CLOCK = "clock"
    SPAN = "span"  # so long from now
    DAY = "day"
    PART = "part"  # of the day


@dataclass(frozen=True, slots=True)
class Piece:
    """One expression. Clock: hour, minute, half (am, pm, 24 or none). Span: minutes, `ahead` when
    said as "in 20". Day: `day` names it. Part: `part`. Positions are in the text as given."""

    kind: Kind
    start: int
    end: int
    hour: int = 0
    minute: int = 0
    half: str | None = None
    prep: str = ""
    minutes: int = 0
    ahead: bool = False
    day: tuple[str, int, int, int] | None = None
    part: str | None = None
