"""Move an adjustable clock: play through every due moment in order, and wait till all is done."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import text

from fieldcomm.clock import monotonic, sleep
from fieldcomm.services.acting import UNDO
from fieldcomm.services.deps import Deps
from fieldcomm.services.due import look
from fieldcomm.services.errors import Refused
from fieldcomm.services.unit import unit

SETTLED_AFTER = timedelta(seconds=5)  # machine time an accepted text may stay without a final word

_LEFT = text(
    "SELECT 'inbox' AS what, count(*) AS n FROM inbox WHERE state = 'unread'"
    " UNION ALL SELECT state, count(*) FROM messages WHERE state IN ('queued', 'attempting', 'unknown')"
    " GROUP BY state"
    # What somebody at the desk has just done leaves before the time it was done at is over.
    " UNION ALL SELECT 'undo', count(*) FROM messages WHERE state = 'held' AND hold_until <= :undone"
    " AND (not_before IS NULL OR not_before <= :now)"
    " UNION ALL SELECT 'broadcast', count(*) FROM broadcasts b WHERE state = 'running' AND EXISTS"
    " (SELECT 1 FROM recipients r WHERE r.broadcast_id = b.id AND r.made_at IS NULL"
    " AND r.excluded IS NULL)"
    " UNION ALL SELECT state, count(*) FROM messages WHERE direction = 'out'"
    " AND state IN ('accepted', 'sent') AND accepted_at > :settled GROUP BY state"
)
_MAY_LEAVE = text(
    "SELECT 1 FROM senders WHERE active AND paused IS NULL"
    " AND NOT EXISTS (SELECT 1 FROM company WHERE paused)"
)
_OFFSET = text(
    "UPDATE company SET clock_offset_ms = clock_offset_ms + :ms WHERE id = 1"
    " RETURNING clock_offset_ms"
)


class StillBusy(Exception):
    """Time was up before everything was done; `left` lists what is left."""

    def __init__(self, left: dict[str, int]) -> None:
        super().__init__(", ".join(f"{n} {what}" for what, n in sorted(left.items())))
        self.left = left


def business_now(deps: Deps) -> datetime:
    """Business time, aware UTC."""
    with unit(deps) as work:
        return work.now


def advance_clock(deps: Deps, by: timedelta, *, timeout: float = 120.0) -> datetime:
    """Move business time forward by `by`; returns the new time.

    Before each jump and at the end, waits until no text is unread, nothing that may leave is queued,
    attempting or unknown, and each accepted text is final or 5 s old; `timeout` (seconds) bounds
    each wait. Raises StillBusy, Refused.
    """
    if not deps.clock.adjustable:
        raise Refused("The clock is real; only FIELDCOMM_CLOCK=adjustable can be advanced.")
    if by < timedelta():
        raise Refused("Time moves forward only.")
    target = business_now(deps) + by
    _wait_until_done(deps, timeout)
    while True:
        next_at = _next_due(deps)
        now = business_now(deps)
        if next_at is None or next_at >= target:
            _jump(deps, target - now)
            _wait_until_done(deps, timeout)
            return business_now(deps)
        _jump(deps, next_at - now)
        _wait_until_done(deps, timeout)


def _next_due(deps: Deps) -> datetime | None:
    return look(deps).next_business


def _jump(deps: Deps, by: timedelta) -> None:
    if by <= timedelta():
        return
    ms = int(by.total_seconds() * 1000) + 1
    with unit(deps) as work:
        work.session.execute(_OFFSET, {"ms": ms})
        work.bells.update({"due", "outbox", "inbox"})


def _wait_until_done(deps: Deps, timeout: float) -> None:
    """Workers do the work; ring until nothing is left that this moment brought."""
    until = monotonic() + timeout
    ring_at = 0.0
    while left := _left(deps):
        if monotonic() > until:
            raise StillBusy(left)
        if monotonic() >= ring_at:
            for queue in ("inbox", "due", "outbox"):
                deps.ring(queue)
            ring_at = monotonic() + 1.0
        sleep(0.05)


def _left(deps: Deps) -> dict[str, int]:
    waiting = look(deps)
    left: dict[str, int] = {}
    if "due" in waiting.heads:
        left["due"] = waiting.heads["due"].count("|")
    with unit(deps) as work:
        given: dict[str, Any] = {
            "undone": work.machine + UNDO,
            "now": work.now,
            "settled": work.machine - SETTLED_AFTER,
        }
        for row in work.session.execute(_LEFT, given):
            if row.n:
                left[row.what] = left.get(row.what, 0) + row.n
        if work.session.execute(_MAY_LEAVE).first() is None:
            for what in ("queued", "broadcast"):
                left.pop(what, None)  # nothing may leave: waiting for it would wait for ever
    return left
