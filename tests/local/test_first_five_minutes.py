"""A newcomer: a real `fieldcomm up` on an empty folder, the printed link, and the first text at Twilio."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, Request, build_opener

import pytest
from fixtures.local_twilio import ACCOUNT, OURS, TOKEN
from fixtures.numbers import lines_with_numbers

from fieldcomm.clock import monotonic
from fieldcomm.local.ports import free_port
from fieldcomm.local.process import wait_until

ADMIN = "+14045550131"
COMPANY = {
    "name": "Kiwi Drying", "zone": "America/Chicago", "slot_1": "09:30", "slot_2": "16:30",
    "days": "Mon-Sat", "opens": "07:30", "closes": "18:00", "quiet_from": "20:00",
    "quiet_to": "08:00",
}  # fmt: skip


class Newcomer:
    """A browser without a window: cookies, forms with the token of their page, redirects."""

    def __init__(self, base: str) -> None:
        self.base = base
        self._opener = build_opener(HTTPCookieProcessor(CookieJar()))
        self.page, self.url = "", ""

    def get(self, path: str) -> str:
        """Asked again where nobody answered, as a person would."""
        for last in (False, False, True):
            try:
                return self._open(Request(self._whole(path)))
            except (URLError, TimeoutError):
                if last:
                    raise
        raise AssertionError("unreachable")

    def send(self, path: str = "", **form: str) -> str:
        token = re.search(r'name="csrf_token" value="([^"]+)"', self.page)
        assert token, self.page
        body = urlencode({"csrf_token": token[1], **form}).encode()
        return self._open(Request(self._whole(path) if path else self.url, body))

    def title(self) -> str:
        found = re.search(r"<h1>(.*?)</h1>", self.page)
        return found[1] if found else self.page

    def _whole(self, path: str) -> str:
        return path if path.startswith("http") else self.base + path

    def _open(self, request: Request) -> str:
        try:
            with self._opener.open(request, timeout=15) as answer:
                self.page, self.url = answer.read().decode(), answer.url
        except HTTPError as error:
            self.page = error.read().decode()
            raise AssertionError(f"{request.full_url}: {error.code} {self.title()}") from None
        return self.page


class Running:
    def __init__(self, data: Path, log: Path, twilio: str) -> None:
        self.data, self.log, self.port = data, log, free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        with log.open("w") as output:
            self.process = subprocess.Popen(
                [
                    *(sys.executable, "-m", "fieldcomm.cli", "up"),
                    "--port",
                    str(self.port),
                    "--data",
                    str(data),
                ],
                stdout=output,
                stderr=subprocess.STDOUT,
                env={"PATH": os.environ["PATH"], "HOME": "/nonexistent", "TWILIO_API_URL": twilio},
            )

    def link(self) -> str:
        assert wait_until(
            lambda: "Ctrl-C stops" in self.log.read_text() or self.process.poll() is not None, 60
        )
        found = re.search(r"http://\S+/welcome/start/\S+", self.log.read_text())
        assert found, self.log.read_text()
        return found[0]


@pytest.fixture
def twilio(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """A local Twilio in a process of its own; its journal says what it took."""
    port, journal = free_port(), tmp_path / "journal.jsonl"
    words = [*("--port", str(port), "--account-sid", ACCOUNT, "--auth-token", TOKEN)]
    words += [*("--number", OURS, "--journal", str(journal)), "--sent-after", "0.05"]
    with (tmp_path / "twilio.log").open("w") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "fieldcomm.local.twilio", *words],
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        yield f"http://127.0.0.1:{port}", journal
    finally:
        process.terminate()
        process.wait(10)


@pytest.fixture
def up(used_folder: Path, tmp_path: Path, twilio: tuple[str, Path]) -> Iterator[Running]:
    running = Running(used_folder, tmp_path / "output", twilio[0])
    try:
        yield running
    finally:
        running.process.terminate()
        try:
            running.process.wait(25)
        except subprocess.TimeoutExpired:
            running.process.kill()
            running.process.wait()
    assert lines_with_numbers(tmp_path / "output") == []


def test_from_an_empty_folder_to_the_first_text_at_the_provider(
    up: Running, twilio: tuple[str, Path]
) -> None:
    began = monotonic()
    link = up.link()
    mine = Newcomer(up.url)
    mine.get(link)
    assert mine.title() == "Welcome to fieldcomm"
    mine.send(name="Ada Long", email="ada@example.com", phone=ADMIN, password="otter lantern moss")
    assert mine.title() == "Your company"
    mine.send(**COMPANY)
    assert mine.title() == "Connect Twilio"
    mine.send(account=ACCOUNT, token=TOKEN, number=OURS)
    assert wait_until(lambda: "A message comes in" in mine.get("/welcome/check"), 30), mine.page
    assert f"{up.url}/twilio/sms" in mine.page
    mine.send()
    assert "leads to us" in mine.page
    mine.get("/welcome/first-text")
    mine.send()
    assert wait_until(lambda: ">delivered<" in mine.get("/welcome/first-text"), 30), mine.page
    took = monotonic() - began
    taken = twilio[1].read_text()
    assert ADMIN in taken
    assert "this is fieldcomm, and it works" in taken
    assert took < 300  # five minutes, with all the typing left out
    kept = up.data / "twilio.json"
    assert kept.stat().st_mode & 0o077 == 0
    assert TOKEN not in up.log.read_text()
    assert TOKEN not in mine.get("/welcome/texts")
    stranger = Newcomer(up.url)
    with pytest.raises(AssertionError, match="404"):
        stranger.get(link)
