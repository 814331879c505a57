"""Holes in a plan: times nobody stands for."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

Span = tuple[datetime, datetime]


def uncovered(spans: Iterable[Span], start: datetime, end: datetime) -> list[Span]:
    """The times between `start` and `end` that no span covers, in order."""
    holes: list[Span] = []
    reached = start
    for span_from, span_to in sorted(spans):
        if span_from > reached:
            holes.append((reached, min(span_from, end)))
        reached = max(reached, span_to)
        if reached >= end:
            return holes
    return [*holes, (reached, end)] if reached < end else holes
