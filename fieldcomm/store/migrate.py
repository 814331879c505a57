"""Bring a database to the newest schema."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config as AlembicConfig
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from fieldcomm.log import get_logger
from fieldcomm.store.engine import make_engine

log = get_logger(__name__)

_HERE = Path(__file__).parent / "migrations"


def alembic_config(url: str) -> AlembicConfig:
    config = AlembicConfig()
    config.set_main_option("script_location", str(_HERE).replace("%", "%%"))
    config.attributes["url"] = url
    return config


def upgrade(url: str) -> None:
    """Run every migration not yet applied. Two at once are harmless: the second waits.

    A newer schema stays as it is: that of the release that was gone back from. Migrations only add,
    so this one works on it.
    """
    if _is_newer(url):
        return
    command.upgrade(alembic_config(url), "head")


def _is_newer(url: str) -> bool:
    engine = make_engine(url, pool=1)
    try:
        with engine.connect() as connection:
            held = version_of(connection)
    finally:
        engine.dispose()
    if held is None or held <= (ours := newest_version()):
        return False
    log.warning("schema_is_newer", held=held, ours=ours)
    return True


def newest_version() -> str:
    """The schema this code was written for."""
    newest = _scripts().get_current_head()
    assert newest is not None
    return newest


def is_known(version: str) -> bool:
    """Whether a schema of this version can be brought up to date by this code."""
    return any(script.revision == version for script in _scripts().walk_revisions())


def version_of(connection: Connection) -> str | None:
    """The schema a database holds; None before the first migration."""
    return MigrationContext.configure(connection).get_current_revision()


def _scripts() -> ScriptDirectory:
    return ScriptDirectory(str(_HERE))
