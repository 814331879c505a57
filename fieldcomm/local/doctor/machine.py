"""What this machine has to offer: a secret key, room on the disk."""

from __future__ import annotations

import shutil

from fieldcomm.config import Config
from fieldcomm.services.finding import Finding, problem, right

ROOM = 1 << 30  # bytes; PostgreSQL stops taking texts when there is none


def examine_secret(config: Config) -> list[Finding]:
    if config.secret_key:
        return [right("secret key", "set")]
    return [
        problem(
            "secret key",
            "SECRET_KEY is not set, so nobody can sign in",
            "set it to 32 random characters (`openssl rand -hex 16` prints some), the same for "
            "every process; `fieldcomm up` makes one by itself",
        )
    ]


def examine_disk(config: Config) -> list[Finding]:
    """Only where services keep their data here."""
    if not config.data.is_dir():
        return []
    free = shutil.disk_usage(config.data).free
    says = f"{free / (1 << 30):.1f} GB free in {config.data}"
    if free >= ROOM:
        return [right("disk", says)]
    do = "make room: without any, texts can be neither stored nor answered"
    return [problem("disk", says, do)]
