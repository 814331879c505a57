"""The supervisor, on real processes: what dies comes back, and nothing is left behind."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from fieldcomm.local.process import is_alive, wait_until

# argv: a JSON list of ProcessSpec fields, and the grace in seconds.
SUPERVISING = """
import json, os, sys
from fieldcomm.local.spec import ProcessSpec
from fieldcomm.local.supervisor import supervise
specs = [ProcessSpec(env=dict(os.environ), **fields) for fields in json.loads(sys.argv[1])]
sys.exit(supervise(specs, on_ready=lambda: print("READY", flush=True), grace=float(sys.argv[2])))
"""

STAYS = "import os, sys, time; print('pid', os.getpid(), flush=True); time.sleep(300)"
STUBBORN = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN);" + STAYS
WITH_CHILD = (
    "import subprocess, sys, time;"
    "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(300)']);"
    "print('pid', child.pid, flush=True); time.sleep(300)"
)


def python(name: str, code: str, **fields: object) -> dict[str, object]:
    return {"name": name, "argv": [sys.executable, "-c", code], **fields}


@dataclass
class Running:
    process: subprocess.Popen[str]
    log: Path

    def printed(self) -> str:
        return self.log.read_text()

    def wait_for(self, words: str, times: int = 1) -> None:
        assert wait_until(lambda: self.printed().count(words) >= times, 20), self.printed()

    def pids(self, name: str) -> list[int]:
        lines = [line.split() for line in self.printed().splitlines()]
        return [int(words[-1]) for words in lines if words[:1] == [name] and words[2:3] == ["pid"]]

    def signal(self, sig: signal.Signals) -> None:
        self.process.send_signal(sig)

    def ends_with(self, status: int, within: float = 20) -> None:
        assert self.process.wait(within) == status, self.printed()


Supervise = Callable[..., Running]


@pytest.fixture
def supervising(tmp_path: Path) -> Iterator[Supervise]:
    started: list[Running] = []

    def start(*specs: dict[str, object], grace: float = 5.0) -> Running:
        log = tmp_path / "output"
        with log.open("w") as output:
            process = subprocess.Popen(
                [sys.executable, "-c", SUPERVISING, json.dumps(specs), str(grace)],
                stdout=output,
                stderr=subprocess.STDOUT,
                text=True,
            )
        started.append(Running(process, log))
        return started[-1]

    yield start
    for running in started:
        running.process.kill()
        running.process.wait()


def all_gone(pids: list[int]) -> bool:
    return wait_until(lambda: not any(is_alive(pid) for pid in pids), 5)


@contextmanager
def started_with(sig: signal.Signals, handler: signal.Handlers) -> Iterator[None]:
    """What is started inside begins with this handler, whatever the tests themselves were started under."""
    before = signal.signal(sig, handler)
    try:
        yield
    finally:
        signal.signal(sig, before)


@pytest.mark.parametrize("sig", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_to_the_top_process_alone_stops_all(
    supervising: Supervise, sig: signal.Signals
) -> None:
    with started_with(sig, signal.SIG_DFL):
        running = supervising(python("a", STAYS), python("b", STAYS))
    running.wait_for("READY")
    running.wait_for("pid ", times=2)
    pids = running.pids("a") + running.pids("b")
    running.signal(sig)
    running.ends_with(0)
    assert len(pids) == 2
    assert all_gone(pids)


def test_an_interrupt_works_where_a_shell_had_it_ignored(supervising: Supervise) -> None:
    with started_with(signal.SIGINT, signal.SIG_IGN):  # as for a command started with `&`
        running = supervising(python("a", STAYS))
    running.wait_for("READY")
    running.signal(signal.SIGINT)
    running.ends_with(0)


def test_a_hangup_means_nothing_where_nohup_was_asked_for(supervising: Supervise) -> None:
    with started_with(signal.SIGHUP, signal.SIG_IGN):
        running = supervising(python("a", STAYS))
    running.wait_for("READY")
    running.signal(signal.SIGHUP)
    with pytest.raises(subprocess.TimeoutExpired):
        running.process.wait(1)
    running.signal(signal.SIGTERM)
    running.ends_with(0)


def test_what_dies_is_started_again_with_growing_pauses(supervising: Supervise) -> None:
    running = supervising(python("a", STAYS))
    running.wait_for("pid ")
    os.kill(running.pids("a")[0], signal.SIGKILL)
    running.wait_for("a ended with -9; starting again in 0.5 s")
    running.wait_for("pid ", times=2)
    os.kill(running.pids("a")[1], signal.SIGKILL)
    running.wait_for("starting again in 1 s")
    running.wait_for("pid ", times=3)
    running.signal(signal.SIGTERM)
    running.ends_with(0)
    assert all_gone(running.pids("a"))


def test_what_ignores_the_polite_signal_is_killed_after_the_grace(supervising: Supervise) -> None:
    running = supervising(python("a", STUBBORN), grace=0.5)
    running.wait_for("pid ")
    running.signal(signal.SIGTERM)
    running.ends_with(0, within=5)
    assert "a does not stop; killing it" in running.printed()
    assert all_gone(running.pids("a"))


def test_a_second_signal_does_not_wait_for_the_grace(supervising: Supervise) -> None:
    running = supervising(python("a", STUBBORN), grace=60)
    running.wait_for("pid ")
    running.signal(signal.SIGINT)
    time.sleep(1.2)  # two signals within a second are one wish
    assert running.process.poll() is None
    running.signal(signal.SIGINT)
    running.ends_with(0, within=5)
    assert all_gone(running.pids("a"))


def test_killed_itself_it_leaves_nothing_behind(supervising: Supervise) -> None:
    running = supervising(python("a", STUBBORN), python("b", STAYS))
    running.wait_for("pid ", times=2)
    running.process.kill()
    running.process.wait()
    assert all_gone(running.pids("a") + running.pids("b"))


def test_grandchildren_of_a_killed_process_go_too(supervising: Supervise) -> None:
    running = supervising(python("a", WITH_CHILD))
    running.wait_for("pid ")
    running.signal(signal.SIGTERM)
    running.ends_with(0)
    assert all_gone(running.pids("a"))


def test_a_step_runs_to_its_end_before_the_next_process_starts(
    supervising: Supervise, tmp_path: Path
) -> None:
    mark = tmp_path / "mark"
    step = f"import time, pathlib; time.sleep(0.5); pathlib.Path({str(mark)!r}).touch()"
    reader = f"import pathlib; print('mark', pathlib.Path({str(mark)!r}).exists());" + STAYS
    running = supervising(python("step", step, once=True), python("reader", reader))
    running.wait_for("READY")
    running.wait_for("mark True")
    assert "step ended" not in running.printed()


def test_a_failed_step_stops_what_has_started(supervising: Supervise) -> None:
    running = supervising(
        python("a", STAYS), python("step", "raise SystemExit(3)", once=True), python("b", STAYS)
    )
    running.ends_with(1)
    assert "step failed with 3; giving up." in running.printed()
    assert running.pids("b") == []
    assert all_gone(running.pids("a"))


def test_a_program_that_is_not_there_is_named(supervising: Supervise) -> None:
    running = supervising({"name": "step", "argv": ["/nonexistent/program"], "once": True})
    running.ends_with(1)
    assert "step cannot be started: [Errno 2]" in running.printed()


def test_the_foundations_stop_last(supervising: Supervise) -> None:
    slow = (
        "import signal, sys, time\n"
        "def end(*_): time.sleep(0.3); print('bye', flush=True); sys.exit(0)\n"
        "signal.signal(signal.SIGTERM, end)\n"
    ) + STAYS
    running = supervising(
        python("first", slow, foundation=True),
        python("second", slow, foundation=True),
        python("user", slow),
    )
    running.wait_for("pid ", times=3)
    running.signal(signal.SIGTERM)
    running.ends_with(0)
    goodbyes = [line.split()[0] for line in running.printed().splitlines() if "bye" in line]
    assert goodbyes == ["user", "second", "first"]


def test_each_line_stands_behind_the_name_of_who_said_it(supervising: Supervise) -> None:
    running = supervising(python("talker", "print('one\\ntwo\\nthr', end='', flush=True);" + STAYS))
    running.wait_for("pid")
    running.signal(signal.SIGTERM)
    running.ends_with(0)
    lines = running.printed().splitlines()
    assert [line for line in lines if line.startswith("talker")][:2] == [
        "talker     | one",
        "talker     | two",
    ]


def test_it_rests_while_nothing_happens(supervising: Supervise) -> None:
    running = supervising(
        python("quiet", "import os, time; os.close(1); os.close(2); time.sleep(300)")
    )
    running.wait_for("READY")
    before = cpu_seconds(running.process.pid)
    time.sleep(1)
    assert cpu_seconds(running.process.pid) - before <= 0.05


def cpu_seconds(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def test_changed_settings_are_read_by_all_but_the_foundations(supervising: Supervise) -> None:
    listens = "import signal; signal.signal(signal.SIGHUP, lambda *_: print('read', flush=True));"
    running = supervising(
        python("ground", STAYS, foundation=True),
        python("web", listens + STAYS, reread_signal=signal.SIGHUP.value),
        python("worker", STAYS),
    )
    running.wait_for("READY")
    for name in ("ground", "web", "worker"):
        assert wait_until(lambda name=name: bool(running.pids(name)), 20)  # type: ignore[misc]
    running.signal(signal.SIGUSR1)
    running.wait_for("read")
    assert wait_until(lambda: len(running.pids("worker")) == 2, 20), running.printed()
    assert len(running.pids("ground")) == 1
    assert len(running.pids("web")) == 1
    running.signal(signal.SIGTERM)
    running.ends_with(0)
