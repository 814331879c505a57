"""PostgreSQL's client programs for one database: which ones fit, and how they are told where it is."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from psycopg.conninfo import conninfo_to_dict, make_conninfo
from sqlalchemy import make_url, text
from sqlalchemy.engine import Engine

from fieldcomm.local.errors import LocalServiceError
from fieldcomm.local.postgres_programs import find_programs

_NEWER_THAN_OURS = (
    "The database runs PostgreSQL {server}, and there is no pg_dump of that version or newer here: install "
    "postgresql-client-{server} with your system's package manager."
)


@dataclass(frozen=True, slots=True)
class Client:
    """Programs of one version. `target` names the database without its password, for a command line
    that everybody on the machine can read; `env` carries it."""

    bin: Path
    target: str
    env: dict[str, str]

    def start(
        self, program: str, *args: str, stdin: int | None = None, stdout: int | None = None
    ) -> subprocess.Popen[bytes]:
        """Start one; its stderr is a pipe."""
        return subprocess.Popen(
            [str(self.bin / program), *args],
            stdin=subprocess.DEVNULL if stdin is None else stdin,
            stdout=stdout,
            stderr=subprocess.PIPE,
            env=self.env,
        )

    def run(self, program: str, *args: str) -> subprocess.CompletedProcess[bytes]:
        """Run one to its end, output captured."""
        return subprocess.run(
            [str(self.bin / program), *args],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            env=self.env,
        )


def client_for(engine: Engine, url: str) -> Client:
    """Programs of the server's own version where there are such, else newer ones: pg_dump reads older
    servers and refuses newer ones. Raises LocalServiceError."""
    with engine.connect() as connection:
        number = connection.scalar(text("SHOW server_version_num"))
    server = int(number or 0) // 10000
    found = [place for place in _places() if (_major(place) or 0) >= server]
    if not found:
        raise LocalServiceError(_NEWER_THAN_OURS.format(server=server))
    target, password = _without_password(url)
    env = {
        **os.environ,
        "LC_ALL": "C",
        "PGCONNECT_TIMEOUT": "10",
    }  # PGSSLROOTCERT and the like count
    if password is not None:
        env["PGPASSWORD"] = password
    return Client(min(found, key=lambda place: _major(place) or 0), target, env)


def _places() -> list[Path]:
    """Folders with a pg_dump: the one on PATH and the one that came with us."""
    places = []
    on_path = shutil.which("pg_dump")
    if on_path:
        places.append(Path(on_path).parent)
    with suppress(LocalServiceError):
        places.append(find_programs().bin)
    return places


def _major(place: Path) -> int | None:
    try:
        said = subprocess.run(
            [str(place / "pg_dump"), "--version"], capture_output=True, text=True
        ).stdout
    except OSError:
        return None
    version = re.search(r"\(PostgreSQL[^)]*\) (\d+)", said)
    return int(version[1]) if version else None


def _without_password(url: str) -> tuple[str, str | None]:
    plain = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    parts = conninfo_to_dict(plain)
    password = parts.pop("password", None)
    return make_conninfo("", **parts), None if password is None else str(password)
