"""The rules changed: everything that waits for a time is worked out anew, in batches.

`company.replan_after` holds how far it got, so that whoever comes next (the request that changed
the rules, or a worker) goes on where the last one stopped.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import text

from fieldcomm.clock import monotonic
from fieldcomm.domain.arrival.plan import next_step_at as visit_step_at
from fieldcomm.domain.callback.ladder import next_step_at as promise_step_at
from fieldcomm.domain.check_in import promised_start
from fieldcomm.domain.next_check_in import next_check_in
from fieldcomm.domain.policy import Policy
from fieldcomm.domain.snapshot import Snapshot
from fieldcomm.services.deps import Deps
from fieldcomm.services.run_day_lists import next_list_at
from fieldcomm.services.unit import Unit, retrying, unit
from fieldcomm.store import locks
from fieldcomm.store.queries.snapshots import job_ids_of_customers, load_snapshots

BATCH = 500
_BEGIN = text("UPDATE company SET replan_after = '' WHERE id = 1")
_LISTS = text("UPDATE contractors SET next_list_at = :at WHERE active AND next_list_at > :now")
_WHERE = text("SELECT replan_after FROM company WHERE id = 1 FOR UPDATE")
_GOT_TO = text("UPDATE company SET replan_after = :phone WHERE id = 1")
_NEXT = text(
    "SELECT p.phone FROM phones p WHERE p.phone > :after AND (p.next_check_in_at IS NOT NULL"
    " OR EXISTS (SELECT 1 FROM promises r WHERE r.phone = p.phone AND r.state = 'open')"
    " OR EXISTS (SELECT 1 FROM contacts k JOIN jobs j ON j.contact_id = k.id"
    "  WHERE k.phone = p.phone AND j.status NOT IN ('closed', 'cancelled')))"
    " ORDER BY p.phone LIMIT :n"
)
_PHONES = text("UPDATE phones SET next_check_in_at = :at WHERE phone = :key")
_PROMISES = text(
    "UPDATE promises SET next_step_at = :at WHERE id = :key AND state = 'open'"
    " AND next_step_at IS NOT NULL AND next_step_at IS DISTINCT FROM CAST(:at AS timestamptz)"
)
_VISITS = text(
    "UPDATE visits SET next_step_at = :at WHERE id = :key AND next_step_at IS NOT NULL"
    " AND next_step_at IS DISTINCT FROM CAST(:at AS timestamptz)"
)


def begin_replan(work: Unit, policy: Policy) -> None:
    """Within the transaction that changes the rules, so that no replanning is ever forgotten."""
    work.session.execute(_BEGIN)
    work.session.execute(_LISTS, {"at": next_list_at(work.now, policy), "now": work.now})
    work.bells.add("due")


def replan(deps: Deps, *, seconds: float = 20.0) -> bool:
    """Go on planning anew. True when some are left; at once False when nothing is to be done."""
    until = monotonic() + seconds
    while retrying(lambda: _batch(deps)):
        if monotonic() > until:
            return True
    return False


def _batch(deps: Deps) -> bool:
    """Whether there is more to do."""
    with unit(deps) as work:
        if work.company.replan_after is None:
            return False
        after = work.session.scalar(_WHERE)
        if after is None:
            return False
        given = {"after": after, "n": BATCH}
        phones = list(work.session.scalars(_NEXT, given))
        if phones:
            _plan(work, phones)
        done = len(phones) < BATCH
        work.session.execute(_GOT_TO, {"phone": None if done else phones[-1]})
        return not done


def _plan(work: Unit, phones: list[str]) -> None:
    locks.lock_phones(work.session, phones)
    jobs_of = {phone: set[int]() for phone in phones} | job_ids_of_customers(work.session, phones)
    locks.lock_jobs(work.session, sorted(set().union(*jobs_of.values())))
    snapshots = load_snapshots(work.session, jobs_of, work.now, work.policy, lean=True)
    changes: dict[Any, list[Mapping[str, Any]]] = {_PHONES: [], _PROMISES: [], _VISITS: []}
    for snapshot in snapshots.values():
        planned, at = snapshot.phone.next_check_in_at, check_in_at(snapshot)
        if at != planned:
            changes[_PHONES].append({"key": snapshot.phone.phone, "at": at})
        changes[_PROMISES] += [{"key": key, "at": at} for key, at in _ladders(snapshot)]
        changes[_VISITS] += [{"key": key, "at": at} for key, at in _visits(snapshot)]
    for query, rows in changes.items():
        if rows:
            work.session.execute(query, rows)


def check_in_at(snapshot: Snapshot) -> datetime | None:
    """When this phone's next check-in is due by the rules of the snapshot: in the next slot, or
    by the time that was promised before the slots moved."""
    phone = snapshot.phone
    slot = next_check_in(phone, snapshot.jobs, snapshot.policy, snapshot.now)
    if slot and phone.next_check_in_at and phone.next_check_in_at <= snapshot.now:
        return phone.next_check_in_at  # due, and about to be looked at
    return promised_start(snapshot, slot) or (slot.starts if slot else None)


def _ladders(snapshot: Snapshot) -> list[tuple[int, datetime | None]]:
    policy = snapshot.policy
    return [
        (
            promise.id,
            promise_step_at(
                promise, policy=policy, owner_zone=policy.zone, working=policy.working_hours
            ),
        )
        for promise in snapshot.all_promises()
    ]


def _visits(snapshot: Snapshot) -> list[tuple[int, datetime | None]]:
    return [
        (visit.id, visit_step_at(visit, policy=snapshot.policy, zone=job.zone))
        for job, visit in snapshot.visits()
    ]
