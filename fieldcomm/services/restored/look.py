"""Ask the provider, twice, what happened after the backup; then go on.

The second look begins once everything taken before the restore must be listed (`Timing.list_lag`),
whoever took it. Only then is it settled what came of the lost time.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from fieldcomm.log import get_logger
from fieldcomm.messaging.gateway import ProviderMessage, SendUnknown
from fieldcomm.services.deps import Deps
from fieldcomm.services.poll_provider import poll_provider
from fieldcomm.services.restored.settle import settle_lost_time
from fieldcomm.services.restored.state import asked_since
from fieldcomm.services.restored.take_in import take_in
from fieldcomm.services.unit import unit
from fieldcomm.store.queries import restored as rows

log = get_logger(__name__)

MOST = 200_000  # texts of the account that a look goes through


def reconcile_restored(deps: Deps) -> bool:
    """One look, where its time has come. True when the restore is settled now."""
    with unit(deps) as work:
        restore = rows.take(work.session, work.machine, work.machine + deps.timing.second_look)
        began, ours = work.machine, rows.senders(work.session)
    if restore is None or deps.gateway is None:
        return False
    try:
        listed = deps.gateway.list_since(asked_since(restore, ours), limit=MOST)
    except SendUnknown:  # an unanswered look is no look
        log.info("provider_not_answering")
        return False
    if len(listed) >= MOST:
        log.error("too_many_texts_since_backup", most=MOST)
        return False
    deps.hook("listed")
    texts = [text for text in listed if _is_ours(text, ours)]
    take_in(deps, restore, [text for text in texts if text.direction == "outbound-api"])
    if restore.looked_at is None:
        _note_look(deps, restore, began)
        return False
    settle_lost_time(deps, [text for text in texts if text.direction == "inbound"])
    poll_provider(deps)  # what came after the last sign of life is read as it always is
    return True


def _is_ours(held: ProviderMessage, senders: Sequence[Any]) -> bool:
    """An account may carry other numbers, for other ends."""
    number = held.to if held.direction == "inbound" else held.from_number
    return any(
        (sender.phone is not None and sender.phone == number)
        or (
            sender.messaging_service_sid is not None
            and sender.messaging_service_sid == held.messaging_service_sid
        )
        for sender in senders
    )


def _note_look(deps: Deps, restore: Any, began: datetime) -> None:
    timing = deps.timing
    # A process that outlived the restore may have been at a call; it ends within its lease.
    listed_by = restore.restored_at + timing.lease + timing.list_lag
    with unit(deps) as work:
        again = max(began + timing.second_look, listed_by)
        rows.looked(work.session, restore.id, began, again)
        log.info("looked_after_restore")
