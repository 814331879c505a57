"""A gateway made when it is first used: most processes never send, and the SDK is large."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from threading import Lock

from fieldcomm.messaging.gateway import AccountSeen, NumberSeen, Outgoing, Provider, ProviderMessage


class Later(Provider):
    """Behaves as what `make` returns. Threads may share it."""

    def __init__(self, make: Callable[[], Provider]) -> None:
        self._make = make
        self._lock = Lock()
        self._made: Provider | None = None

    def send(self, text: Outgoing, still_ours: Callable[[], bool]) -> ProviderMessage:
        return self._gateway().send(text, still_ours)

    def list_to(
        self, to: str, *, since: datetime | None = None, limit: int = 100
    ) -> list[ProviderMessage]:
        return self._gateway().list_to(to, since=since, limit=limit)

    def list_since(self, since: datetime, *, limit: int) -> list[ProviderMessage]:
        return self._gateway().list_since(since, limit=limit)

    def fetch(self, sid: str) -> ProviderMessage:
        return self._gateway().fetch(sid)

    def probe(self) -> AccountSeen:
        return self._gateway().probe()

    def number(self, phone: str) -> NumberSeen | None:
        return self._gateway().number(phone)

    def _gateway(self) -> Provider:
        if self._made is None:
            with self._lock:
                self._made = self._made or self._make()
        return self._made
