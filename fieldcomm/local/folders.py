"""Folders the embedded services live in: who may enter, and where a socket fits."""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path

from fieldcomm.local.errors import LocalServiceError

# sockaddr_un holds 108 bytes on Linux and 104 on macOS, the last one a NUL.
_SOCKET_PATH_LIMIT = 103


def make_data_folder(data: Path) -> Path:
    """The data folder, made when absent: private, but as root passable for PostgreSQL's user."""
    data = data.resolve()
    if not data.exists():
        data.mkdir(parents=True)
        data.chmod(0o711 if os.geteuid() == 0 else 0o700)
    if not data.is_dir():
        raise LocalServiceError(f"{data} is no folder; name another with --data.")
    if not os.access(data, os.W_OK | os.X_OK):
        raise LocalServiceError(f"{data} is not writable for you; name another with --data.")
    return data


def socket_folder(wanted: Path, socket_name: str, uid: int | None = None) -> Path:
    """`wanted`, made private, or a short private folder under the temporary one where the path is too long.

    Whoever can enter it can speak to the service, so nobody but `uid` (default: us) and root may.
    """
    if len(os.fsencode(wanted / socket_name)) > _SOCKET_PATH_LIMIT:
        name = hashlib.sha256(os.fsencode(wanted)).hexdigest()[:16]
        wanted = Path(tempfile.gettempdir()).resolve() / f"fieldcomm-{name}"
    return make_private(wanted, uid)


def make_private(folder: Path, uid: int | None = None) -> Path:
    """Make `folder` mode 0700 and owned by `uid`; refuse one that belongs to a stranger."""
    uid = os.geteuid() if uid is None else uid
    folder.mkdir(mode=0o700, exist_ok=True)
    found = folder.lstat()
    if folder.is_symlink() or found.st_uid not in (uid, os.geteuid()):
        raise LocalServiceError(f"{folder} belongs to somebody else; remove it and start again.")
    if found.st_uid != uid:
        os.chown(folder, uid, -1)
    folder.chmod(0o700)
    return folder


def private(path: str, flags: int) -> int:
    """An `opener` for open(): a new file is for its owner's eyes only."""
    return os.open(path, flags, 0o600)
