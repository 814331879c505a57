"""`fieldcomm up` as its user starts it, against a local Twilio, with a clock that can be moved."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from fixtures.numbers import lines_with_numbers
from holidays import country_holidays

from fieldcomm.local.ports import free_port
from fieldcomm.local.process import wait_until
from fieldcomm.local.twilio import LocalTwilio, Settings

ACCOUNT, TOKEN, OURS = "AC" + "a" * 32, "a token for tests", "+14045550100"
ATLANTA = ZoneInfo("America/New_York")


@dataclass
class System:
    """`output` is what it prints; `url` where it answers."""

    data: Path
    url: str
    twilio: LocalTwilio
    process: subprocess.Popen[bytes]
    output: Path

    def printed(self, pattern: str) -> str:
        """The first group of the first line that matches what it has printed."""
        found = re.search(pattern, self.output.read_text())
        assert found, self.output.read_text()[-3000:]
        return found[1]

    def fieldcomm(self, *words: str) -> str:
        """A command in another terminal, and what it says."""
        done = subprocess.run(
            [sys.executable, "-m", "fieldcomm.cli", *words],
            env=_environment(FIELDCOMM_DATA=str(self.data)),
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def command(self, *words: str) -> Any:
        return json.loads(self.fieldcomm(*words, "--json"))

    def now(self) -> datetime:
        return datetime.fromisoformat(self.command("clock", "show")["now"]).astimezone(ATLANTA)

    def advance(self, by: timedelta) -> None:
        """Play through everything that falls due."""
        minutes = max(1, round(by.total_seconds() / 60))
        self.fieldcomm("clock", "advance", f"{minutes}m")

    def to_a_working_morning(self) -> None:
        """10 am in Atlanta, on the next day that is a working day and has one after it."""
        off, now = country_holidays("US"), self.now()
        at = now.replace(hour=10, minute=0, second=0, microsecond=0)
        following = timedelta(days=1)
        while at <= now or at.weekday() > 3 or at.date() in off or at.date() + following in off:
            at += following
        self.advance(at - now)

    def heard(self, phone: str) -> list[str]:
        """What this handset received from us, in order."""
        return [text["body"] for text in self.twilio.thread(phone) if not text["mine"]]

    def waits_for(self, phone: str, words: str, seconds: float = 40.0) -> str:
        """Until a text with these words has arrived; what leaves the desk waits ten seconds."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            for body in self.heard(phone):
                if words in body:
                    return body
            time.sleep(0.2)
        raise AssertionError(f"{phone} never got {words!r}: {self.heard(phone)}")


@contextmanager
def running(data: Path, **env: str) -> Iterator[System]:
    """On a data folder nobody has used: the first run asks for everything."""
    settings = Settings(
        account_sid=ACCOUNT,
        auth_token=TOKEN,
        numbers=(OURS,),
        sent_after=0.0,
        delivered_after=0.05,
        seed=1,
    )
    with LocalTwilio(settings) as twilio:
        port, output = free_port(), data / "output"
        url = f"http://127.0.0.1:{port}"
        twilio.phones.settings(sms_url=f"{url}/twilio/sms")
        made = _environment(
            TWILIO_API_URL=twilio.url,
            FIELDCOMM_CLOCK="adjustable",
            SEGMENTS_PER_SECOND="200",
            **env,
        )
        with output.open("wb") as out:
            process = subprocess.Popen(
                [
                    sys.executable,
                    "-m",
                    "fieldcomm.cli",
                    "up",
                    "--port",
                    str(port),
                    "--data",
                    str(data),
                ],
                env=made,
                stdout=out,
                stderr=subprocess.STDOUT,
            )
        try:
            ready = wait_until(
                lambda: (
                    "Ctrl-C stops everything" in output.read_text() or process.poll() is not None
                ),
                90,
            )
            assert ready, output.read_text()[-3000:]
            assert process.poll() is None, output.read_text()[-3000:]
            yield System(data, url, twilio, process, output)
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(30)
        assert lines_with_numbers(output) == []


def _environment(**more: str) -> dict[str, str]:
    return {"PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/"), **more}
