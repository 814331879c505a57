"""A PostgreSQL of the storm's own: nothing that is kept anywhere is touched."""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from fieldcomm.local.postgres import clear_earlier_run, start_postgres

PREFIX = "fieldcomm-storm-"
OWNER = "owner"  # a file of the folder, locked as long as its storm lives


@contextmanager
def database_of_its_own() -> Iterator[str]:
    """The URL of an empty database; the server and its folders are gone afterwards, whatever happens:
    after kill -9 the next storm clears them away.

    Raises LocalServiceError where no PostgreSQL can be started.
    """
    clear_leftovers()
    folder = Path(tempfile.mkdtemp(prefix=PREFIX))
    folder.chmod(0o711)  # as root, PostgreSQL's user must pass
    try:
        with _owned(folder):
            server = start_postgres(folder, fast=True)
            try:
                yield server.url
            finally:
                server.stop()
    finally:
        _remove(folder)


def clear_leftovers() -> None:
    """Folders of our own user whose storm has died, and a PostgreSQL that still runs in one."""
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        if _is_ours(folder) and _is_left(folder):
            clear_earlier_run((folder / "postgres").resolve())
            _remove(folder)


def _is_ours(folder: Path) -> bool:
    """Anybody may put something of that name there."""
    try:
        found = folder.lstat()
    except FileNotFoundError:  # its storm has just ended
        return False
    return folder.is_dir() and not folder.is_symlink() and found.st_uid == os.geteuid()


@contextmanager
def _owned(folder: Path) -> Iterator[None]:
    """The lock goes with the process, however it dies, and no other process can have its number.
    Locked before it gets its name: nobody sees it free while we live."""
    with (folder / f"{OWNER}.new").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        (folder / f"{OWNER}.new").rename(folder / OWNER)
        yield


def _is_left(folder: Path) -> bool:
    """One without the file is just being made, or never held anything."""
    try:
        with (folder / OWNER).open() as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:  # not there, or locked
        return False
    return True


def _remove(folder: Path) -> None:
    # Where PostgreSQL's user could not enter, `postgres` leads to a folder elsewhere.
    shutil.rmtree((folder / "postgres").resolve(), ignore_errors=True)
    shutil.rmtree(folder, ignore_errors=True)
