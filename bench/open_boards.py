"""Open boards as static/live.js keeps them: each asks every second and fetches what has changed."""

from __future__ import annotations

import http.client
import random
import re
import threading
from collections import Counter
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from bench.ground import seconds

EVERY = 1.0  # seconds, as live.js looks
_SAID = re.compile(rb"Change (\d+)")
_VERSION = re.compile(rb'data-version="([^"]+)"')


@dataclass
class Watch:
    """`seen`: for each board, when it first showed which change. `answers` counts what was answered."""

    over: threading.Event = field(default_factory=threading.Event)
    seen: list[dict[int, float]] = field(default_factory=list)
    answers: Counter[str] = field(default_factory=Counter)

    def delays(self, made: dict[int, float]) -> list[float]:
        """From each change's commit to each board that showed it or a later one, seconds; a change
        that a board never showed counts as infinitely late."""
        return [
            min((at for n, at in board.items() if n >= change), default=float("inf")) - committed
            for board in self.seen
            for change, committed in made.items()
        ]


def open_boards(web: str, tokens: list[str], watch: Watch) -> list[threading.Thread]:
    """One thread a board, under way until `watch.over`."""
    watch.seen = [{} for _ in tokens]
    threads = [
        threading.Thread(target=_Board(web, token, watch, watch.seen[n]).stand)
        for n, token in enumerate(tokens)
    ]
    for thread in threads:
        thread.start()
    return threads


class _Board:
    def __init__(self, web: str, token: str, watch: Watch, seen: dict[int, float]) -> None:
        self._line = http.client.HTTPConnection(urlsplit(web).netloc, timeout=30)
        self._cookie, self._watch, self._seen = {"Cookie": f"fieldcomm={token}"}, watch, seen
        self._version = ""

    def stand(self) -> None:
        self._watch.over.wait(random.random() * EVERY)
        while not self._watch.over.is_set():
            served = self._look()
            self._watch.over.wait(EVERY if served else 0.15 + 0.3 * random.random())
        self._line.close()

    def _look(self) -> bool:
        """Whether it was told; else it is to come again soon."""
        asks = {"X-Asks": "version", "If-None-Match": f'"{self._version}"'}
        status, _ = self._ask("/version", asks)
        if status == 304:
            return True
        if status != 200:
            return False
        status, body = self._ask("/", {"X-Asks": "parts"})
        if status != 200:
            return False
        version, said = _VERSION.search(body), _SAID.search(body)
        assert version
        self._version = version[1].decode()
        if said:
            self._seen.setdefault(int(said[1]), seconds())
        return True

    def _ask(self, path: str, asks: dict[str, str]) -> tuple[int, bytes]:
        try:
            self._line.request("GET", path, headers={**self._cookie, **asks})
            answer = self._line.getresponse()
            body = answer.read()
        except (http.client.HTTPException, OSError):  # the server closed a line that stood idle
            self._line.close()
            self._watch.answers["line closed"] += 1
            return 0, b""
        self._watch.answers[f"{asks['X-Asks']} {answer.status}"] += 1
        return answer.status, body
