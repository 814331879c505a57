"""Fetch inbound texts that an outage swallowed, from a durable low-water mark."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import text

from fieldcomm.log import get_logger
from fieldcomm.messaging.gateway import ProviderMessage, SendUnknown
from fieldcomm.services.deps import Deps
from fieldcomm.services.receive import receive_text
from fieldcomm.services.restored.state import is_settled

log = get_logger(__name__)

MOST = 50_000  # texts an outage may have swallowed

_MARKS = text(
    "SELECT id, phone, polled_to FROM senders WHERE phone IS NOT NULL AND active ORDER BY id"
)
_MARK = text(
    "UPDATE senders SET polled_to = greatest(coalesce(polled_to, :at), :at) WHERE id = :id"
)


def poll_provider(deps: Deps) -> int:
    """Look through what the provider holds for our numbers; returns how many texts were new to us.

    The mark moves to some minutes before now: what is listed late, or by a clock behind ours, is
    seen by the next poll.
    """
    if deps.gateway is None:
        return 0
    found = 0
    if not is_settled(deps):
        return 0  # what of it was answered before is found out first
    with deps.engine.connect() as connection:
        senders = connection.execute(_MARKS).all()
    for sender in senders:
        found += _poll(deps, sender)
    return found


def _poll(deps: Deps, sender: Any) -> int:
    assert deps.gateway is not None
    started = deps.clock.machine()
    mark: datetime = sender.polled_to or started - timedelta(hours=1)
    since = mark.replace(microsecond=0)  # the provider's times are whole seconds
    deps.hook("before_poll")
    try:
        listed = deps.gateway.list_to(sender.phone, since=since, limit=MOST)
    except SendUnknown:
        log.info("provider_not_answering")
        return 0
    deps.hook("poll_listed")
    inbound = [m for m in listed if m.direction == "inbound" and _at(m, started) >= since]
    fresh = sum(
        _take_in(deps, held, started) for held in sorted(inbound, key=lambda m: _at(m, started))
    )
    deps.hook("polled")
    with deps.engine.begin() as connection:
        mark = started - deps.timing.list_lag - deps.timing.clock_skew
        connection.execute(_MARK, {"id": sender.id, "at": mark})
    deps.hook("poll_marked")
    if fresh:
        log.info("polled", texts=fresh)
    return fresh


def _at(held: ProviderMessage, default: datetime) -> datetime:
    return held.sent_at or held.created_at or default


def _take_in(deps: Deps, held: ProviderMessage, now: datetime) -> bool:
    if not held.from_number:
        return False
    params = {"MessageSid": held.sid, "From": held.from_number, "To": held.to, "Body": held.body}
    return receive_text(
        deps,
        sid=held.sid,
        phone=held.from_number,
        params={**params, "NumMedia": str(held.num_media)},
        source="poll",
        sent_at=min(_at(held, now), now),
    )
