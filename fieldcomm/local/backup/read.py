"""A restore: the backup takes the place of what the database holds in one transaction, or not at all.

With the same commit the restore is noted (store/restores.py): from the first moment on nothing
leaves until the provider's list has been read in. Nobody stays signed in, and no link lets anybody in
that was used up since.
"""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, text

from fieldcomm.local.backup.archive import schema_of
from fieldcomm.local.backup.client import Client, client_for
from fieldcomm.local.backup.contents import Contents, contents_of
from fieldcomm.local.errors import LocalServiceError
from fieldcomm.services.errors import Refused
from fieldcomm.store.engine import make_engine
from fieldcomm.store.migrate import is_known, newest_version, upgrade
from fieldcomm.store.models import Base
from fieldcomm.store.restores import CREATE, NO_SECOND_TRIES, NOTE, SUPERSEDE

_OTHERS = text(
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
    " AND pid <> pg_backend_pid() AND application_name = 'fieldcomm'"
)
_CLOCK = "UPDATE company SET clock_offset_ms = greatest(clock_offset_ms, {offset})"
_DOORS_IN = ("web_sessions", "sign_in_links", "set_up_links", "half_sign_ins")
_FORGET = (
    "DO $$ DECLARE door text; BEGIN FOREACH door IN ARRAY ARRAY[{doors}] LOOP"
    " IF to_regclass(door) IS NOT NULL THEN EXECUTE format('DELETE FROM %I', door); END IF;"
    " END LOOP; END $$"
)


@dataclass(frozen=True, slots=True)
class Restored:
    """`before`: what the database held; None: it was empty. `schema`: the backup's own."""

    file: Path
    schema: str
    before: Contents | None
    now: Contents

    def as_json(self) -> dict[str, Any]:
        return {
            "file": str(self.file),
            "backup_schema": self.schema,
            **self.now.as_json(),
            "replaced": self.before.as_json() if self.before else None,
        }

    def in_words(self) -> str:
        return (
            f"Restored {self.now.jobs:,} jobs and {self.now.texts:,} texts from {self.file}.\n"
            "Start fieldcomm: sending is paused until Twilio's list of what happened since has been"
            " read in, two minutes. Everybody signs in anew."
        )


def restore_backup(url: str, file: Path, now: datetime, *, replace: bool = False) -> Restored:
    """`now`: machine time. Raises Refused, LocalServiceError."""
    engine = make_engine(url, pool=1)
    try:
        client = client_for(engine, url)
        schema = schema_of(client, file)
        if not is_known(schema):
            raise Refused(
                f"{file} was made by a newer fieldcomm (schema {schema}, this one knows"
                f" {newest_version()}): restore it with that version."
            )
        before = _may_be_replaced(engine, replace)
        engine.dispose()
        _read_in(client, file, _note(now, before.clock_offset_ms if before else 0))
        upgrade(url)
        after = contents_of(engine)
        assert after is not None
    finally:
        engine.dispose()
    return Restored(file, schema, before, after)


def _may_be_replaced(engine: Engine, replace: bool) -> Contents | None:
    """What would be lost. Raises Refused."""
    with engine.connect() as connection:
        others = connection.scalar(_OTHERS) or 0
    if others:
        raise Refused(
            f"{others} connections of fieldcomm's processes are using this database: stop web, workers"
            " and clock first, restore, then start them again."
        )
    before = contents_of(engine)
    if before is None or before.is_empty:
        return before
    if not is_known(before.schema):
        raise Refused(
            f"The database there is of a newer fieldcomm (schema {before.schema}): use that version, or"
            " an empty database."
        )
    if not replace:
        raise Refused(
            f"The database holds {before.jobs:,} jobs and {before.texts:,} texts of"
            f" {before.company or 'a company'}, which would be lost: save them with `fieldcomm backup`,"
            " then add --replace."
        )
    return before


def _read_in(client: Client, file: Path, then: Sequence[str]) -> None:
    """pg_restore writes the script, psql runs it, and `then` those statements; the last word is COMMIT,
    said only once the whole file was read. A script that breaks off is rolled back."""
    psql = client.start(
        "psql",
        *("--no-psqlrc", "--quiet", "--no-password", "--set=ON_ERROR_STOP=1", "--output=/dev/null"),
        f"--dbname={client.target}",
        stdin=subprocess.PIPE,
    )
    assert psql.stdin is not None
    dump = client.start(
        "pg_restore", "--no-owner", "--no-privileges", "--file=-", str(file), stdout=subprocess.PIPE
    )
    assert dump.stdout is not None
    try:
        _say(
            psql,
            [
                "BEGIN",
                "SET client_min_messages = warning",
                "SET LOCAL lock_timeout = '10s'",
                _drop(),
            ],
        )
        while some := dump.stdout.read(1 << 20):
            psql.stdin.write(some)
        _, broken = dump.communicate()
        if dump.returncode == 0:
            _say(psql, [*then, "COMMIT"])
    except BrokenPipeError:  # psql has given up, and says why
        dump.kill()
        dump.communicate()
        broken = b""
    _, failed = psql.communicate()
    if dump.returncode != 0 or psql.returncode != 0:
        raise LocalServiceError(
            f"The backup could not be read in; the database is as it was:\n{_why(broken or failed)}"
        )


def _why(said: bytes) -> str:
    """The first line alone: those after it show a row."""
    return next(iter(said.decode(errors="replace").strip().splitlines()), "no reason given")


def _say(psql: subprocess.Popen[bytes], statements: Sequence[str]) -> None:
    assert psql.stdin is not None
    psql.stdin.write("".join(f"{statement};\n" for statement in statements).encode())
    psql.stdin.flush()


def _drop() -> str:
    """Our own tables and nothing else of the database."""
    tables = ", ".join(f"public.{name}" for name in sorted(Base.metadata.tables))
    return f"DROP TABLE IF EXISTS {tables}, public.alembic_version CASCADE"


def _note(now: datetime, clock_offset_ms: int) -> list[str]:
    """That there was a restore, and when. A clock that was moved forward is not moved back: no hour is
    lived through, and no slot comes, a second time."""
    at = f"timestamptz '{now.isoformat()}'"
    return [
        "SET LOCAL search_path = public",
        CREATE,
        NOTE.format(at=at),
        SUPERSEDE.format(at=at),
        NO_SECOND_TRIES.format(at=at),
        _CLOCK.format(offset=clock_offset_ms),
        _FORGET.format(doors=", ".join(f"'{door}'" for door in _DOORS_IN)),
    ]
