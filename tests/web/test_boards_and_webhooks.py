"""A real gunicorn with thirty open boards and slow pages: texts from customers are still taken."""

from __future__ import annotations

import http.client
import os
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from web.office import office

from bench.ground import ACCOUNT, OURS, TOKEN
from bench.texts import text as signed_text
from fieldcomm.local.ports import answers_200, free_port
from fieldcomm.local.process import wait_until
from fieldcomm.services.sessions import open_session
from fieldcomm.services.unit import unit

ROOT = Path(__file__).parent.parent.parent
BOARDS, TEXTS = 30, 120


@contextmanager
def _gunicorn(database_url: str) -> Iterator[str]:
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    env = {
        "PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/"), "PUBLIC_URL": url,
        "DATABASE_URL": database_url, "SECRET_KEY": "a secret key for tests", "PORT": str(port),
        "TWILIO_ACCOUNT_SID": ACCOUNT, "TWILIO_AUTH_TOKEN": TOKEN, "TWILIO_FROM_NUMBER": OURS,
        "TWILIO_API_URL": "http://127.0.0.1:9", "FIELDCOMM_CLOCK": "adjustable",
    }  # fmt: skip
    words = [
        *(sys.executable, "-m", "gunicorn", "--config", "python:fieldcomm.local.gunicorn_conf"),
        *("--bind", f"127.0.0.1:{port}", "wsgi:app"),
    ]
    process = subprocess.Popen(words, env=env, cwd=ROOT)
    try:
        assert wait_until(answers_200(url + "/healthz"), 30)
        yield url
    finally:
        process.terminate()
        process.wait(15)


@pytest.mark.slow
def test_texts_are_taken_while_thirty_boards_poll_and_pages_hang(database_url: str) -> None:
    with office(database_url) as place, _gunicorn(database_url) as url:
        place.job()
        with unit(place.deps) as work:
            cookie = {"Cookie": f"fieldcomm={open_session(work, 1)}"}
        # The office's clock stands still in January; gunicorn's does not.
        place.sql(
            "UPDATE web_sessions SET created_at = clock_timestamp(), seen_at = clock_timestamp(),"
            " expires_at = clock_timestamp() + interval '1 hour'"
        )
        alone = _texts(url, 1, TEXTS)
        over = threading.Event()
        seen: Counter[tuple[str, int]] = Counter()
        boards = [threading.Thread(target=_board, args=(url, cookie, over, seen)) for _ in range(BOARDS)]  # fmt: skip
        for board in boards:
            board.start()
        # Every page now hangs on the jobs; so would the webhooks, had they no threads of their own.
        with place.deps.engine.connect() as slow:
            slow.exec_driver_sql("BEGIN; LOCK TABLE jobs IN ACCESS EXCLUSIVE MODE")
            # Until pages take up all the room they may, and more are asked for.
            assert wait_until(lambda: seen["page", 503] > 0, 10)
            beside = _texts(url, 100_001, TEXTS)
            slow.exec_driver_sql("ROLLBACK")
        over.set()
        for board in boards:
            board.join(30)
        assert [status for status, _ in alone + beside] == [200] * 2 * TEXTS
        slowest = sorted(took for _, took in beside)[TEXTS * 95 // 100]
        print(f"texts beside 30 boards: p95 {slowest * 1000:.0f} ms, boards saw {dict(seen)}")
        assert place.sql("SELECT count(*) AS n FROM inbox")[0].n == 2 * TEXTS
        assert seen["poll", 204] > 0  # the boards were told to come again
        assert {status for _, status in seen} <= {200, 204, 304, 503}
        assert _ask(url, "/", cookie) == 200


def _board(url: str, cookie: dict[str, str], over: threading.Event, seen: Counter[tuple[str, int]]) -> None:  # fmt: skip
    """As live.js does, only less patient."""
    while not over.is_set():
        seen["poll", _ask(url, "/version", {**cookie, "X-Asks": "version"})] += 1
        seen["page", _ask(url, "/", {**cookie, "X-Asks": "parts"})] += 1
        seen["page", _ask(url, "/", cookie)] += 1
        over.wait(0.2)


def _ask(url: str, path: str, headers: dict[str, str]) -> int:
    line = http.client.HTTPConnection(urlsplit(url).netloc, timeout=30)
    try:
        line.request("GET", path, headers=headers)
        answer = line.getresponse()
        answer.read()
        return answer.status
    finally:
        line.close()


def _texts(url: str, first: int, count: int) -> list[tuple[int, float]]:
    """Signed texts one after another over one kept connection: status and seconds of each."""
    got = []
    parts = urlsplit(url)
    for n in range(first, first + count):
        began = time.monotonic()
        with socket.create_connection((parts.hostname, parts.port), timeout=30) as line:
            line.sendall(signed_text(url, n))
            status = int(line.recv(4096)[9:12])
        got.append((status, time.monotonic() - began))
    return got
