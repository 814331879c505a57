"""The SDK's HTTP client, taught three things: another base address, a pool as wide as the
threads that use it, and a last question before the first byte leaves."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import requests
from requests.adapters import HTTPAdapter
from twilio.http.http_client import TwilioHttpClient
from twilio.http.response import Response
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection

from fieldcomm.config import LOOPBACK
from fieldcomm.messaging.gateway import NotSent


@dataclass(slots=True)
class Attempt:
    """One request on its way: whether a byte may have left, and what came back."""

    still_ours: Callable[[], bool]
    left: bool = False
    response: Response | None = None


_current: ContextVar[Attempt | None] = ContextVar("twilio_attempt", default=None)


@contextmanager
def attempt(still_ours: Callable[[], bool]) -> Iterator[Attempt]:
    """Watch over the one request made inside the block, in this thread."""
    watched = Attempt(still_ours)
    token = _current.set(watched)
    try:
        yield watched
    finally:
        _current.reset(token)


class TwilioHttp(TwilioHttpClient):  # type: ignore[misc]
    """`api_url` replaces scheme, host and, where it has one, prefixes the path."""

    def __init__(self, api_url: str | None, timeout: float, pool: int) -> None:
        super().__init__(timeout=timeout)
        self._base = urlsplit(api_url.rstrip("/")) if api_url else None
        self.session = requests.Session()
        # A proxy from the environment must not swallow what is meant for this machine.
        self.session.trust_env = not (self._base and self._base.hostname in LOOPBACK)
        adapter = _AskingAdapter(pool_connections=2, pool_maxsize=pool)
        self.session.mount("https://", adapter)
        self.session.mount("http://", adapter)

    def request(self, method: str, url: str, *args: Any, **kwargs: Any) -> Response:
        response = super().request(method, self._rebased(url), *args, **kwargs)
        watched = _current.get()
        if watched:
            watched.response = response
        return response

    def close(self) -> None:
        self.session.close()

    def _rebased(self, url: str) -> str:
        if not self._base:
            return url
        parts = urlsplit(url)
        return parts._replace(
            scheme=self._base.scheme,
            netloc=self._base.netloc,
            path=self._base.path + parts.path,
        ).geturl()


def _ask() -> None:
    """The connection stands; nothing has been written. Raises NotSent if the text is not ours."""
    watched = _current.get()
    if watched is None:
        return
    if not watched.still_ours():
        raise NotSent("no longer ours to send")
    watched.left = True


class _AskingHTTPConnection(HTTPConnection):
    def request(self, *args: Any, **kwargs: Any) -> None:
        # Connect first: it may take seconds, and a lease can run out meanwhile.
        if self.sock is None:
            self.connect()
        _ask()
        super().request(*args, **kwargs)


class _AskingHTTPSConnection(HTTPSConnection):
    def request(self, *args: Any, **kwargs: Any) -> None:
        if self.sock is None:
            self.connect()
        _ask()
        super().request(*args, **kwargs)


class _AskingHTTPPool(HTTPConnectionPool):
    ConnectionCls = _AskingHTTPConnection


class _AskingHTTPSPool(HTTPSConnectionPool):
    ConnectionCls = _AskingHTTPSConnection


class _AskingAdapter(HTTPAdapter):
    """Opens connections that ask before they write; straight or through a proxy."""

    _POOLS = {"http": _AskingHTTPPool, "https": _AskingHTTPSPool}  # noqa: RUF012

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = self._POOLS

    def proxy_manager_for(self, proxy: Any, **kwargs: Any) -> Any:
        manager = super().proxy_manager_for(proxy, **kwargs)
        manager.pool_classes_by_scheme = self._POOLS
        return manager
