"""What `ps` shows of a process that was forked: its own words, in the place of its parent's."""

from __future__ import annotations

import ctypes
from pathlib import Path


def show_as(words: list[str]) -> None:
    """Write them where the kernel reads this process's command line, as far as there is room. Linux only.

    It takes a last byte that is not NUL as the sign of a title, which ends at its first NUL.
    """
    begins, ends = _place()
    title = " ".join(words).encode()[: ends - begins - 2]
    ctypes.memmove(begins, title.ljust(ends - begins - 1, b"\0") + b"t", ends - begins)


def _place() -> tuple[int, int]:
    """Addresses in our own memory: arg_start and arg_end, fields 48 and 49 of proc(5)."""
    after_name = Path("/proc/self/stat").read_text().rpartition(")")[2].split()
    return int(after_name[45]), int(after_name[46])
