"""Processes born of the nursery, on the real one: a local Twilio stands for all of ours, as it needs no database."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from fieldcomm.local.ports import free_port, listens
from fieldcomm.local.process import is_alive, wait_until

SUPERVISING = """
import os, sys
from pathlib import Path
from fieldcomm.local.birth import with_nursery
from fieldcomm.local.spec import ProcessSpec
from fieldcomm.local.supervisor import supervise
root, data = Path.cwd(), Path(sys.argv[1])
twilio = ProcessSpec("twilio", (sys.executable, "-m", "fieldcomm.cli", *sys.argv[2:]), dict(os.environ))
orphan = "import subprocess; subprocess.Popen(['sleep', '1'], start_new_session=True)"
said = orphan + "; print('step done')"
step = ProcessSpec("step", (sys.executable, "-c", said), dict(os.environ), once=True)
sys.exit(supervise(with_nursery([step, twilio], dict(os.environ), data, root)))
"""


@dataclass
class Running:
    process: subprocess.Popen[bytes]
    log: Path
    port: int

    def children(self) -> dict[int, str]:
        """Pid and command line of the supervisor's own."""
        top = self.process.pid
        pids = Path(f"/proc/{top}/task/{top}/children").read_text().split()
        words = {int(pid): Path(f"/proc/{pid}/cmdline").read_text() for pid in pids}
        return {pid: said.replace("\0", " ") for pid, said in words.items()}

    def pid_of(self, words: str) -> int:
        """The one child that says so of itself."""
        found: list[int] = []

        def look() -> bool:
            found[:] = [pid for pid, said in self.children().items() if words in said]
            return len(found) == 1

        assert wait_until(look, 30), (words, self.children(), self.log.read_text())
        return found[0]

    def twilio(self) -> int:
        pid = self.pid_of("fieldcomm.cli local-twilio")
        assert wait_until(listens(self.port), 20), self.log.read_text()
        return pid

    def nursery(self) -> int:
        return self.pid_of("fieldcomm.nursery")


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Running]:
    port, log = free_port(), tmp_path / "output"
    words = ["local-twilio", "--port", str(port), "--account-sid", "AC" + "a" * 32]
    words += ["--auth-token", "a token for tests", "--number", "+14045550100"]
    with log.open("w") as output:
        process = subprocess.Popen(
            [sys.executable, "-c", SUPERVISING, str(tmp_path), *words],
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    yield Running(process, log, port)
    process.kill()
    process.wait()


def test_the_born_are_the_supervisors_children_under_their_own_names(running: Running) -> None:
    twilio, nursery = running.twilio(), running.nursery()
    assert running.children()[twilio].startswith(f"{sys.executable} -m fieldcomm.cli local-twilio")
    assert os.getpgid(twilio) == twilio
    shared = [open_files(pid) for pid in (nursery, twilio)]
    assert [len(files & {"socket"}) for files in shared] == [1, 1]  # a door each
    assert len(list(Path(f"/proc/{nursery}/task").iterdir())) == 1
    # The orphan its step left is adopted like any, and buried when it dies.
    assert wait_until(lambda: set(running.children()) == {twilio, nursery}, 10)
    running.process.send_signal(signal.SIGTERM)
    assert running.process.wait(20) == 0
    printed = running.log.read_text()
    assert "step       | step done" in printed
    assert f"twilio     | http://127.0.0.1:{running.port}" in printed
    assert not is_alive(twilio)
    assert not is_alive(nursery)


def open_files(pid: int) -> set[str]:
    """Kinds of what it has open besides its input and output."""
    links = [link for link in Path(f"/proc/{pid}/fd").iterdir() if int(link.name) > 2]
    return {os.readlink(link).partition(":")[0] for link in links}


def test_who_is_killed_is_born_again_and_a_dead_nursery_takes_nobody_along(
    running: Running,
) -> None:
    first = running.twilio()
    os.kill(first, signal.SIGKILL)
    assert wait_until(lambda: "twilio ended with -9" in running.log.read_text(), 10)
    second = running.twilio()
    assert second != first
    nursery = running.nursery()
    os.kill(nursery, signal.SIGKILL)
    assert wait_until(lambda: not is_alive(nursery), 10)
    os.kill(second, signal.SIGKILL)
    assert wait_until(lambda: not is_alive(second), 10)
    third = running.twilio()  # by itself, or of the next nursery
    again = running.nursery()
    running.process.kill()
    assert wait_until(lambda: not is_alive(third) and not is_alive(again), 10)
