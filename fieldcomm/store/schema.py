"""Which schema a database holds and which one this code was written for, without loading Alembic:
the web asks now and then, and shall not be ten megabytes larger for it."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, text

_VERSIONS = Path(__file__).parent / "migrations" / "versions"
_HELD = text("SELECT version_num FROM alembic_version")


def written_for() -> str:
    """The newest migration's number (tests/contracts hold it to Alembic's)."""
    return max(path.name for path in _VERSIONS.glob("[0-9]*_*.py")).partition("_")[0]


def held(connection: Connection) -> str:
    """The number of the last migration run. Raises ProgrammingError before the first."""
    return str(connection.scalar(_HELD))
