"""What a process holds at this moment."""

from __future__ import annotations

from pathlib import Path


def pss(pid: int | str = "self") -> float:
    """Megabytes of PSS (its own and its share of what others map as well). Linux only."""
    text = Path(f"/proc/{pid}/smaps_rollup").read_text()
    line = next(line for line in text.splitlines() if line.startswith("Pss:"))
    return int(line.split()[1]) * 1024 / 1e6
