"""Keeps a set of processes running, and leaves none behind.

One thread and one selector: it sleeps until a process speaks or dies or somebody signals. Should it be killed itself,
the kernel ends its children (`process.dying_with_parent`).
"""

from __future__ import annotations

import selectors
import signal
import socket
from collections.abc import Callable
from types import FrameType

from fieldcomm import clock
from fieldcomm.local.child import Child
from fieldcomm.local.output import Terminal
from fieldcomm.local.process import bury
from fieldcomm.local.spec import ProcessSpec

START_ATTEMPTS = 3  # deaths before it was ever ready that make us give up
_ASK_READY_EVERY = 0.05
_STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class _Failed(Exception):
    """The start-up cannot be completed; the reason has been printed."""


class _Asked(Exception):
    """Somebody asked us to stop."""


def supervise(
    processes: list[ProcessSpec],
    *,
    on_ready: Callable[[], None] = lambda: None,
    grace: float = 10.0,
    ready_within: float = 90.0,
    terminal: Terminal | None = None,
) -> int:
    """Run them until SIGINT, SIGTERM or SIGHUP; returns the exit status: 0, or 1 when they did not come up.

    They start in order. A `once` step waits for all before it to be ready and has to end with 0. When everything is
    ready, `on_ready` is called. What dies is started again after 0.5 s, doubling to 30 s. `grace` and
    `ready_within` are seconds; a second signal while stopping kills at once. Main thread only.
    """
    return _Supervisor(processes, terminal or Terminal(), grace).run(on_ready, ready_within)


class _Supervisor:
    def __init__(self, specs: list[ProcessSpec], terminal: Terminal, grace: float) -> None:
        self._children = [Child(spec, terminal) for spec in specs]
        self._terminal = terminal
        self._grace = grace
        self._signals = 0
        self._reread = False
        self._heard_at = float("-inf")
        self._selector = selectors.DefaultSelector()

    def run(self, on_ready: Callable[[], None], ready_within: float) -> int:
        undo = self._listen_to_signals()
        try:
            self._start_all(clock.monotonic() + ready_within)
            on_ready()
            while True:
                self._turn(None)
        except _Asked:
            return 0
        except _Failed:
            return 1
        finally:
            self._stop_all()
            undo()

    def _listen_to_signals(self) -> Callable[[], None]:
        """Signals wake the selector through a socket pair. Returns what puts everything back."""
        waking, woken = socket.socketpair()
        for end in (waking, woken):
            end.setblocking(False)
        self._selector.register(woken, selectors.EVENT_READ)
        self._woken = woken
        before = {s: signal.getsignal(s) for s in (*_STOPPING, signal.SIGCHLD, signal.SIGUSR1)}
        for sig, handler in before.items():
            # `nohup fieldcomm up` asks for SIGHUP to mean nothing. An ignored SIGINT is only what
            # a shell's `&` leaves behind.
            if handler is not signal.SIG_IGN or sig is not signal.SIGHUP:
                signal.signal(sig, self._heard)
        old_fd = signal.set_wakeup_fd(waking.fileno(), warn_on_full_buffer=False)

        def undo() -> None:
            signal.set_wakeup_fd(old_fd)
            for sig, handler in before.items():
                signal.signal(sig, handler)
            self._selector.close()
            waking.close()
            woken.close()

        return undo

    def _heard(self, number: int, frame: FrameType | None) -> None:
        # `make` passes a signal on that the terminal or `kill` has sent to all: both are one wish.
        if number == signal.SIGUSR1:
            self._reread = True
        if number in _STOPPING and clock.monotonic() - self._heard_at > 1.0:
            self._heard_at = clock.monotonic()
            self._signals += 1

    def _start_all(self, deadline: float) -> None:
        started: list[Child] = []
        for child in self._children:
            if child.spec.once:
                self._wait_ready(started, deadline)
                self._run_step(child)
            else:
                self._start(child)
                started.append(child)
        self._wait_ready(started, deadline)

    def _wait_ready(self, children: list[Child], deadline: float) -> None:
        while waiting := [child for child in children if not child.check_ready()]:
            if clock.monotonic() > deadline:
                self._fail(f"{waiting[0].spec.name} is not ready; giving up.")
            for child in waiting:
                if child.deaths >= START_ATTEMPTS:
                    self._fail(f"{child.spec.name} does not start; giving up.")
            self._turn(_ASK_READY_EVERY)

    def _run_step(self, step: Child) -> None:
        self._start(step)
        while (status := step.ended()) is None:
            self._turn(None)
        self._forget(step)
        if status != 0:
            self._fail(f"{step.spec.name} failed with {status}; giving up.")

    def _fail(self, sentence: str) -> None:
        self._terminal.line("fieldcomm", sentence.encode())
        raise _Failed

    def _turn(self, longest: float | None) -> None:
        """Wait for something to happen, `longest` seconds at most, and deal with it. Raises _Asked."""
        if self._signals:
            raise _Asked
        self._listen(self._until_next_restart(longest))
        if self._signals:
            raise _Asked
        if self._reread:
            self._have_settings_reread()
        for child in self._children:
            if child.spec.once:
                continue
            if child.output is not None and (status := child.ended()) is not None:
                self._forget(child)
                child.say(f"ended with {status}; starting again in {child.plan_restart():g} s")
            elif child.again_at is not None and clock.monotonic() >= child.again_at:
                self._start(child)
        bury({child.pid for child in self._children if child.pid})

    def _have_settings_reread(self) -> None:
        """SIGUSR1: what is kept in the data folder has changed."""
        self._reread = False
        for child in self._children:
            if not child.spec.once and not child.spec.foundation:
                child.ask_to_reread()

    def _until_next_restart(self, longest: float | None) -> float | None:
        now = clock.monotonic()
        pauses = [child.again_at - now for child in self._children if child.again_at is not None]
        pauses += [] if longest is None else [longest]
        return max(0.0, min(pauses)) if pauses else None

    def _listen(self, seconds: float | None) -> None:
        for key, _ in self._selector.select(seconds):
            if not isinstance(key.data, Child):
                self._woken.recv(4096)
            elif not key.data.pump():
                self._selector.unregister(key.fd)  # an end of file stays readable for ever

    def _start(self, child: Child) -> None:
        self._selector.register(child.start(), selectors.EVENT_READ, child)

    def _forget(self, child: Child) -> None:
        for key in list(self._selector.get_map().values()):
            if key.data is child:
                self._selector.unregister(key.fd)
        child.clean_up()

    def _stop_all(self) -> None:
        """First what leans on the foundations, together; then the foundations, last started first."""
        self._signals = 0
        running = [child for child in reversed(self._children) if child.output is not None]
        self._stop([child for child in running if not child.spec.foundation])
        for child in running:
            if child.spec.foundation:
                self._stop([child])

    def _stop(self, children: list[Child]) -> None:
        for child in children:
            child.ask_to_stop()
        deadline = clock.monotonic() + self._grace
        while any(child.ended() is None for child in children):
            left = deadline - clock.monotonic()
            if left <= 0 or (self._signals and not children[0].spec.foundation):
                break
            self._listen(left)
        for child in children:
            if child.ended() is None:
                child.say("does not stop; killing it")
                child.kill()
            self._forget(child)
