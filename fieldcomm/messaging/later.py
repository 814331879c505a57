"""A gateway made when it is first used: most processes never send, and the SDK is large."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from threading import Lock

from fieldcomm.messaging.gateway import Gateway, Outgoing, ProviderMessage


class Later(Gateway):
    """Behaves as what `make` returns. Threads may share it."""

    def __init__(self, make: Callable[[], Gateway]) -> None:
        self._make = make
        self._lock = Lock()
        self._made: Gateway | None = None

    def send(self, text: Outgoing, still_ours: Callable[[], bool]) -> ProviderMessage:
        return self._gateway().send(text, still_ours)

    def list_to(
        self, to: str, *, since: datetime | None = None, limit: int = 100
    ) -> list[ProviderMessage]:
        return self._gateway().list_to(to, since=since, limit=limit)

    def fetch(self, sid: str) -> ProviderMessage:
        return self._gateway().fetch(sid)

    def _gateway(self) -> Gateway:
        if self._made is None:
            with self._lock:
                self._made = self._made or self._make()
        return self._made
