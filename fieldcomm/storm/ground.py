"""Where many storms are played one after the other: a database made anew before each."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import psycopg
from sqlalchemy import event, make_url

from fieldcomm.services.deps import Deps
from fieldcomm.store.migrate import upgrade
from fieldcomm.storm.play import office_deps


class Ground:
    """`server_url` leads to any database of a server that is ours alone.

    The processes' parts are kept from storm to storm: their statements stay compiled.
    """

    def __init__(self, server_url: str, *, name: str = "storm", pace: float = 4.0) -> None:
        self._server_url, self._name = server_url, name
        self._made = office_deps(self._url(name), pace)
        event.listen(self._made.engine, "connect", _plan_once)

    def fresh(self) -> Deps:
        """The parts of our processes, on an empty migrated database."""
        self._made.engine.dispose()
        self._as_administrator(
            f"DROP DATABASE IF EXISTS {self._name} WITH (FORCE)",
            f"CREATE DATABASE {self._name} TEMPLATE {self._template()} STRATEGY file_copy",
        )
        return self._made

    def clear(self) -> None:
        self._made.engine.dispose()
        self._as_administrator(f"DROP DATABASE IF EXISTS {self._name} WITH (FORCE)")

    def _template(self) -> str:
        name = "storm_template"
        with suppress(psycopg.errors.DuplicateDatabase):
            self._as_administrator(f"CREATE DATABASE {name}")
            upgrade(self._url(name))
        return name

    def _as_administrator(self, *statements: str) -> None:
        with psycopg.connect(self._url("postgres"), autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement.encode())

    def _url(self, database: str) -> str:
        return make_url(self._server_url).set(database=database).render_as_string(False)


def _plan_once(connection: Any, _record: Any) -> None:
    """A connection lives for a small storm only: planning would take as long as the work, if each
    statement were planned ten times before PostgreSQL keeps a plan."""
    connection.prepare_threshold = 0
    connection.execute("SET plan_cache_mode = force_generic_plan")
    connection.commit()
