"""What a backup file says of itself, before anything is touched for it."""

from __future__ import annotations

from pathlib import Path

from fieldcomm.local.backup.client import Client
from fieldcomm.services.errors import Refused

_MAGIC = b"PGDMP"


def schema_of(client: Client, file: Path) -> str:
    """The schema version of the database that was dumped. Raises Refused."""
    _begins_like_one(file)
    asked = client.run(
        "pg_restore", "--data-only", "--table=alembic_version", "--file=-", str(file)
    )
    if asked.returncode != 0:
        raise Refused(f"{file} cannot be read: {_last_line(asked.stderr)}")
    version = _row_of_copy(asked.stdout.decode(errors="replace"))
    if version is None:
        raise Refused(f"{file} is a PostgreSQL dump, but not of a fieldcomm database.")
    return version


def _begins_like_one(file: Path) -> None:
    try:
        with open(file, "rb") as opened:
            begins = opened.read(len(_MAGIC))
    except OSError as error:
        raise Refused(f"{file} cannot be read: {error.strerror}.") from None
    if begins != _MAGIC:
        raise Refused(f"{file} is no backup that `fieldcomm backup` made.")


def _row_of_copy(script: str) -> str | None:
    """The one row between `COPY ... FROM stdin;` and its end."""
    lines = iter(script.splitlines())
    for line in lines:
        if line.startswith("COPY "):
            row = next(lines, "\\.")
            return None if row == "\\." else row.strip()
    return None


def _last_line(said: bytes) -> str:
    lines = said.decode(errors="replace").strip().splitlines()
    return lines[-1].removeprefix("pg_restore: ") if lines else "no reason given"
