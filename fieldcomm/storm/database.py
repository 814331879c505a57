"""A PostgreSQL of the storm's own: nothing that is kept anywhere is touched."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from fieldcomm.local.postgres import start_postgres


@contextmanager
def database_of_its_own() -> Iterator[str]:
    """The URL of an empty database; the server and its folders are gone afterwards, whatever happens.

    Raises LocalServiceError where no PostgreSQL can be started.
    """
    folder = Path(tempfile.mkdtemp(prefix="fieldcomm-storm-"))
    folder.chmod(0o711)  # as root, PostgreSQL's user must pass
    try:
        server = start_postgres(folder, fast=True)
        try:
            yield server.url
        finally:
            server.stop()
    finally:
        # Where that user could not enter, `postgres` leads to a folder elsewhere.
        shutil.rmtree((folder / "postgres").resolve(), ignore_errors=True)
        shutil.rmtree(folder, ignore_errors=True)
