"""The Procfile is the one list of our processes, in production as in `fieldcomm up`."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path

from fieldcomm.local.errors import LocalServiceError

_OURS = {
    "fieldcomm": (sys.executable, "-m", "fieldcomm.cli"),
    "gunicorn": (sys.executable, "-m", "gunicorn"),
}


def read_procfile(root: Path, port: int) -> dict[str, tuple[str, ...]]:
    """Name and command of every process, for this machine: on loopback, with this very Python.

    Raises LocalServiceError when the Procfile is not where the code is.
    """
    try:
        lines = (root / "Procfile").read_text().splitlines()
    except FileNotFoundError:
        raise LocalServiceError(
            f"There is no Procfile in {root}: `fieldcomm up` runs from a clone of the repository."
        ) from None
    named = (line.partition(":") for line in lines if line.strip())
    return {name.strip(): _here(shlex.split(command), port) for name, _, command in named}


def _here(command: list[str], port: int) -> tuple[str, ...]:
    words = [word.replace("0.0.0.0:", "127.0.0.1:").replace("$PORT", str(port)) for word in command]
    return (*_OURS.get(words[0], words[:1]), *words[1:])
