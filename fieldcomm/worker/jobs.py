"""What RQ runs. A job says "look" and carries no data."""

from __future__ import annotations

from fieldcomm.services.deps import Deps
from fieldcomm.services.serve import serve
from fieldcomm.worker.bell import connect, flag

_deps: Deps | None = None


def use(deps: Deps) -> None:
    """Give this worker process its dependencies, once, before it takes jobs."""
    global _deps
    _deps = deps


def look(queue: str) -> None:
    """Drain for a while; ring again while work is left."""
    if _deps is None:
        raise RuntimeError("a worker is started by `fieldcomm worker QUEUE`")
    if _deps.config.redis_url:
        # From here on a new text rings anew: what we are about to read may be older than it.
        connect(_deps.config.redis_url).delete(flag(queue))
    if serve(_deps, queue, seconds=_deps.timing.drain.total_seconds()):
        _deps.ring(queue)
