"""One POST to a webhook, with Twilio's patience: 5 s to connect, 15 s in all."""

from __future__ import annotations

import select
import socket
from contextlib import suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from urllib.parse import SplitResult, urlsplit

from fieldcomm.clock import monotonic

_MOST = 64 * 1024  # as much of an answer as Twilio reads
_IDLE = 1.0  # seconds after which the other end may be closing a kept connection


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds."""

    connect: float = 5.0
    total: float = 15.0


@dataclass(frozen=True, slots=True)
class Heard:
    """What came back. `status` None: nothing; `connected` tells whether anybody was there."""

    status: int | None
    content_type: str = ""
    body: str = ""
    connected: bool = True
    error: str = ""

    @property
    def fine(self) -> bool:
        return self.status is not None and 200 <= self.status < 300


class Caller:
    """Keeps its connections open between calls. For one thread."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str], tuple[HTTPConnection, float]] = {}

    def post(self, url: str, body: bytes, headers: dict[str, str], patience: Patience) -> Heard:
        """Never raises for what the other end does."""
        started = monotonic()
        parts = urlsplit(url)
        try:
            line = self._kept_line(parts) or _connect(parts, patience)
        except (OSError, ValueError, HTTPException) as error:
            return Heard(None, connected=False, error=type(error).__name__)
        try:
            return self._talk(line, parts, body, headers, started + patience.total)
        except (OSError, HTTPException, ValueError) as error:
            line.close()
            return Heard(None, error=type(error).__name__)

    def close(self) -> None:
        for line, _ in self._kept.values():
            line.close()
        self._kept.clear()

    def _kept_line(self, parts: SplitResult) -> HTTPConnection | None:
        line, used = self._kept.pop((parts.scheme, parts.netloc), (None, 0.0))
        if line is None:
            return None
        sock: socket.socket | None = line.sock
        readable = sock is None or bool(select.select([sock], [], [], 0)[0])
        if readable or monotonic() - used > _IDLE:
            line.close()
            return None
        return line

    def _talk(
        self,
        line: HTTPConnection,
        parts: SplitResult,
        body: bytes,
        headers: dict[str, str],
        deadline: float,
    ) -> Heard:
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        _allow(line, deadline)
        line.request("POST", target, body, headers)
        _allow(line, deadline)
        response = line.getresponse()
        _allow(line, deadline)
        text = response.read(_MOST).decode("utf-8", "replace")
        if response.will_close or not response.isclosed():
            line.close()
        else:
            self._kept[(parts.scheme, parts.netloc)] = (line, monotonic())
        return Heard(response.status, response.headers.get_content_type(), text)


def _connect(parts: SplitResult, patience: Patience) -> HTTPConnection:
    kind = HTTPSConnection if parts.scheme == "https" else HTTPConnection
    line = kind(parts.hostname or "", parts.port, timeout=patience.connect)
    line.connect()
    with suppress(OSError):
        line.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return line


def _allow(line: HTTPConnection, deadline: float) -> None:
    left = deadline - monotonic()
    if left <= 0:
        raise TimeoutError
    if line.sock is not None:
        line.sock.settimeout(left)
