"""Where the last storm's report is kept: written by `fieldcomm storm`, linked from the demo."""

from __future__ import annotations

from pathlib import Path


def last_storm(data: Path) -> Path:
    """In the data folder; it is not there before the first storm."""
    return data / "storm" / "last.html"
