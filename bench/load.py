"""A load client in a process of its own: raw requests over kept-alive connections.

Closed loop: every connection sends its next request when the last was answered. Open loop: each
request has a planned moment, and its latency counts from there.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True)
class Answers:
    """`latencies` in seconds, of what was answered 200; `errors` counts the rest."""

    seconds: float
    latencies: list[float]
    errors: int

    @property
    def rate(self) -> float:
        return len(self.latencies) / self.seconds


def load_process() -> ProcessPoolExecutor:
    """Where `closed` and `open_` are submitted to."""
    return ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn"))


def closed(url: str, requests: Sequence[bytes], connections: int) -> Answers:
    return asyncio.run(_closed(url, requests, connections))


def open_(url: str, requests: Sequence[bytes], over: float, connections: int) -> Answers:
    """Evenly over so many seconds, whatever the answers do."""
    return asyncio.run(_open(url, requests, over, connections))


async def _closed(url: str, requests: Sequence[bytes], connections: int) -> Answers:
    lines = [await _connect(url) for _ in range(connections)]
    left = iter(requests)
    latencies: list[float] = []
    errors = 0

    async def client(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal errors
        for request in left:
            began = time.perf_counter()
            if await _ask(reader, writer, request) == 200:
                latencies.append(time.perf_counter() - began)
            else:
                errors += 1

    began = time.perf_counter()
    await asyncio.gather(*(client(*line) for line in lines))
    took = time.perf_counter() - began
    for _, writer in lines:
        writer.close()
    return Answers(took, latencies, errors)


async def _open(url: str, requests: Sequence[bytes], over: float, connections: int) -> Answers:
    waiting: asyncio.Queue[tuple[float, bytes] | None] = asyncio.Queue()
    latencies: list[float] = []
    errors = 0

    async def client() -> None:
        nonlocal errors
        line = await _connect(url)
        while (planned := await waiting.get()) is not None:
            at, request = planned
            try:
                status = await _ask(*line, request)
            except (OSError, EOFError):  # the server closed a connection it had kept: once more
                line = await _connect(url)
                status = await _ask(*line, request)
            if status == 200:
                latencies.append(time.perf_counter() - at)
            else:
                errors += 1
        line[1].close()

    clients = [asyncio.create_task(client()) for _ in range(connections)]
    began = time.perf_counter()
    for n, request in enumerate(requests):
        at = began + over * n / len(requests)
        if (rest := at - time.perf_counter()) > 0:
            await asyncio.sleep(rest)
        waiting.put_nowait((at, request))
    for _ in clients:
        waiting.put_nowait(None)
    await asyncio.gather(*clients)
    return Answers(time.perf_counter() - began, latencies, errors)


async def _connect(url: str) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    parts = urlsplit(url)
    return await asyncio.open_connection(parts.hostname, parts.port)


async def _ask(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, request: bytes) -> int:
    writer.write(request)
    head = (await reader.readuntil(b"\r\n\r\n")).lower()
    length = head.partition(b"content-length:")[2].partition(b"\r\n")[0]
    if length:
        await reader.readexactly(int(length))
    return int(head[9:12])
