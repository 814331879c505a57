"""One `up` a data folder, and how commands in another terminal find it: a lock and `run.json`."""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from fieldcomm.local.errors import LocalServiceError
from fieldcomm.local.folders import make_data_folder, private
from fieldcomm.local.kept import write_private
from fieldcomm.local.process import wait_until

_LOCK = "up.lock"
_RUN = "run.json"


@contextmanager
def only_one(data: Path) -> Iterator[Path]:
    """Hold the data folder for this process, made when absent; the kernel lets go when we die.

    Raises LocalServiceError when another `up` runs in it.
    """
    data = make_data_folder(data)
    with open(data / _LOCK, "a", opener=private) as lock:
        # `running_env` holds it for a moment only; another `up` does not let go.
        if not wait_until(lambda: _take(lock.fileno()), 1.0):
            raise LocalServiceError(
                f"fieldcomm already runs in {data}: stop that one, or choose another folder with --data."
            )
        try:
            yield data
        finally:
            (data / _RUN).unlink(missing_ok=True)


def write_run(data: Path, env: Mapping[str, str]) -> None:
    """Leave word of the environment our processes run with."""
    write_private(data / _RUN, json.dumps({"pid": os.getpid(), "env": dict(env)}, indent=2) + "\n")


def running_env(data: Path) -> dict[str, str]:
    """The environment of the fieldcomm that runs in `data`: DATABASE_URL, REDIS_URL, PUBLIC_URL and so on.

    To be merged under the real environment. Raises LocalServiceError when nothing runs there.
    """
    data = data.resolve()
    nothing = LocalServiceError(
        f"No fieldcomm runs in {data}: start one with `fieldcomm up --data {data}`, "
        "name its folder with --data or FIELDCOMM_DATA, or set DATABASE_URL."
    )
    try:
        with open(data / _LOCK) as lock:
            if _take(lock.fileno()):
                raise nothing
        env: dict[str, str] = json.loads((data / _RUN).read_text())["env"]
    except PermissionError:
        raise LocalServiceError(f"{data} belongs to another user; run this as that user.") from None
    except OSError:
        raise nothing from None
    return env


def running_pid(data: Path) -> int | None:
    """The supervisor of the fieldcomm that runs in `data`; None: there is none."""
    try:
        with open(data / _LOCK) as lock:
            if _take(lock.fileno()):
                return None
        return int(json.loads((data / _RUN).read_text())["pid"])
    except (OSError, ValueError, KeyError):
        return None


def _take(lock: int) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
