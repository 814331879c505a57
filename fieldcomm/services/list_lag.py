"""How far the provider's list has come: whether it shows what was taken after a text in doubt."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import text

from fieldcomm.domain.doubt import LEAST, MOST, list_has_come_so_far
from fieldcomm.messaging.gateway import Gateway
from fieldcomm.services.deps import Deps

# Looked for among its neighbours in the outbox and the latest, so that it costs the same however
# many texts there are. What was itself found on the list is no witness for the list.
NEIGHBOURS, LATEST = 1000, 500
_WITNESSES = text(
    "SELECT m.phone, a.provider_sid AS sid FROM (SELECT id, phone FROM messages"
    "  WHERE id BETWEEN :id - :near AND :id + :near"
    "  UNION (SELECT id, phone FROM messages ORDER BY id DESC LIMIT :latest)) n"
    " JOIN messages m ON m.id = n.id JOIN attempts a ON a.message_id = m.id"
    " WHERE a.provider_sid = m.provider_sid AND m.accepted_at < a.started_at + :lease"
    " AND a.started_at BETWEEN :since AND :until ORDER BY a.started_at DESC LIMIT :most"
)


def list_shows_what_came_after(
    deps: Deps, gateway: Gateway, message_id: int, began: datetime
) -> bool:
    """Whether the list shows the latest texts that were taken after `began`, the doubtful attempt.

    Only those taken `list_lag` ago or more are asked for: a younger one may well be missing. Raises
    SendUnknown.
    """
    witnesses = _witnesses(deps, message_id, began)
    if len(witnesses) < LEAST:
        return False
    listed: set[str] = set()
    for phone in {row.phone for row in witnesses}:
        deps.hook("before_list")
        listed |= {m.sid for m in gateway.list_to(phone, since=began - deps.timing.clock_skew)}
        deps.hook("listed")
    return list_has_come_so_far({row.sid for row in witnesses}, listed)


def _witnesses(deps: Deps, message_id: int, began: datetime) -> list[Any]:
    given = {
        "id": message_id,
        "near": NEIGHBOURS,
        "latest": LATEST,
        "since": began,
        "until": deps.clock.machine() - deps.timing.list_lag,
        "lease": deps.timing.lease,
        "most": MOST,
    }
    with deps.engine.connect() as connection:
        return list(connection.execute(_WITNESSES, given))
