"""How many requests of the desk may be inside at once: the rest of the threads are the webhooks'.

Plain WSGI between the door of the webhooks and Flask. Gunicorn has few threads (local/gunicorn_conf),
and a text from a customer must find a free one, however many boards are open and however slow a
page is. A page waits a little for its turn, in a bounded number of threads; what a page asks by
itself ("anything new?") is told to come back, at once: 204 and Retry-After, as a browser's console
calls a 503 an error, and this is none. Nothing of the desk is lost by that: a form sent again acts
once (services/deed.py).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from threading import Condition
from typing import Any

Environ = dict[str, Any]
Start = Callable[..., Any]
Application = Callable[[Environ, Start], Iterable[bytes]]

INSIDE = 4  # of gunicorn's threads
WAITING = 6  # more threads that hold a page until its turn: a browser asks six things at once
BY_ITSELF = 2  # of those inside, for what pages ask by themselves
PATIENCE = 8.0  # seconds a page waits
_FREE = ("/static/", "/bootstrap/static/", "/healthz", "/readyz", "/metrics")

_AGAIN = (("Retry-After", "1"), ("Cache-Control", "no-store"))
_BUSY = (
    b"<!doctype html><html lang=en><meta charset=utf-8><title>One moment</title>"
    b"<h1>One moment</h1><p>Many pages are being made just now. This one tries again by itself."
    b" What you sent can be sent again: it is done only once.</p></html>"
)


class DeskGate:
    """Lets requests in to `inside`, so many at a time."""

    def __init__(
        self,
        inside: Application,
        *,
        most: int = INSIDE,
        waiting: int = WAITING,
        by_itself: int = BY_ITSELF,
        patience: float = PATIENCE,
    ) -> None:
        self._app = inside
        self._most, self._may_wait, self._by_itself = most, waiting, by_itself
        self._patience = patience
        self._turn = Condition()
        self._inside = self._asking = self._waiting = 0

    def __call__(self, environ: Environ, start: Start) -> Iterable[bytes]:
        path: str = environ.get("PATH_INFO", "")
        if path.startswith(_FREE):
            return self._app(environ, start)
        asks = bool(environ.get("HTTP_X_ASKS"))
        if not self._enter(asks):
            return _later(start) if asks else _busy(environ, start)
        try:
            body = self._app(environ, start)
        except BaseException:
            self._leave(asks)
            raise
        return _Until(body, lambda: self._leave(asks))

    def _enter(self, asks: bool) -> bool:
        with self._turn:
            if asks:
                if self._inside >= self._most or self._asking >= self._by_itself:
                    return False
                self._asking += 1
            elif self._inside >= self._most and not self._wait():
                return False
            self._inside += 1
            return True

    def _wait(self) -> bool:
        if self._waiting >= self._may_wait:
            return False
        self._waiting += 1
        try:
            return self._turn.wait_for(lambda: self._inside < self._most, self._patience)
        finally:
            self._waiting -= 1

    def _leave(self, asks: bool) -> None:
        with self._turn:
            self._inside -= 1
            self._asking -= asks
            self._turn.notify()


class _Until:
    """An answer's body that says when it has been sent, given up or forgotten."""

    def __init__(self, body: Iterable[bytes], left: Callable[[], None]) -> None:
        self._body, self._left, self._over = body, left, False

    def __iter__(self) -> Iterator[bytes]:
        yield from self._body
        self._end()

    def close(self) -> None:
        try:
            close = getattr(self._body, "close", None)
            if close is not None:
                close()
        finally:
            self._end()

    def __del__(self) -> None:
        self._end()

    def _end(self) -> None:
        if not self._over:
            self._over = True
            self._left()


def _later(start: Start) -> Iterable[bytes]:
    start("204 NO CONTENT", list(_AGAIN))
    return []


def _busy(environ: Environ, start: Start) -> Iterable[bytes]:
    headers = [
        *_AGAIN,
        ("Content-Type", "text/html; charset=utf-8"),
        ("Content-Length", str(len(_BUSY))),
        ("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"),
        ("X-Content-Type-Options", "nosniff"),
    ]
    if environ.get("REQUEST_METHOD") == "GET":
        headers.append(("Refresh", "1"))
    start("503 SERVICE UNAVAILABLE", headers)
    return [_BUSY]
