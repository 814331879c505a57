"""Bring a database to the newest schema."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config as AlembicConfig
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

_HERE = Path(__file__).parent / "migrations"


def alembic_config(url: str) -> AlembicConfig:
    config = AlembicConfig()
    config.set_main_option("script_location", str(_HERE).replace("%", "%%"))
    config.attributes["url"] = url
    return config


def upgrade(url: str) -> None:
    """Run every migration not yet applied. Two at once are harmless: the second waits."""
    command.upgrade(alembic_config(url), "head")


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
