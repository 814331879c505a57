"""What RQ runs. A job says "look" and carries no data."""

from __future__ import annotations

import threading

from fieldcomm.log import get_logger
from fieldcomm.services.deps import Deps
from fieldcomm.services.serve import drain

log = get_logger(__name__)

stopping = threading.Event()  # set by a signal: the drain under way ends within a slice
_deps: Deps | None = None


def use(deps: Deps) -> None:
    """Give this worker process its dependencies, once, before it takes jobs."""
    global _deps
    _deps = deps
    stopping.clear()


def look(queue: str) -> None:
    """Drain for a while; ring again while work is left.

    Raises nothing: RQ would keep the error in Redis, and what it says may name somebody's number.
    The clock rings again for what is left.
    """
    if _deps is None:
        raise RuntimeError("a worker is started by `fieldcomm worker QUEUE`")
    try:
        if drain(_deps, queue, stopping.is_set):
            _deps.ring(queue)
    except Exception:
        log.exception("look_failed", queue=queue)
