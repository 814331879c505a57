"""A process that has imported everything and forks the others: `python -m fieldcomm.nursery DOOR`.

Asked at the unix socket DOOR for one (local/birth.py), it forks twice, so that the supervisor, who adopts orphans, is
the parent: it sees the end of each and takes each with it. Nothing is open and no thread runs before a fork but
that door. What all have imported lies in memory once.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import signal
import socket
import sys
import threading
from pathlib import Path

from setproctitle import setproctitle
from sqlalchemy.orm import configure_mappers

from fieldcomm.clock import sleep
from fieldcomm.local.birth import PROGRAMS
from fieldcomm.local.process import dying_with_parent

IMPORTED = (
    *("fieldcomm.cli", "fieldcomm.app", "fieldcomm.services.set_up"),
    *("fieldcomm.services.demo_story", "fieldcomm.services.first_sign_in"),
    *("fieldcomm.worker.run", "fieldcomm.worker.clock_loop", "fieldcomm.messaging.twilio"),
    *("fieldcomm.services.read_inbox", "fieldcomm.services.record_delivery"),
    *("fieldcomm.services.send_outbox", "fieldcomm.services.run_due", "holidays.countries"),
    *("fieldcomm.web", "gunicorn.app.wsgiapp", "gunicorn.workers.gthread"),
    *("gunicorn.glogging", "fieldcomm.local.gunicorn_conf"),
)


def main() -> None:
    gc.disable()  # a collection would copy the pages it looks through
    for name in IMPORTED:
        importlib.import_module(name)
    configure_mappers()
    gc.collect()
    gc.freeze()
    assert threading.active_count() == 1
    words = _until_born(Path(sys.argv[1]), os.getppid())
    gc.enable()
    _live(words)


def _until_born(door: Path, supervisor: int) -> list[str]:
    """Bear whoever is asked for. Returns in the newborn only: the words it was asked for with."""
    door.unlink(missing_ok=True)
    with socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET) as listening:
        listening.bind(str(door))
        listening.listen()
        while True:
            asking, _ = listening.accept()
            with asking:
                said, fds, _, _ = socket.recv_fds(asking, 65536, 1)
                if said and _fork_twice():
                    _settle(asking, fds[0], supervisor)
                    words: list[str] = json.loads(said)
                    return words
                for fd in fds:
                    os.close(fd)


def _fork_twice() -> bool:
    """Whether we are the grandchild; by then it is an orphan."""
    between = os.fork()
    if between:
        os.waitpid(between, 0)
        return False
    between = os.getpid()
    if os.fork():
        os._exit(0)
    while os.getppid() == between:
        sleep(0.0005)
    return True


def _settle(asking: socket.socket, output: int, supervisor: int) -> None:
    """A group of its own, the output it was given, and to die with the supervisor."""
    os.setpgid(0, 0)
    if (die_with := dying_with_parent(signal.SIGKILL, supervisor)) is not None:
        die_with()
    os.dup2(output, 1)
    os.dup2(output, 2)
    os.close(output)
    asking.send(str(os.getpid()).encode())


def _live(words: list[str]) -> None:
    setproctitle(" ".join(words))  # what `ps` shows, not the words of its parent
    program = words[2]
    assert program in PROGRAMS
    sys.argv = words[2:]
    if program == "gunicorn":
        from gunicorn.app.wsgiapp import run

        run(prog=program)
    else:
        from fieldcomm.cli import main as run_command

        run_command(prog_name="fieldcomm")


if __name__ == "__main__":
    main()
