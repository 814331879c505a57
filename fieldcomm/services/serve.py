"""What each queue's bell stands for: drain it, for so long."""

from __future__ import annotations

from collections.abc import Callable

from fieldcomm.services.deps import Deps
from fieldcomm.services.read_inbox import read_inbox
from fieldcomm.services.record_delivery import record_deliveries
from fieldcomm.services.run_due import run_due
from fieldcomm.services.send_outbox import send_outbox


def serve(deps: Deps, queue: str, *, seconds: float) -> bool:
    """Do what waits in `queue` for at most `seconds`. True when work is left."""
    return DRAINS[queue](deps, seconds)


def _drain_inbox(deps: Deps, seconds: float) -> bool:
    texts = read_inbox(deps, seconds=seconds)
    return record_deliveries(deps, seconds=seconds / 2) or texts


def _drain_outbox(deps: Deps, seconds: float) -> bool:
    return send_outbox(deps, seconds=seconds)


def _drain_due(deps: Deps, seconds: float) -> bool:
    return run_due(deps, seconds=seconds)


DRAINS: dict[str, Callable[[Deps, float], bool]] = {
    "inbox": _drain_inbox,
    "outbox": _drain_outbox,
    "due": _drain_due,
}
