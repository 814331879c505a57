"""One supervised process: its output, its deaths, and when it may start again."""

from __future__ import annotations

import os
import signal
import subprocess

from fieldcomm import clock
from fieldcomm.local.birth import Born, start
from fieldcomm.local.output import Lines, Terminal
from fieldcomm.local.spec import ProcessSpec, signal_group

FIRST_PAUSE = 0.5
LONGEST_PAUSE = 30.0
HEALTHY_AFTER = 60.0  # seconds alive after which earlier deaths are forgotten


class Child:
    """Runs one spec, again and again. All times are monotonic seconds."""

    def __init__(self, spec: ProcessSpec, terminal: Terminal) -> None:
        self.spec = spec
        self.deaths = 0
        self.ready = False
        self.again_at: float | None = None
        self.output: int | None = None
        self._process: subprocess.Popen[bytes] | Born | None = None
        self._lines = Lines()
        self._terminal = terminal
        self._pause = FIRST_PAUSE
        self._started_at = 0.0

    def start(self) -> int:
        """Launch it and return where its output can be read; a program that is not there is dead at once."""
        self.again_at = None
        self._started_at = clock.monotonic()
        reading, writing = os.pipe()
        os.set_blocking(reading, False)
        self.output = reading
        try:
            self._process = start(self.spec, writing)
        except OSError as error:
            self.say(f"cannot be started: {error}")
            self._process = None
        finally:
            os.close(writing)
        return reading

    @property
    def pid(self) -> int | None:
        return self._process.pid if self._process else None

    @property
    def running(self) -> bool:
        return self._process is not None and self._process.returncode is None

    def ended(self) -> int | None:
        """Its exit status when it has ended since `start`, else None; 127 when it never started."""
        return self._process.poll() if self._process else 127

    def clean_up(self) -> None:
        """After its end: print what is left of its output and end what is left of its group."""
        if self._process is not None:
            signal_group(self._process.pid, signal.SIGKILL)
            self._process = None
        self.pump()
        for line in self._lines.flush():
            self._terminal.line(self.spec.name, line)
        if self.output is not None:
            os.close(self.output)
            self.output = None

    def plan_restart(self) -> float:
        """Count the death and set when to start again; returns the pause in seconds."""
        now = clock.monotonic()
        if now - self._started_at >= HEALTHY_AFTER:
            self._pause = FIRST_PAUSE
        pause, self._pause = self._pause, min(self._pause * 2, LONGEST_PAUSE)
        self.deaths += 1
        self.again_at = now + pause
        return pause

    def check_ready(self) -> bool:
        self.ready = self.ready or (self.running and self.spec.ready())
        return self.ready

    def pump(self) -> bool:
        """Print what it has said so far; returns whether it may say more."""
        while self.output is not None:
            try:
                chunk = os.read(self.output, 65536)
            except BlockingIOError:
                return True
            if not chunk:
                break
            for line in self._lines.feed(chunk):
                self._terminal.line(self.spec.name, line)
        return False

    def ask_to_stop(self) -> None:
        if self._process is not None and self.running:
            self._process.send_signal(self.spec.stop_signal)

    def ask_to_reread(self) -> None:
        if self._process is not None and self.running:
            self._process.send_signal(self.spec.reread_signal)

    def kill(self) -> None:
        if self._process is not None:
            signal_group(self._process.pid, signal.SIGKILL)
            self._process.wait()

    def say(self, text: str) -> None:
        self._terminal.line("fieldcomm", f"{self.spec.name} {text}".encode())
