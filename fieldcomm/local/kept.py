"""Secrets made on the first start and kept in the data folder, for their owner's eyes only."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from fieldcomm.local.folders import private


def kept_secret(file: Path, make: Callable[[], str]) -> str:
    """What `file` holds; when it is not there yet, it is written whole or not at all."""
    try:
        return file.read_text().strip()
    except FileNotFoundError:
        secret = make()
    write_private(file, secret + "\n")
    return secret


def write_private(file: Path, text: str) -> None:
    """Replace `file` in one step, mode 0600."""
    new = file.with_name(f"{file.name}.{os.getpid()}")
    with open(new, "w", opener=private) as output:
        output.write(text)
        output.flush()
        os.fsync(output.fileno())
    new.replace(file)
