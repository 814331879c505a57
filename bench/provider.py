"""A provider that notes when each text reaches it, to the millisecond."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl

from bench.ground import ACCOUNT, OURS


class Noted:
    """(moment by `time.perf_counter`, recipient, body) of every text handed over."""

    def __init__(self) -> None:
        self.url = ""
        self.texts: list[tuple[float, str, str]] = []
        self._arrived = threading.Condition()

    def note(self, form: dict[str, str]) -> int:
        with self._arrived:
            self.texts.append((time.perf_counter(), form.get("To", ""), form.get("Body", "")))
            self._arrived.notify_all()
            return len(self.texts)

    def wait_for(self, to: str, since: float, patience: float) -> float | None:
        """When the first text to this phone since then arrived; None: none in `patience` seconds."""
        until = time.perf_counter() + patience
        with self._arrived:
            while True:
                found = [at for at, phone, _ in self.texts if phone == to and at >= since]
                if found:
                    return found[0]
                if (left := until - time.perf_counter()) <= 0:
                    return None
                self._arrived.wait(left)


@contextmanager
def noting_provider() -> Iterator[Noted]:
    noted = Noted()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            raw = self.rfile.read(int(self.headers["Content-Length"])).decode()
            form = dict(parse_qsl(raw))
            self._answer(201, _message(noted.note(form), form))

        def do_GET(self) -> None:
            self._answer(200, {"messages": [], "next_page_uri": None})

        def _answer(self, status: int, body: dict[str, Any]) -> None:
            raw = json.dumps(body).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(raw)))
            self.end_headers()
            self.wfile.write(raw)

        def log_message(self, *_: object) -> None:
            return None

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    noted.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield noted
    finally:
        server.shutdown()
        server.server_close()


def _message(n: int, form: dict[str, str]) -> dict[str, Any]:
    return {
        "sid": f"SM{n:032x}",
        "account_sid": ACCOUNT,
        "to": form.get("To"),
        "from": OURS,
        "body": form.get("Body"),
        "status": "queued",
        "direction": "outbound-api",
        "num_segments": "1",
        "num_media": "0",
        "error_code": None,
        "date_created": None,
        "date_sent": None,
    }
