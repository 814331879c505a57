"""Processes born of one that has imported everything, `fieldcomm/nursery.py`: were each of ours to import
for itself, they would keep two cores busy for eight seconds.

They are the supervisor's own children all the same: the nursery forks twice, and an orphan goes to the next ancestor
that adopts. Linux only; elsewhere, and while no nursery answers, a process is started by itself.
"""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from fieldcomm.local.folders import socket_folder
from fieldcomm.local.process import adopt_orphans
from fieldcomm.local.spec import ProcessSpec, launch

PROGRAMS = ("fieldcomm.cli", "gunicorn")  # what it can be asked for, as in `python -m`
_SOCKET = "nursery.sock"
_PATIENCE = 5.0  # seconds; a birth takes a hundredth of one
# A process shows what it is where the nursery's own words stood: room for that.
_ROOM = " " * 500


@dataclass
class Born:
    """To a process that was born what `Popen` is to one that was launched."""

    pid: int
    returncode: int | None = None

    def poll(self) -> int | None:
        return self._ended(os.WNOHANG)

    def wait(self) -> int | None:
        return self._ended(0)

    def send_signal(self, number: int) -> None:
        if self.poll() is None:
            os.kill(self.pid, number)

    def _ended(self, how: int) -> int | None:
        if self.returncode is None:
            pid, status = os.waitpid(self.pid, how)
            if pid:
                self.returncode = os.waitstatus_to_exitcode(status)
        return self.returncode


def with_nursery(
    specs: list[ProcessSpec], env: Mapping[str, str], data: Path, root: Path
) -> list[ProcessSpec]:
    """The nursery and those it can bear, which all live in `env`; the rest as they are."""
    able = [spec for spec in specs if _can_be_born(spec)]
    if not able or not adopt_orphans():
        return specs
    door = socket_folder(data / "nursery", _SOCKET) / _SOCKET
    nursery = ProcessSpec(
        name="nursery",
        argv=(sys.executable, "-m", "fieldcomm.nursery", str(door), _ROOM),
        env=env,
        ready=lambda: _is_open(door),
        foundation=True,
        cwd=root,
    )
    return [nursery, *(replace(s, born_in=door) if s in able else s for s in specs)]


def start(spec: ProcessSpec, output: int) -> subprocess.Popen[bytes] | Born:
    """Have it born or launch it, with stdout and stderr in `output`. Raises OSError where there is no such program."""
    if spec.born_in is not None:
        with suppress(OSError, ValueError):
            return _ask_for(spec, spec.born_in, output)
    return launch(spec, output)


def said_by(spec: ProcessSpec) -> str:
    """Run it to its end; what it printed."""
    reading, writing = os.pipe()
    process = start(spec, writing)
    os.close(writing)
    with open(reading) as said:
        words = said.read()
    process.wait()
    return words


def _can_be_born(spec: ProcessSpec) -> bool:
    return spec.argv[:2] == (sys.executable, "-m") and spec.argv[2] in PROGRAMS


def _ask_for(spec: ProcessSpec, door: Path, output: int) -> Born:
    """Raises OSError or ValueError when the nursery does not answer."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET) as asking:
        asking.settimeout(_PATIENCE)
        asking.connect(str(door))
        socket.send_fds(asking, [json.dumps(spec.argv).encode()], [output])
        return Born(int(asking.recv(20)))


def _is_open(door: Path) -> bool:
    with socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET) as asking:
        return asking.connect_ex(str(door)) == 0
