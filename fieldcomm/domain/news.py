"""What a check-in may tell of a job."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class News:
    """Facts for one job since the last check-in."""

    updates: tuple[str, ...] = ()
    finished_since: int | None = None
