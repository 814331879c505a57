"""Texts that the provider took after the backup: found in the outbox, or new to us."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import Any

from fieldcomm.domain.delivery import FINAL, MessageState, state_of
from fieldcomm.domain.lost_time import SKEW, check_ins_covered
from fieldcomm.domain.segments import count
from fieldcomm.domain.snapshot import Snapshot
from fieldcomm.log import get_logger
from fieldcomm.messaging.gateway import ProviderMessage
from fieldcomm.services.deps import Deps
from fieldcomm.services.locked import locked_phone
from fieldcomm.services.record_delivery import Report, record_reports
from fieldcomm.services.try_once_more import second_try_key
from fieldcomm.services.unit import Unit, retrying, unit
from fieldcomm.store.queries import lost_time, outbox
from fieldcomm.store.queries import restored as rows

log = get_logger(__name__)

_PHONE = re.compile(r"\+[1-9][0-9]{6,14}", re.ASCII)
_REACHED = (MessageState.SENT, MessageState.DELIVERED)


def take_in(deps: Deps, restore: Any, listed: Sequence[ProviderMessage]) -> None:
    """Each phone's in a transaction of its own; doing it again changes nothing."""
    by_phone: dict[str, list[ProviderMessage]] = defaultdict(list)
    for held in unknown_of(deps, listed):
        if _PHONE.fullmatch(held.to):
            by_phone[held.to].append(held)
    for phone, texts in sorted(by_phone.items()):
        texts.sort(key=lambda text: created(text, restore.restored_at))
        retrying(partial(_take_in_phone, deps, restore, phone, texts))


def unknown_of(deps: Deps, listed: Sequence[ProviderMessage]) -> list[ProviderMessage]:
    """Those whose SIDs the data does not hold."""
    with unit(deps) as work:
        known = rows.known(work.session, [text.sid for text in listed])
    return [text for text in listed if text.sid not in known]


def created(held: ProviderMessage, default: datetime) -> datetime:
    """By the provider's clock, in whole seconds."""
    return held.created_at or held.sent_at or default


def _take_in_phone(deps: Deps, restore: Any, phone: str, texts: list[ProviderMessage]) -> None:
    with unit(deps) as work:
        snapshot = locked_phone(work, phone)
        known = rows.known(work.session, [text.sid for text in texts])
        taken = [
            created(held, restore.restored_at)
            for held in texts
            if held.sid not in known and _take_in_text(work, restore, snapshot, held)
        ]
        if taken:
            rows.found(work.session, restore.id, len(taken), max(taken))


def _take_in_text(work: Unit, restore: Any, snapshot: Snapshot, held: ProviderMessage) -> bool:
    """False where it is one of those that we are handing over since the restore."""
    phone, restored_at = snapshot.phone.phone, restore.restored_at + work.offset
    at = created(held, restore.restored_at)
    if at >= restore.restored_at - SKEW and rows.is_under_way(
        work.session, phone, held.body, restored_at
    ):
        return False
    waiting = rows.alike(work.session, phone, held.body, restored_at)
    if waiting is not None:
        _adopt(work, waiting, held)
    else:
        _add(work, snapshot, held, at)
    _count_as_check_in(work, snapshot, held, at + work.offset)
    return True


def _adopt(work: Unit, message_id: int, held: ProviderMessage) -> None:
    """It waits in our outbox and has long been sent."""
    log.info("adopted", message=message_id)
    fetch = work.machine + work.deps.timing.fetch_after
    outbox.fill_sid(work.session, message_id, held.sid, work.machine, fetch)
    record_reports(work, [Report(held.sid, held.status, held.error_code, None, work.now)])


def _add(work: Unit, snapshot: Snapshot, held: ProviderMessage, at: datetime) -> None:
    """Nothing here knows why it was sent; that it was stands in the conversation."""
    state = state_of(held.status) or MessageState.ACCEPTED
    job = next(iter(snapshot.jobs), None) if snapshot.speaker is None else None
    final = state in FINAL
    made = rows.insert_known_to_provider(
        work.session,
        state=str(state),
        phone=snapshot.phone.phone,
        sender=None,
        job=job.id if job else None,
        language=snapshot.phone.language,
        body=held.body,
        segments=min(held.segments or count(held.body).segments, 1000),
        sid=held.sid,
        code=held.error_code,
        at=at + work.offset,
        sent_at=at + work.offset if state in _REACHED else None,
        accepted_at=at,
        look_at=None if final else work.machine + work.deps.timing.fetch_after,
    )
    if made is not None:
        rows.use_keys(work.session, [second_try_key(made)], work.now)
        rows.told(work.session, snapshot.phone.phone, at + work.offset)


def _count_as_check_in(work: Unit, snapshot: Snapshot, held: ProviderMessage, at: datetime) -> None:
    """Perhaps it was the check-in of the slot it fell into: there is no second one."""
    slot, keys = check_ins_covered(snapshot, at)
    rows.use_keys(work.session, keys, work.now)
    if slot is None:
        return
    rows.checked_in(work.session, snapshot.phone.phone, at)
    if state_of(held.status) in _REACHED:
        lost_time.keep_check_ins(work.session, snapshot.phone.phone, at, slot.ends)
