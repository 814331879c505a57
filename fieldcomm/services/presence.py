"""Who is writing on a job right now. Nothing of it is a record: it may be lost without harm,
and writing it to PostgreSQL would make every open page look again."""

from __future__ import annotations

from datetime import datetime, timedelta
from threading import Lock
from typing import Protocol

LASTS = timedelta(seconds=10)  # machine time; without a new sign they have stopped


class Presence(Protocol):
    """Never raises: without it the page says a little less."""

    def seen(self, code: str, user_id: int, name: str, at: datetime) -> None:
        """`at` is machine time."""

    def others(self, code: str, user_id: int, at: datetime) -> list[str]:
        """The names of everybody else who wrote within LASTS."""


class InProcess:
    """For one process: tests, and a web process without Redis."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._seen: dict[str, dict[int, tuple[str, datetime]]] = {}

    def seen(self, code: str, user_id: int, name: str, at: datetime) -> None:
        with self._lock:
            self._forget(at)
            self._seen.setdefault(code, {})[user_id] = (name, at)

    def others(self, code: str, user_id: int, at: datetime) -> list[str]:
        with self._lock:
            found = self._seen.get(code, {})
            return sorted(
                name for who, (name, last) in found.items() if who != user_id and at - last < LASTS
            )

    def _forget(self, at: datetime) -> None:
        for code in list(self._seen):
            kept = {who: v for who, v in self._seen[code].items() if at - v[1] < LASTS}
            if kept:
                self._seen[code] = kept
            else:
                del self._seen[code]
