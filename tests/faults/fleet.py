"""Real processes to kill and freeze, a local Twilio to send through, and who counts what arrived."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import datetime
from math import ceil
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

from fixtures.numbers import NUMBER
from sqlalchemy import text

from fieldcomm.app import make_deps
from fieldcomm.config import load_config
from fieldcomm.local.ports import free_port
from fieldcomm.local.twilio import LocalTwilio, Settings
from fieldcomm.services.deps import Deps
from fieldcomm.services.due import look
from fieldcomm.services.first_run import ensure_company

HERE = Path(__file__).parent
ACCOUNT, OURS = "AC" + "a" * 32, "+14045550100"
TEN_O_CLOCK = 15  # in Atlanta, as UTC
PASSERS_BY = tuple(f"+140455501{n}" for n in range(40, 48))
# What the code assumes of the provider, at a twentieth of the time: texts are listed within `list_lag`.
TIMING = {
    "lease": 3.0,
    "provider_timeout": 1.2,
    "first_look": 1.0,
    "look_every": 2.5,
    "second_look": 5.0,
    "fetch_after": 4.0,
    "list_lag": 2.0,
    "drain": 4.0,
    "unserved": 2.0,
    "tick": 0.5,
    "poll_every": 3.0,
    "picture_alone": 2.0,
}


class Fleet:
    """Starts processes by role; knows which run. `log` is what all of them wrote."""

    def __init__(self, env: dict[str, str], log: Path) -> None:
        self.env, self.log = env, log
        self._log = log.open("ab")
        self._zygote = subprocess.Popen(
            [sys.executable, "entry.py"],
            cwd=HERE,
            env={"PATH": os.defpath, "LC_ALL": "C.UTF-8", "PYTHONPATH": str(HERE)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._log,
            text=True,
        )
        self.pids: dict[str, int] = {}

    def start(self, *names: str, **env: str) -> None:
        """`outbox`, or `outbox.2` for another of the same."""
        assert self._zygote.stdin
        assert self._zygote.stdout
        for name in names:
            role = name.partition(".")[0]
            self._zygote.stdin.write(f"{role} {json.dumps(self.env | env)}\n")
            self._zygote.stdin.flush()
            self.pids[name] = int(self._zygote.stdout.readline())

    def alive(self, name: str) -> bool:
        with suppress(ProcessLookupError):
            os.kill(self.pids[name], 0)
            return True
        return False

    def running(self, name: str) -> set[int]:
        """It and the processes it started, but for the dead."""
        return {pid for pid, state in self._group(name) if state != "Z"}

    def frozen(self, name: str) -> bool:
        """Whether it, or a process it started, has stopped."""
        return any(state == "T" for _, state in self._group(name))

    def _group(self, name: str) -> Iterator[tuple[int, str]]:
        """Each process of its group, and the letter of its state."""
        for pid, stat in _stats():
            if stat[2] == str(self.pids[name]):
                yield pid, stat[0]

    def signal(self, name: str, number: signal.Signals) -> None:
        """To the process and whatever it started."""
        with suppress(ProcessLookupError):
            os.killpg(self.pids[name], number)

    def kill(self, name: str) -> None:
        self.signal(name, signal.SIGKILL)
        until(lambda: not self.alive(name), 20)

    def everybody(self, *names: str) -> None:
        """Whoever is frozen goes on, whoever is dead is started again."""
        for name in names:
            if name in self.pids and self.alive(name):
                self.signal(name, signal.SIGCONT)
            else:
                self.start(name)

    def stop(self) -> None:
        for name in self.pids:
            self.signal(name, signal.SIGKILL)
        assert self._zygote.stdin
        assert self._zygote.stdout
        self._zygote.stdin.close()
        self._zygote.kill()  # and with it whatever it started
        self._zygote.wait(20)
        self._zygote.stdout.close()
        self._log.close()


class Site:
    """The whole system, seen from the test."""

    def __init__(self, deps: Deps, twilio: LocalTwilio, fleet: Fleet) -> None:
        self.deps, self.twilio, self.fleet = deps, twilio, fleet
        self._goes_on_at = 0.0

    def queue(self, phone: str, body: str, priority: int = 1) -> int:
        given, now = {"phone": phone, "body": body, "priority": priority}, self.now()
        with self.deps.engine.begin() as connection:
            know = "INSERT INTO phones (phone) VALUES (:phone) ON CONFLICT DO NOTHING"
            connection.execute(text(know), {"phone": phone})
            query = text(
                "INSERT INTO messages (direction, state, phone, moment, params, zone, body, segments,"
                " priority, created_at, expires_at, quiet_exempt) VALUES ('out', 'queued', :phone, 'manual',"
                """ '{"text": "as written"}', 'America/New_York', :body, 1, :priority, :now,"""
                " :now + interval '1 day', true) RETURNING id"
            )
            made: int = connection.scalar(query, {**given, "now": now})
        self.deps.ring("outbox")
        return made

    def now(self) -> datetime:
        """Business time."""
        return look(self.deps).now

    def jump_to(self, at: datetime) -> None:
        """Business time goes on from `at`."""
        jump = "UPDATE company SET clock_offset_ms = clock_offset_ms + :ms"
        self.sql(jump, ms=ceil((at - self.now()).total_seconds() * 1000))

    def web_is_up(self) -> bool:
        try:
            with urlopen(self.fleet.env["PUBLIC_URL"] + "/healthz", timeout=2) as answer:
                return bool(answer.status == 200)
        except (URLError, OSError):
            return False

    def sql(self, query: str, **given: Any) -> list[Any]:
        with self.deps.engine.begin() as connection:
            found = connection.execute(text(query), given)
            return list(found) if found.returns_rows else []

    def busy(self) -> dict[str, int]:
        """What is not done yet. `sent` will do: its last report may have been lost."""
        rows = self.sql(
            "SELECT state AS what, count(*) AS n FROM messages WHERE state IN ('queued', 'attempting',"
            " 'unknown', 'accepted') AND direction = 'out' GROUP BY state"
            " UNION ALL SELECT 'unread', count(*) FROM inbox WHERE state = 'unread'"
        )
        return {row.what: row.n for row in rows if row.n}

    def done(self) -> bool:
        """Whether nothing is left to do. While a text is in doubt the office goes on texting: what
        is listed of that shows how far the provider's list has come."""
        left = self.busy()
        if (left.keys() & {"attempting", "unknown"}) and time.monotonic() > self._goes_on_at:
            self._goes_on_at = time.monotonic() + 0.4
            self.queue(PASSERS_BY[int(self._goes_on_at) % 8], f"Else {self._goes_on_at}.")
        return not left

    def inbound(self) -> list[str]:
        rows = self.sql("SELECT provider_sid AS sid FROM messages WHERE direction = 'in'")
        return [row.sid for row in rows]

    def verdict(self) -> dict[str, list[int]]:
        """By the local Twilio's own count: texts it took, grouped through the callback's token."""
        rows = self.sql("SELECT token, message_id FROM attempts")
        of_token = {row.token: row.message_id for row in rows}
        tokens = [entry["status_callback"].rsplit("/", 1)[1] for entry in self.twilio.ledger()]
        times = Counter(of_token[token] for token in tokens)
        tasks = {row.message_id for row in self.sql("SELECT message_id FROM tasks")}
        texts = self.sql(
            "SELECT id, state FROM messages WHERE direction = 'out'"
            " AND state NOT IN ('suppressed', 'held')"
        )
        asked = {row.id for row in texts if row.state == "unconfirmed"} & tasks
        return {
            "lost": [row.id for row in texts if not times[row.id] and row.id not in asked],
            "twice": [row.id for row in texts if times[row.id] > 1],
            "unfinished": [
                row.id for row in texts if row.state not in ("sent", "delivered", "unconfirmed")
            ],
        }


def _stats() -> Iterator[tuple[int, list[str]]]:
    """Of every process: state, parent, group, ... (proc(5))."""
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(FileNotFoundError, ProcessLookupError):
            yield int(folder.name), (folder / "stat").read_text().rpartition(")")[2].split()


def until(true: Callable[[], object], seconds: float, say: Callable[[], object] = str) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, f"it did not come to that: {say()}"
        time.sleep(0.05)


@contextmanager
def site(
    database_url: str, redis_url: str | None, folder: Path, seed: int = 1, **timing: float
) -> Iterator[Site]:
    """Nothing runs yet; `site.fleet.start(...)`."""
    port = free_port()
    settings = Settings(
        account_sid=ACCOUNT,
        auth_token="a token for tests",
        numbers=(OURS,),
        sms_url=f"http://127.0.0.1:{port}/twilio/sms",
        sent_after=0.05,
        delivered_after=0.1,
        seed=seed,
    )
    with LocalTwilio(settings) as twilio:
        env = {
            "DATABASE_URL": database_url,
            **({"REDIS_URL": redis_url} if redis_url else {}),
            "SECRET_KEY": "a secret key for tests",
            "PORT": str(port),
            "PUBLIC_URL": f"http://127.0.0.1:{port}",
            "TWILIO_ACCOUNT_SID": ACCOUNT,
            "TWILIO_AUTH_TOKEN": "a token for tests",
            "TWILIO_FROM_NUMBER": OURS,
            "TWILIO_API_URL": twilio.url,
            "FIELDCOMM_CLOCK": "adjustable",
            "SEGMENTS_PER_SECOND": "200",
            "QUIET_HOURS": "03:00-03:01",
            "FAULT_TIMING": json.dumps(TIMING | timing),
        }
        deps = make_deps(load_config(env), pool=4)
        ensure_company(deps.engine, deps.config, deps.clock.machine())
        fleet = Fleet(env, folder / "processes.log")
        try:
            yield Site(replace(deps), twilio, fleet)
        finally:
            fleet.stop()
            deps.engine.dispose()
        said = fleet.log.read_text(errors="replace").splitlines()
        assert [line for line in said if NUMBER.search(line)] == []
