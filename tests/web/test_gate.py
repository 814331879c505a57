"""The desk never takes the threads of the webhooks, however many boards are open."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Any

from fieldcomm.web.gate import DeskGate

Environ = dict[str, Any]


class _Slow:
    """An application whose answers wait until they are let go; counts who is inside."""

    def __init__(self) -> None:
        self.go = threading.Event()
        self.entered = threading.Semaphore(0)
        self.inside = self.most = 0
        self._lock = threading.Lock()

    def __call__(self, environ: Environ, start: Callable[..., Any]) -> Iterable[bytes]:
        with self._lock:
            self.inside += 1
            self.most = max(self.most, self.inside)
        self.entered.release()
        assert self.go.wait(10)
        with self._lock:
            self.inside -= 1
        start("200 OK", [])
        return [b"page"]


def _ask(gate: DeskGate, *, path: str = "/", asks: str = "", method: str = "GET") -> Any:
    said: list[Any] = []
    environ = {"PATH_INFO": path, "REQUEST_METHOD": method}
    if asks:
        environ["HTTP_X_ASKS"] = asks
    body = gate(environ, lambda status, headers: said.append((status, dict(headers))))
    list(body)
    getattr(body, "close", lambda: None)()
    return said[0]


def _in_threads(n: int, work: Callable[[], Any]) -> tuple[list[threading.Thread], list[Any]]:
    got: list[Any] = []
    threads = [threading.Thread(target=lambda: got.append(work())) for _ in range(n)]
    for thread in threads:
        thread.start()
    return threads, got


def test_no_more_are_inside_than_may_be_and_the_next_wait_their_turn() -> None:
    app = _Slow()
    gate = DeskGate(app, most=3, waiting=2, patience=10)
    threads, got = _in_threads(3, lambda: _ask(gate))
    for _ in range(3):
        assert app.entered.acquire(timeout=5)
    later, got_later = _in_threads(2, lambda: _ask(gate))
    while gate._waiting < 2:
        later[0].join(0.01)
    status, headers = _ask(gate)
    assert status.startswith("503")
    assert headers["Retry-After"] == headers["Refresh"] == "1"
    assert "Refresh" not in _ask(gate, method="POST")[1]  # a form is not sent again unasked
    app.go.set()
    for thread in (*threads, *later):
        thread.join(10)
    assert [status for status, _ in got + got_later] == ["200 OK"] * 5
    assert app.most == 3
    assert _ask(gate)[0] == "200 OK"


def test_what_pages_ask_by_themselves_never_waits_and_leaves_room_for_people() -> None:
    app = _Slow()
    gate = DeskGate(app, most=3, by_itself=1, patience=10)
    threads, _ = _in_threads(1, lambda: _ask(gate, asks="version"))
    assert app.entered.acquire(timeout=5)
    status, headers = _ask(gate, asks="refresh")
    assert (status[:3], headers["Retry-After"]) == ("204", "1")
    people, got = _in_threads(2, lambda: _ask(gate))
    app.go.set()
    for thread in (*threads, *people):
        thread.join(10)
    assert [status for status, _ in got] == ["200 OK"] * 2


def test_a_page_that_breaks_or_is_not_read_gives_its_place_back() -> None:
    def broken(environ: Environ, start: Any) -> Iterable[bytes]:
        if environ["PATH_INFO"] == "/broken":
            raise ValueError("no")
        start("200 OK", [])
        return [b"x"]

    gate = DeskGate(broken, most=1, waiting=0)
    for _ in range(3):
        with suppress(ValueError):
            gate({"PATH_INFO": "/broken"}, lambda *_: None)
        gate({"PATH_INFO": "/"}, lambda *_: None)  # forgotten unread
    assert _ask(gate)[0] == "200 OK"


def test_health_and_files_pass_by_the_gate() -> None:
    app = _Slow()
    app.go.set()
    gate = DeskGate(app, most=0, waiting=0)
    assert _ask(gate, path="/healthz")[0] == "200 OK"
    assert _ask(gate, path="/static/app.css")[0] == "200 OK"
    assert _ask(gate)[0].startswith("503")


def test_the_six_things_a_browser_asks_at_once_come_beside_other_peoples_pages() -> None:
    app = _Slow()
    gate = DeskGate(app)
    threads, got = _in_threads(10, lambda: _ask(gate, path="/photos/1"))
    for _ in range(4):
        assert app.entered.acquire(timeout=5)
    app.go.set()
    for thread in threads:
        thread.join(10)
    assert [status for status, _ in got] == ["200 OK"] * 10
    assert app.most == 4
