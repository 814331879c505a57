"""A backup: one file that pg_dump writes while everything runs, whole or not there at all."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fieldcomm.local.backup.client import Client, client_for
from fieldcomm.local.backup.contents import Contents, contents_of
from fieldcomm.local.errors import LocalServiceError
from fieldcomm.local.folders import private
from fieldcomm.services.errors import NotSetUp, Refused
from fieldcomm.store.engine import make_engine

TO_STDOUT = Path("-")
# Not in the database, so that a dump holds no credential; a new machine needs them.
_BESIDE = ("secret_key", "twilio.json")


@dataclass(frozen=True, slots=True)
class Written:
    """`size` in bytes. `keep`: files of the data folder that belong beside it."""

    file: Path
    size: int
    contents: Contents
    keep: list[Path]

    def as_json(self) -> dict[str, Any]:
        return {
            "file": str(self.file),
            "bytes": self.size,
            **self.contents.as_json(),
            "keep": [str(path) for path in self.keep],
        }

    def in_words(self) -> str:
        held = self.contents
        lines = [
            f"{self.file}: {held.jobs:,} jobs and {held.texts:,} texts, {self.size:,} bytes, schema"
            f" {held.schema}"
        ]
        if self.keep:
            files = " and ".join(str(path) for path in self.keep)
            lines.append(f"Keep with it, apart from other people's eyes: {files}")
        return "\n".join(lines)


def write_backup(url: str, file: Path, data: Path, *, force: bool = False) -> Written:
    """Consistent, as of one moment. Raises Refused, NotSetUp, LocalServiceError."""
    to_stdout = file == TO_STDOUT
    if not to_stdout:
        _may_be_written(file, force)
    engine = make_engine(url, pool=1)
    try:
        contents = contents_of(engine)
        if contents is None:
            raise NotSetUp("The database is empty: there is nothing to back up.")
        client = client_for(engine, url)
    finally:
        engine.dispose()
    size = _stream(client) if to_stdout else _write(client, file)
    keep = [data / name for name in _BESIDE if (data / name).exists()]
    return Written(file, size, contents, keep)


def _may_be_written(file: Path, force: bool) -> None:
    if file.is_dir():
        raise Refused(f"{file} is a folder; name a file in it.")
    if file.exists() and not force:
        raise Refused(f"{file} is there already; name another file, or overwrite it with --force.")
    if not file.absolute().parent.is_dir():
        raise Refused(f"There is no folder {file.absolute().parent}.")


def _write(client: Client, file: Path) -> int:
    """Beside its final name, for its owner's eyes only, and renamed once it is on disk."""
    making = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        with open(making, "xb", opener=private) as output:
            # By name: on a standard output it cannot go back in, it writes its contents twice.
            _ended_well(client.start("pg_dump", *_arguments(client), f"--file={making}"))
            os.fsync(output.fileno())
            size = os.fstat(output.fileno()).st_size
        making.replace(file)
    except OSError as error:
        raise LocalServiceError(f"{file} cannot be written: {error.strerror}.") from None
    finally:
        making.unlink(missing_ok=True)
    return size


def _stream(client: Client) -> int:
    """Through us, so that its size is known."""
    dump = client.start("pg_dump", *_arguments(client), stdout=subprocess.PIPE)
    assert dump.stdout is not None
    counted = _Counted()
    shutil.copyfileobj(dump.stdout, counted)
    _ended_well(dump)
    return counted.size


class _Counted:
    """Standard output, and how much went there."""

    def __init__(self) -> None:
        self.size = 0

    def write(self, some: bytes) -> int:
        self.size += len(some)
        return sys.stdout.buffer.write(some)


def _arguments(client: Client) -> tuple[str, ...]:
    # A writer that waits for a lock, as a migration takes it, is waited for no longer than this.
    return (
        *("--format=custom", "--no-owner", "--no-privileges", "--lock-wait-timeout=60s"),
        *("--no-password", f"--dbname={client.target}"),
    )


def _ended_well(dump: subprocess.Popen[bytes]) -> None:
    _, said = dump.communicate()
    if dump.returncode != 0:
        words = said.decode(errors="replace").strip()
        raise LocalServiceError(f"PostgreSQL's pg_dump failed, and nothing was written:\n{words}")
