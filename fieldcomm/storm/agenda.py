"""What people and the provider will do, and when: the storm's own calendar."""

from __future__ import annotations

import heapq
from collections.abc import Callable
from datetime import datetime

Action = Callable[[], object]


class Agenda:
    """Actions by time; those of one time in the order they were put down."""

    def __init__(self) -> None:
        self._waiting: list[tuple[datetime, int, Action]] = []
        self._n = 0

    def at(self, when: datetime, action: Action) -> None:
        heapq.heappush(self._waiting, (when, self._n, action))
        self._n += 1

    @property
    def next_at(self) -> datetime | None:
        return self._waiting[0][0] if self._waiting else None

    def do_until(self, now: datetime) -> None:
        """Everything due by `now`, also what that puts down for by then."""
        while self._waiting and self._waiting[0][0] <= now:
            heapq.heappop(self._waiting)[2]()
