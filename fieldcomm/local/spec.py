"""One process to run on this machine, and how it is launched and stopped."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from fieldcomm.local.errors import LocalServiceError
from fieldcomm.local.folders import private
from fieldcomm.local.process import dying_with_parent, wait_until


def at_once() -> bool:
    """The readiness of what needs no time."""
    return True


@dataclass(frozen=True, slots=True)
class ProcessSpec:
    """What to run. `env` is the whole environment.

    `once`: a step that has to end with 0 before the next process starts.
    `ready`: asked until true before the next step runs; must answer within a second or two.
    `foundation`: the others lean on it, so it stops after all of them.
    `uid`: the user to run as; None is ourselves.
    `stop_signal`: asks it to end in good order. `orphan_signal`: what it gets when we are killed.
    `born_in`: where a nursery can be asked for it, and its environment is the nursery's (birth.py).
    `reread_signal`: makes it read its settings anew; by default it ends and is started again.
    """

    name: str
    argv: tuple[str, ...]
    env: Mapping[str, str]
    once: bool = False
    ready: Callable[[], bool] = at_once
    foundation: bool = False
    cwd: Path | None = None
    uid: int | None = None
    gid: int | None = None
    stop_signal: signal.Signals = signal.SIGTERM
    orphan_signal: signal.Signals = signal.SIGKILL
    reread_signal: signal.Signals = signal.SIGTERM
    born_in: Path | None = None


def launch(spec: ProcessSpec, output: int | IO[bytes]) -> subprocess.Popen[bytes]:
    """Start it in a process group of its own (the terminal's Ctrl-C is for us to pass on), with stdout
    and stderr in `output`. Raises OSError when there is no such program."""
    return subprocess.Popen(
        spec.argv,
        env=dict(spec.env),
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.STDOUT,
        process_group=0,
        preexec_fn=dying_with_parent(spec.orphan_signal),
        user=spec.uid,
        group=spec.gid,
        extra_groups=None if spec.uid is None else [],
        cwd=spec.cwd,
    )


def launch_and_wait(spec: ProcessSpec, log: Path, patience: float) -> subprocess.Popen[bytes]:
    """Launch it with its output in `log` and return once it is ready.

    Raises LocalServiceError with the end of the log when it ends or is not ready in `patience` seconds.
    """
    with open(log, "ab", opener=private) as output:
        process = launch(spec, output)
    wait_until(lambda: process.poll() is not None or spec.ready(), patience)
    if process.poll() is None and spec.ready():
        return process
    stop(process, spec.stop_signal, 5.0)
    last = "\n".join(log.read_text(errors="replace").splitlines()[-5:])
    raise LocalServiceError(f"{spec.name} did not start; the end of {log} says:\n{last}")


def stop(process: subprocess.Popen[bytes], first: signal.Signals, grace: float) -> None:
    """Ask, wait `grace` seconds, then kill the whole process group. Ended ones are left in peace."""
    if process.poll() is None:
        process.send_signal(first)
        try:
            process.wait(grace)
        except subprocess.TimeoutExpired:
            signal_group(process.pid, signal.SIGKILL)
            process.wait()


def signal_group(pid: int, sig: signal.Signals) -> None:
    """Signal the process group led by `pid`, if any of it is left."""
    try:
        os.killpg(pid, sig)
    except (ProcessLookupError, PermissionError):
        return
