"""What the fault tests start: real processes with shortened timing, which may kill themselves at a hook.

`python entry.py` reads "ROLE {json of environment}" lines, forks a process for each and prints its pid:
everything is imported once, so that a killed process is back in no time.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from typing import Any

from sqlalchemy import event

from fieldcomm.app import make_deps
from fieldcomm.config import load_config
from fieldcomm.local.process import dying_with_parent
from fieldcomm.log import configure
from fieldcomm.services.deps import Deps
from fieldcomm.services.timing import Timing
from fieldcomm.web import make_web
from fieldcomm.worker.clock_loop import ClockLoop
from fieldcomm.worker.run import run_worker


def deps(role: str) -> Deps:
    configure(role)
    spans = json.loads(os.environ.get("FAULT_TIMING", "{}"))
    timing = Timing(**{name: timedelta(seconds=span) for name, span in spans.items()})
    made = make_deps(load_config(os.environ), pool=6, timing=timing)
    killer = Killer(os.environ.get("FAULT_HOOK", ""))
    event.listen(made.engine, "commit", lambda _connection: killer("committing"))
    return replace(made, hook=killer)


class Killer:
    """`name:n` kills this process with SIGKILL when it passes that hook for the n-th time;
    `name:n:SIGSTOP` freezes it there."""

    def __init__(self, said: str) -> None:
        self.name, times, number = (*said.split(":"), "", "")[:3]
        self.left = int(times or 1)
        self.number = signal.Signals[number or "SIGKILL"]

    def __call__(self, name: str) -> None:
        if name == self.name:
            self.left -= 1
            if self.left == 0:
                os.kill(os.getpid(), self.number)


def web() -> Any:
    """For gunicorn."""
    return make_web(deps("web"))


def run(role: str) -> None:
    if role == "web":
        from gunicorn.app.wsgiapp import run as gunicorn

        conf = ["--config", "python:fieldcomm.local.gunicorn_conf"]
        bind = ["--bind", f"127.0.0.1:{os.environ['PORT']}", "--chdir", os.path.dirname(__file__)]
        sys.argv = ["gunicorn", *conf, *bind, "entry:web()"]
        gunicorn()
    elif role == "clock":
        stop: list[int] = []
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda number, _: stop.append(number))
        ClockLoop(deps("clock")).run(lambda: bool(stop))
    else:
        run_worker(deps(f"worker-{role}"), role)


def main() -> None:
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    die_with_us = dying_with_parent(signal.SIGKILL)
    for line in sys.stdin:
        role, _, said = line.partition(" ")
        pid = os.fork()
        if pid == 0:
            if die_with_us is not None:
                die_with_us()
            _child(role, json.loads(said))
        with suppress(OSError):
            os.setpgid(pid, pid)  # whoever gets there first: it may be killed right away
        print(pid, flush=True)


def _child(role: str, environment: dict[str, str]) -> None:
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    with suppress(OSError):
        os.setpgid(0, 0)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(2, 1)
    os.environ.update(environment)
    try:
        run(role)
    except SystemExit:
        pass
    finally:
        os._exit(0)


if __name__ == "__main__":
    main()
