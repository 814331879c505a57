"""`fieldcomm up` on real embedded services, with small programs in place of ours."""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
import redis

from fieldcomm.config import load_config
from fieldcomm.local.environment import base_environment, demo_environment
from fieldcomm.local.errors import LocalServiceError
from fieldcomm.local.ports import free_port, require_free
from fieldcomm.local.process import is_alive, wait_until
from fieldcomm.local.procfile import read_procfile
from fieldcomm.local.run_file import only_one, running_env

UP = """
import os, sys
from pathlib import Path
from fieldcomm.config import load_config
from fieldcomm.local.errors import LocalServiceError
from fieldcomm.local.up import up
HINT = "import os; print('Sign in at ' + os.environ['PUBLIC_URL'] + '/in')"
try:
    sys.exit(up(config=load_config(os.environ), data=Path(sys.argv[1]), port=int(sys.argv[2]), demo=False,
                sign_in_hint=(sys.executable, "-c", HINT), root=Path(sys.argv[3])))
except LocalServiceError as error:
    sys.exit(str(error))
"""
RELEASE = """
import os, psycopg
with psycopg.connect(os.environ["DATABASE_URL"]) as c:
    c.execute("CREATE TABLE IF NOT EXISTS released (n int)")
"""
WEB = """
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer
class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200 if self.path == "/healthz" else 404); self.end_headers()
    def log_message(self, *args): pass
host, port = sys.argv[1].split(":")
HTTPServer((host, int(port)), Handler).serve_forever()
"""
WORKER = """
import os, time, psycopg, redis
psycopg.connect(os.environ["DATABASE_URL"]).execute("SELECT * FROM released")
redis.Redis.from_url(os.environ["REDIS_URL"]).set("worker", os.getpid())
time.sleep(300)
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name, code in {"release": RELEASE, "web": WEB, "worker": WORKER}.items():
        (tmp_path / f"{name}.py").write_text(code)
    (tmp_path / "Procfile").write_text(
        f"release: {sys.executable} release.py\n"
        f"web: {sys.executable} web.py 0.0.0.0:$PORT\n"
        f"worker-due: {sys.executable} worker.py\n"
    )
    return tmp_path


class Up:
    def __init__(self, data: Path, root: Path) -> None:
        self.data, self.root, self.port = data, root, free_port()
        self.log = root / "output"
        with self.log.open("w") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-c", UP, str(data), str(self.port), str(root)],
                stdout=output,
                stderr=subprocess.STDOUT,
                env={"PATH": os.environ["PATH"], "HOME": "/nonexistent"},
            )

    def wait_for(self, words: str) -> None:
        assert wait_until(
            lambda: words in self.log.read_text() or self.process.poll() is not None, 30
        )
        assert words in self.log.read_text()

    def family(self) -> list[int]:
        """The pids of all that came out of it."""
        found, look = [], [self.process.pid]
        while look:
            children = Path(f"/proc/{look[0]}/task/{look[0]}/children")
            pids = [int(pid) for pid in children.read_text().split()] if children.exists() else []
            found += pids
            look = look[1:] + pids
        return found


@pytest.fixture
def running(used_folder: Path, root: Path) -> Iterator[Up]:
    up = Up(used_folder, root)
    try:
        up.wait_for("Ctrl-C stops everything")
        yield up
    finally:
        up.process.kill()
        up.process.wait()
        assert wait_until(lambda: not _holds(up.data / "postgres" / "postmaster.pid"), 10)


def _holds(lock: Path) -> bool:
    try:
        return is_alive(int(lock.read_text().split()[0]))
    except FileNotFoundError:
        return False


def test_brings_everything_up_says_where_and_leaves_nothing(running: Up) -> None:
    printed = running.log.read_text()
    assert f"http://127.0.0.1:{running.port}" in printed
    assert f"Sign in at http://127.0.0.1:{running.port}/in" in printed
    connection = http.client.HTTPConnection("127.0.0.1", running.port, timeout=5)
    connection.request("GET", "/healthz")
    assert connection.getresponse().status == 200
    connection.close()
    family = running.family()
    assert len(family) >= 8  # postgres and its own, redis, web, worker
    running.process.send_signal(signal.SIGINT)
    assert running.process.wait(20) == 0
    assert not [pid for pid in family if is_alive(pid)]


def test_killed_it_takes_all_with_it_and_starts_again(running: Up) -> None:
    family = running.family()
    running.process.kill()
    running.process.wait()
    assert wait_until(lambda: not any(is_alive(pid) for pid in family), 10)
    again = Up(running.data, running.root)
    try:
        again.wait_for("Ctrl-C stops everything")
    finally:
        again.process.terminate()
    assert again.process.wait(20) == 0


def test_other_commands_find_what_runs(running: Up) -> None:
    env = running_env(running.data)
    assert (running.data / "run.json").stat().st_mode & 0o077 == 0
    assert (running.data / "secret_key").stat().st_mode & 0o077 == 0
    assert env["SECRET_KEY"] == (running.data / "secret_key").read_text().strip()
    assert env["FIELDCOMM_DATA"] == str(running.data)
    load_config(env)
    with psycopg.connect(env["DATABASE_URL"]) as connection:
        assert connection.execute("SELECT count(*) FROM released").fetchone() == (0,)
    running.process.terminate()
    running.process.wait(20)
    with pytest.raises(LocalServiceError, match="No fieldcomm runs in"):
        running_env(running.data)


def test_a_dead_database_and_a_dead_bell_come_back(running: Up) -> None:
    env = running_env(running.data)
    lock = running.data / "postgres" / "postmaster.pid"
    first = int(lock.read_text().split()[0])
    os.kill(first, signal.SIGKILL)
    os.kill(int((running.data / "redis" / "redis.pid").read_text()), signal.SIGKILL)
    running.wait_for("postgres ended with -9")
    running.wait_for("redis ended with -9")

    def back() -> bool:
        try:
            with (
                psycopg.connect(env["DATABASE_URL"]),
                redis.Redis.from_url(env["REDIS_URL"], retry=None) as client,
            ):
                return bool(client.ping())
        except (psycopg.OperationalError, redis.RedisError):
            return False

    assert wait_until(back, 20)


def test_a_second_one_in_the_same_folder_is_refused(running: Up, tmp_path: Path) -> None:
    second = subprocess.run(
        [sys.executable, "-c", UP, str(running.data), str(free_port()), str(tmp_path)],
        capture_output=True,
        text=True,
        timeout=20,
        check=False,
    )
    assert second.returncode == 1
    assert second.stderr.startswith(f"fieldcomm already runs in {running.data}")
    assert running_env(running.data)["PORT"] == str(running.port)


def test_a_folder_where_nothing_ran_is_named(tmp_path: Path) -> None:
    with pytest.raises(LocalServiceError, match=f"No fieldcomm runs in {tmp_path}/none"):
        running_env(tmp_path / "none")


def test_word_left_by_a_killed_run_is_not_believed(tmp_path: Path) -> None:
    with only_one(tmp_path):
        pass
    (tmp_path / "run.json").write_text(json.dumps({"pid": 1, "env": {"PORT": "1"}}))
    with pytest.raises(LocalServiceError):
        running_env(tmp_path)


def test_a_taken_port_is_named() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(LocalServiceError, match=f"Port {port} cannot be used"):
            require_free(port)
    require_free(port)


def test_our_own_procfile_runs_on_loopback_with_this_python() -> None:
    processes = read_procfile(Path(__file__).parents[2], 8123)
    assert list(processes) == [
        *("release", "web", "worker-inbox", "worker-due", "worker-outbox", "clock")
    ]
    assert processes["release"] == (sys.executable, "-m", "fieldcomm.cli", "db", "upgrade")
    assert "127.0.0.1:8123" in processes["web"]


def test_a_demo_can_never_reach_the_real_twilio(tmp_path: Path) -> None:
    real = {
        "TWILIO_ACCOUNT_SID": "AC" + "0" * 32,
        "TWILIO_AUTH_TOKEN_FILE": "/dev/null",
        "TWILIO_MESSAGING_SERVICE_SID": "MG" + "0" * 32,
        "PUBLIC_URL": "https://texts.example.com",
    }
    base = base_environment(real, load_config(real), tmp_path, 8000)
    env = demo_environment(base, tmp_path, 8000, 8001)
    config = load_config(env)
    assert config.local_twilio
    assert config.clock_adjustable
    assert config.twilio_messaging_service_sid is None
    assert config.twilio_account_sid != real["TWILIO_ACCOUNT_SID"]
    assert config.public_url == "http://127.0.0.1:8000"
    assert demo_environment(base, tmp_path, 8000, 8001) == env  # the same account next time
