"""Which database a backup is of, or a restore goes into; the embedded one is started where it rests."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from fieldcomm.local.errors import LocalServiceError
from fieldcomm.local.postgres import start_postgres
from fieldcomm.local.run_file import only_one, running_env, running_pid
from fieldcomm.services.errors import Refused


@contextmanager
def database_to_read(env: Mapping[str, str], data: Path) -> Iterator[dict[str, str]]:
    """The environment with DATABASE_URL: as it is set, as the running `up` has it, or of the data
    folder's PostgreSQL, started for as long as this lasts. Raises LocalServiceError."""
    if _is_set(env):
        yield dict(env)
    elif running_pid(data) is not None:
        yield {**running_env(data), **env}
    elif (data / "postgres").exists():
        with _started(env, data) as made:
            yield made
    else:
        raise LocalServiceError(
            f"There is no database in {data}: name the data folder with --data or FIELDCOMM_DATA, "
            "or set DATABASE_URL."
        )


@contextmanager
def database_to_replace(env: Mapping[str, str], data: Path) -> Iterator[dict[str, str]]:
    """The same for a restore, which no running process may see: made where there is none. Raises
    Refused, LocalServiceError."""
    pid = running_pid(data)
    if pid is not None:
        raise Refused(
            f"fieldcomm runs in {data} (process {pid}): stop it first, restore, then start it again."
        )
    if _is_set(env):
        yield dict(env)
        return
    with _started(env, data) as made:
        yield made


def _is_set(env: Mapping[str, str]) -> bool:
    return bool(env.get("DATABASE_URL") or env.get("DATABASE_URL_FILE"))


@contextmanager
def _started(env: Mapping[str, str], data: Path) -> Iterator[dict[str, str]]:
    with only_one(data) as folder:
        server = start_postgres(folder)
        try:
            yield {**env, "DATABASE_URL": server.url}
        finally:
            server.stop()
