"""A small HTTP/1.1 server on one event loop: keep-alive, and full command of the socket.

Faults need what no WSGI server gives: hanging up instead of answering, answering late without
keeping a thread, refusing connections for a while.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass, field
from http import HTTPStatus
from urllib.parse import parse_qsl, unquote

MAX_HEAD = 1 << 20
MAX_REQUEST = 1 << 24  # a text with pictures in it


@dataclass(frozen=True, slots=True)
class Request:
    method: str
    path: str  # decoded
    query: dict[str, str]
    headers: dict[str, str]  # lower-case names
    body: bytes
    from_here: bool  # the peer is this machine

    def form(self) -> dict[str, str]:
        text = self.body.decode("utf-8", "replace")
        return dict(parse_qsl(text, keep_blank_values=True))


@dataclass(frozen=True, slots=True)
class Answer:
    """`delay` in seconds; `until` holds the answer back until done; `hang_up` sends none."""

    status: int = 200
    body: bytes = b""
    content_type: str = "application/json"
    headers: dict[str, str] = field(default_factory=dict)
    delay: float = 0.0
    until: Future[None] | None = None
    hang_up: bool = False


class BadRequest(Exception):
    """Bytes that are no HTTP request we can read."""


class Wire:
    """Listens on 127.0.0.1; `handle` runs on the loop and must not block."""

    def __init__(self, handle: Callable[[Request], Answer], host: str, port: int) -> None:
        self._handle = handle
        self._host = host
        self.port = port
        self._server: asyncio.Server | None = None
        self._open: set[_Conversation] = set()

    async def listen(self) -> None:
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(
            lambda: _Conversation(self._handle, self._open), self._host, self.port, backlog=1024
        )
        self.port = self._server.sockets[0].getsockname()[1]

    async def refuse(self) -> None:
        """Stop listening and cut every connection; later ones are refused."""
        if self._server:
            self._server.close()
            self._server = None
        for conversation in list(self._open):
            conversation.cut()


class _Conversation(asyncio.Protocol):
    """One connection: requests are answered in turn, one at a time."""

    def __init__(self, handle: Callable[[Request], Answer], everyone: set[_Conversation]) -> None:
        self._handle = handle
        self._everyone = everyone
        self._loop = asyncio.get_running_loop()
        self._unread = bytearray()
        self._busy = False
        self._from_here = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        peer = transport.get_extra_info("peername")
        self._from_here = bool(peer) and peer[0] in ("127.0.0.1", "::1")
        self._everyone.add(self)

    def connection_lost(self, exc: Exception | None) -> None:
        self._everyone.discard(self)

    def cut(self) -> None:
        self._transport.abort()

    def data_received(self, data: bytes) -> None:
        self._unread += data
        self._go_on()

    def _go_on(self) -> None:
        while not self._busy and not self._transport.is_closing():
            try:
                request = _take_request(self._unread, self._from_here)
            except BadRequest as error:
                self._write(Answer(400, str(error).encode(), "text/plain"))
                self._transport.close()
                return
            if request is None:
                return
            self._busy = True
            self._answer(self._handle(request))

    def _answer(self, answer: Answer) -> None:
        if answer.until is not None:
            answer.until.add_done_callback(lambda _: self._finish_from_afar(answer))
        elif answer.delay > 0:
            self._loop.call_later(answer.delay, self._finish_late, answer)
        else:
            self._finish(answer)

    def _finish_from_afar(self, answer: Answer) -> None:
        with suppress(RuntimeError):  # the loop has ended meanwhile
            self._loop.call_soon_threadsafe(self._finish_late, answer)

    def _finish_late(self, answer: Answer) -> None:
        self._finish(answer)
        self._go_on()

    def _finish(self, answer: Answer) -> None:
        self._busy = False
        if self._transport.is_closing():
            return
        if answer.hang_up:
            self._transport.close()
            return
        self._write(answer)

    def _write(self, answer: Answer) -> None:
        lines = [
            f"HTTP/1.1 {answer.status} {HTTPStatus(answer.status).phrase}",
            f"Content-Type: {answer.content_type}",
            f"Content-Length: {len(answer.body)}",
            *(f"{name}: {value}" for name, value in answer.headers.items()),
        ]
        self._transport.write("\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + answer.body)


def _take_request(unread: bytearray, from_here: bool) -> Request | None:
    """Cut the first whole request off `unread`; None while it is not all there."""
    end = unread.find(b"\r\n\r\n")
    if end < 0:
        if len(unread) > MAX_HEAD:
            raise BadRequest("headers too long")
        return None
    method, target, headers = _head(unread[:end].decode("latin-1"))
    length = _length(headers)
    if len(unread) < end + 4 + length:
        return None
    body = bytes(unread[end + 4 : end + 4 + length])
    del unread[: end + 4 + length]
    path, _, query = target.partition("?")
    return Request(
        method=method,
        path=unquote(path),
        query=dict(parse_qsl(query, keep_blank_values=True)) if query else {},
        headers=headers,
        body=body,
        from_here=from_here,
    )


def _head(text: str) -> tuple[str, str, dict[str, str]]:
    first, *rest = text.split("\r\n")
    parts = first.split(" ")
    if len(parts) != 3 or not parts[1].startswith("/") or not parts[2].startswith("HTTP/1."):
        raise BadRequest("no HTTP request")
    headers = {}
    for line in rest:
        name, colon, value = line.partition(":")
        if not colon:
            raise BadRequest("no header")
        headers[name.strip().lower()] = value.strip()
    return parts[0], parts[1], headers


def _length(headers: dict[str, str]) -> int:
    if "transfer-encoding" in headers:
        raise BadRequest("send a Content-Length")
    raw = headers.get("content-length", "0")
    if not raw.isascii() or not raw.isdigit() or int(raw) > MAX_REQUEST:
        raise BadRequest("no length we accept")
    return int(raw)
