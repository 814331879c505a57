"""What each queue's bell stands for: drain it, for so long.

A worker serves one queue and imports what that one needs: reading texts alone takes 15 MB.
"""

from __future__ import annotations

from collections.abc import Callable

from fieldcomm.clock import monotonic
from fieldcomm.services.deps import Deps

SLICE = 2.0  # seconds of work between two questions whether to stop


def serve(deps: Deps, queue: str, *, seconds: float) -> bool:
    """Do what waits in `queue` for at most `seconds`. True when work is left."""
    return DRAINS[queue](deps, seconds)


def drain(deps: Deps, queue: str, stopped: Callable[[], bool]) -> bool:
    """Serve `queue` until nothing is left, a drain's time is up, or `stopped`. True when work is left."""
    until = monotonic() + deps.timing.drain.total_seconds()
    left = True
    while left and not stopped() and (rest := until - monotonic()) > 0:
        left = serve(deps, queue, seconds=min(rest, SLICE))
    return left


def _drain_inbox(deps: Deps, seconds: float) -> bool:
    """Texts first; reports of deliveries have their share however many texts there are."""
    from fieldcomm.services.read_inbox import read_inbox
    from fieldcomm.services.record_delivery import record_deliveries

    texts = read_inbox(deps, seconds=seconds * 2 / 3)
    return record_deliveries(deps, seconds=seconds / 3) or texts


def _drain_outbox(deps: Deps, seconds: float) -> bool:
    from fieldcomm.services.send_outbox import send_outbox

    return send_outbox(deps, seconds=seconds)


def _drain_due(deps: Deps, seconds: float) -> bool:
    from fieldcomm.services.run_due import run_due

    return run_due(deps, seconds=seconds)


DRAINS: dict[str, Callable[[Deps, float], bool]] = {
    "inbox": _drain_inbox,
    "outbox": _drain_outbox,
    "due": _drain_due,
}
