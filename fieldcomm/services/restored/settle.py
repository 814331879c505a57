"""All that can be known is known: the lost time is settled, and sending goes on, in one commit.

Where exactness is impossible nothing is said a second time, and a person is told.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from fieldcomm.domain.broadcast import Exclusion
from fieldcomm.domain.callback.steps import CHECK_IN_GRACE
from fieldcomm.domain.desk.door_note import door_key
from fieldcomm.domain.lost_time import (
    NOT_KNOWN,
    PERHAPS_SENT,
    done_until,
    may_be_answered,
    report,
)
from fieldcomm.domain.once import inbound_key
from fieldcomm.log import get_logger
from fieldcomm.messaging.gateway import ProviderMessage
from fieldcomm.services.deps import Deps
from fieldcomm.services.plan_check_ins import plan_check_ins
from fieldcomm.services.readable import clean, readable
from fieldcomm.services.restored.state import asked_since
from fieldcomm.services.restored.take_in import created
from fieldcomm.services.restored.tell import tell_office
from fieldcomm.services.run_day_lists import next_list_at
from fieldcomm.services.unit import Unit, unit
from fieldcomm.store.queries import lost_time, outbox
from fieldcomm.store.queries import restored as rows

log = get_logger(__name__)

DAY = timedelta(days=1)
KIND = "restored"  # of tasks
BY_ITSELF = "the provider's list"
NOT_ASKED = "restored from a backup, and the provider was not asked whether it had been sent"


def settle_lost_time(deps: Deps, inbound: Sequence[ProviderMessage]) -> None:
    """By what the provider lists. Its outbound texts have been taken in."""
    with unit(deps) as work:
        restore = rows.open_restore(work.session, lock=True)
        if restore is None:
            return
        since = asked_since(restore, rows.senders(work.session))
        phones = rows.touched(work.session, since)
        came_in = _put_before_reading(work, restore, set(phones), inbound)
        cut = None
        if restore.lost_until is not None:
            cut = done_until(restore.lost_until, restore.restored_at)
            _skip(work, cut + work.offset)
            _leave_in_doubt(work, phones, since, cut, restore.restored_at)
        rows.read_as_lost(work.session, restore.restored_at, cut, phones)
        _break_check_ins(work)
        _name_strangers(work, since)
        _end(work, restore, BY_ITSELF, cut, came_in)


def settle_unasked(deps: Deps, *, by: str) -> None:
    """A person says to go on although nobody can ask the provider: whatever was due until the restore
    counts as done, whatever waited to leave does not leave any more."""
    with unit(deps) as work:
        restore = rows.open_restore(work.session, lock=True)
        if restore is None:
            return
        cut: datetime = restore.restored_at
        lost_time.drop_waiting(work.session, cut + work.offset, NOT_ASKED)
        _skip(work, cut + work.offset)
        rows.read_as_lost(work.session, cut, cut, [])
        _break_check_ins(work)
        due = lost_time.phones_due(work.session, work.now)
        plan_check_ins(work, due, passed=True)
        lost_time.polled(work.session, cut)
        _end(work, restore, by, cut, 0, listed=False)


def _put_before_reading(
    work: Unit, restore: Any, touched: set[str], inbound: Sequence[ProviderMessage]
) -> int:
    """Texts we may have acted on; the others are fetched by polling, as after any outage. Returns
    how many came in that the backup did not hold."""
    known = rows.known(work.session, [text.sid for text in inbound])
    fresh = [text for text in inbound if text.sid not in known and text.from_number]
    for held in sorted(fresh, key=lambda text: created(text, restore.restored_at)):
        at = created(held, restore.restored_at)
        told = held.from_number in touched
        if may_be_answered(at, was_told=told, lost_until=restore.lost_until):
            _store(work, held, at)
    return len(fresh)


def _store(work: Unit, held: ProviderMessage, at: datetime) -> None:
    params = {"MessageSid": held.sid, "From": held.from_number, "To": held.to, "Body": held.body}
    rows.to_read(
        work.session,
        key=inbound_key(held.sid),
        machine=work.machine,
        sid=held.sid,
        phone=clean(held.from_number),
        params=json.dumps(readable(params)),
        received_at=at + work.offset,
        arrived_at=at,
    )


def _skip(work: Unit, cut: datetime) -> None:
    """Steps due by `cut` (business time) are not taken again; what they are about is a person's."""
    lost_time.skip_promises(work.session, cut)
    lost_time.skip_tasks(work.session, cut)
    lost_time.skip_lists(work.session, cut, next_list_at(work.now, work.policy))
    for job_id in lost_time.skip_visits(work.session, cut):
        words = "A step of its visit fell into the time lost with the restore: ask how it went"
        lost_time.open_task(work.session, KIND, words, work.now, job_id=job_id)


def _break_check_ins(work: Unit) -> None:
    """One handed over at the last moment may still be reported `sent`; the ladder sees to it."""
    lost_time.break_check_ins(work.session, work.now, work.now - CHECK_IN_GRACE, NOT_KNOWN)


def _leave_in_doubt(
    work: Unit, phones: Sequence[str], since: datetime, cut: datetime, restored_at: datetime
) -> None:
    """What may have gone out in other words than those that wait here. Machine time."""
    session, before = work.session, restored_at + work.offset
    for row in lost_time.unsure(session, phones, cut + work.offset, before, PERHAPS_SENT):
        words = f"Perhaps sent, perhaps not: {PERHAPS_SENT}. Look, ask, or send it anew"
        lost_time.open_task(
            session,
            "unconfirmed",
            words,
            work.now,
            job_id=row.job_id,
            phone=row.phone,
            message_id=row.id,
        )
    lost_time.leave_out_of_broadcasts(session, phones, Exclusion.RESTORED)
    notes = lost_time.door_notes(session, phones, since + work.offset - DAY, before + DAY)
    rows.use_keys(session, [door_key(n.visit_id, n.phone, n.written_at) for n in notes], work.now)
    for job_id in sorted({note.job_id for note in notes}):
        words = "The crew may not have the door note: tell them"
        lost_time.open_task(session, KIND, words, work.now, job_id=job_id)


def _name_strangers(work: Unit, since: datetime) -> None:
    """People we came to know after the backup: nothing of them is left but what we wrote."""
    for row in rows.strangers(work.session, since):
        words = (
            f"We wrote to them after the backup and know nothing of them any more: {row.body[:200]}"
        )
        lost_time.open_task(work.session, KIND, words, work.now, phone=row.phone)


def _end(
    work: Unit,
    restore: Any,
    by: str,
    cut: datetime | None,
    came_in: int,
    *,
    listed: bool = True,
) -> None:
    rows.end(work.session, by, came_in, work.machine, cut)
    outbox.wait_anew(work.session, work.machine)
    since = (restore.knew_until or restore.restored_at) + work.offset
    words = report(work.policy, since, restore.texts_out, came_in, listed=listed)
    lost_time.open_task(
        work.session,
        KIND,
        f"The data is that of a backup: {words}. Look through what waits here and through the day's"
        " visits and calls",
        work.now,
    )
    tell_office(work, words)
    work.bells.update({"inbox", "outbox", "due"})
    log.warning("sending_again_after_restore", out=restore.texts_out, came_in=came_in)
