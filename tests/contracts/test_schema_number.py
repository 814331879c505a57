"""The number the web compares with is Alembic's own."""

from __future__ import annotations

from fieldcomm.store.migrate import newest_version
from fieldcomm.store.schema import written_for


def test_the_last_file_of_the_migrations_is_the_head() -> None:
    assert written_for() == newest_version()
