"""Processes of this machine: how ours die with their parent, and how a forgotten one is found and stopped."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Collection
from pathlib import Path

from fieldcomm import clock

_PR_SET_PDEATHSIG = 1
_PR_SET_CHILD_SUBREAPER = 36
_libc = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


def dying_with_parent(sig: signal.Signals, parent: int | None = None) -> Callable[[], None] | None:
    """A `preexec_fn`: the child gets `sig` when its parent, by default us, dies, be it by kill -9.

    "Parent" is the thread that starts it: start what shall last from the main one. Linux only; elsewhere
    None, and an orphan is stopped by the next start in the same data folder. It has to run after the
    change of user, which clears the wish; subprocess calls preexec_fn last.
    """
    libc, parent = _libc, parent or os.getpid()
    if libc is None:
        return None

    def wish() -> None:
        libc.prctl(_PR_SET_PDEATHSIG, int(sig))
        if os.getppid() != parent:  # it died before we could wish
            os.kill(os.getpid(), sig)

    return wish


def adopt_orphans() -> bool:
    """From now on whoever loses a parent below us becomes our child. Returns whether this system can do that."""
    return _libc is not None and _libc.prctl(_PR_SET_CHILD_SUBREAPER, 1) == 0


def bury(ours: Collection[int]) -> None:
    """Take note of the deaths of adopted strangers, up to the first of `ours`, whom somebody waits for.

    Nothing to do where nobody is adopted.
    """
    while (dead := _a_dead_child()) is not None and dead not in ours:
        os.waitpid(dead, 0)


def _a_dead_child() -> int | None:
    if _libc is None:
        return None
    try:
        found = os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)
    except ChildProcessError:
        return None
    return found.si_pid if found else None


def is_alive(pid: int) -> bool:
    """Whether a process runs under this pid; a zombie does not."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return _state(pid) != "Z"


def end_orphan(pid: int, mark: str, *signals: signal.Signals, patience: float = 10.0) -> bool:
    """Stop a process left by an earlier run, if `pid` still is that one: its command line holds `mark`.

    Sends each signal in turn and waits `patience` seconds for it to work. Returns whether something
    was stopped.
    """
    if not is_alive(pid) or mark not in _command_line(pid):
        return False
    for sig in signals:
        os.kill(pid, sig)
        if wait_until(lambda: not is_alive(pid), patience):
            break
    return True


def wait_until(true: Callable[[], bool], seconds: float) -> bool:
    """Ask every 20 ms until `true()` or the time is over; returns the last answer."""
    end = clock.monotonic() + seconds
    while not (answer := true()) and clock.monotonic() < end:
        clock.sleep(0.02)
    return answer


def _state(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (OSError, IndexError):
        return ""


def _command_line(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ")
    except OSError:
        return _ps(pid)


def _ps(pid: int) -> str:
    """For systems without /proc."""
    try:
        asked = subprocess.run(
            ["ps", "-ww", "-o", "args=", "-p", str(pid)], capture_output=True, text=True
        )
    except FileNotFoundError:
        return ""
    return asked.stdout
