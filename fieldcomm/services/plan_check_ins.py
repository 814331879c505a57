"""Work out anew when phones are owed their next check-in."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import text

from fieldcomm.domain.check_in import is_promised_start
from fieldcomm.domain.next_check_in import next_check_in
from fieldcomm.services.unit import Unit
from fieldcomm.store.queries.snapshots import job_ids_of_customers, load_snapshots

_PLAN = text("UPDATE phones SET next_check_in_at = :at WHERE phone = :phone")


def plan_check_ins(unit: Unit, phones: Collection[str], *, passed: bool = False) -> None:
    """Set `next_check_in_at` of each phone, within this transaction.

    A check-in that is due and has not been looked at yet stays due, unless it has `passed`; one
    planned outside the slots to keep a promise stays planned.
    """
    if not phones:
        return
    unit.session.flush()
    jobs_of = job_ids_of_customers(unit.session, sorted(phones))
    jobs_of.update({phone: set() for phone in phones if phone not in jobs_of})
    snapshots = load_snapshots(unit.session, jobs_of, unit.now, unit.policy, lean=True)
    changes = []
    for phone, snapshot in sorted(snapshots.items()):
        slot = next_check_in(snapshot.phone, snapshot.jobs, unit.policy, unit.now)
        planned = snapshot.phone.next_check_in_at
        if slot and planned and planned <= unit.now and not passed:
            continue
        if slot and not passed and is_promised_start(snapshot, planned):
            continue
        at = slot.starts if slot else None
        if at != planned:
            changes.append({"phone": phone, "at": at})
    if changes:
        unit.session.execute(_PLAN, changes)
