"""The output of many processes on one terminal, each line behind the name of who said it."""

from __future__ import annotations

import os
import sys
from contextlib import suppress

_COLOURS = (36, 33, 32, 35, 34, 96, 93, 92, 95, 94)
_LONGEST_LINE = 64 * 1024


class Terminal:
    """Where lines go. When nobody reads any more they are dropped: the processes matter more."""

    def __init__(self, fd: int = 1) -> None:
        self._fd = fd
        self._colours = os.isatty(fd)
        self._seen: list[str] = []
        self._width = 10

    def line(self, name: str, text: bytes) -> None:
        """Print one line of `name`'s."""
        if name not in self._seen:
            self._seen.append(name)
            self._width = max(self._width, len(name))
        label = f"{name:<{self._width}} |"
        if self._colours:
            label = f"\x1b[{_COLOURS[self._seen.index(name) % len(_COLOURS)]}m{label}\x1b[0m"
        self.plain(label.encode() + b" " + text + b"\n")

    def plain(self, text: bytes) -> None:
        """Print as it is."""
        with suppress(OSError):  # reader gone, terminal closed
            sys.stdout.flush()
            while text:
                text = text[os.write(self._fd, text) :]


class Lines:
    """Cuts what arrives into lines."""

    def __init__(self) -> None:
        self._rest = b""

    def feed(self, chunk: bytes) -> list[bytes]:
        """The lines completed by this chunk, without their ends."""
        *lines, self._rest = (self._rest + chunk).split(b"\n")
        if len(self._rest) > _LONGEST_LINE:
            lines.append(self._rest)
            self._rest = b""
        return lines

    def flush(self) -> list[bytes]:
        """What stands unfinished when its speaker has ended."""
        rest, self._rest = self._rest, b""
        return [rest] if rest else []
