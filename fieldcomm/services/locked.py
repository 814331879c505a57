"""Snapshots taken under lock: the phone first, then the job rows, then the reading."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from sqlalchemy import text

from fieldcomm.domain.snapshot import Snapshot
from fieldcomm.services.errors import Refused
from fieldcomm.services.unit import Unit
from fieldcomm.store import locks
from fieldcomm.store.models import Contact, Contractor
from fieldcomm.store.queries.snapshots import job_ids_of, load_snapshots

Reached = TypeVar("Reached", Contact, Contractor)

CHANGED_MEANWHILE = "Somebody else has changed their number meanwhile. Look again."
_PHONE_OF = text(
    "SELECT k.phone FROM jobs j JOIN contacts k ON k.id = j.contact_id WHERE j.id = :id"
)
_NAMED_BY_OFFICE = text(
    "SELECT id FROM jobs WHERE code = :code AND status NOT IN ('closed', 'cancelled')"
    " AND EXISTS (SELECT 1 FROM users WHERE phone = :phone)"
)
_JOB_OF = text("SELECT id FROM jobs WHERE code = :code")


def locked_phone(work: Unit, phone: str, code: str | None = None) -> Snapshot:
    """Everything about a phone's person: customer, contractor or office.

    `code`: a job that somebody of the office names in their text, whoever owns it.
    """
    locks.know_phones(work.session, [phone])
    locks.lock_phones(work.session, [phone])
    ids = job_ids_of(work.session, [phone], work.now).get(phone, set())
    if code is not None:
        ids = ids | set(work.session.scalars(_NAMED_BY_OFFICE, {"code": code, "phone": phone}))
    locks.lock_jobs(work.session, sorted(ids))
    return load_snapshots(work.session, {phone: ids}, work.now, work.policy)[phone]


def locked_phones(work: Unit, phones: Iterable[str]) -> dict[str, Snapshot]:
    """As `locked_phone`, of many at once; every lock is taken in the order all others take it."""
    wanted = sorted(set(phones))
    locks.know_phones(work.session, wanted)
    locks.lock_phones(work.session, wanted)
    found = job_ids_of(work.session, wanted, work.now)
    locks.lock_jobs(work.session, sorted(set().union(*found.values())) if found else [])
    jobs_of = {phone: found.get(phone, set()) for phone in wanted}
    return load_snapshots(work.session, jobs_of, work.now, work.policy)


def locked_job(work: Unit, job_id: int) -> Snapshot | None:
    """The snapshot of the customer of one job, with all their open jobs; None: no such job."""
    phone = work.session.scalar(_PHONE_OF, {"id": job_id})
    if phone is None:
        return None
    locks.know_phones(work.session, [phone])
    locks.lock_phones(work.session, [phone])
    ids = job_ids_of(work.session, [phone], work.now).get(phone, set()) | {job_id}
    locks.lock_jobs(work.session, sorted(ids))
    return load_snapshots(work.session, {phone: ids}, work.now, work.policy)[phone]


def locked_code(work: Unit, code: str) -> Snapshot | None:
    """As `locked_job`, by the code people text."""
    job_id = work.session.scalar(_JOB_OF, {"code": code.strip().upper()})
    return None if job_id is None else locked_job(work, job_id)


def locked_row(work: Unit, kind: type[Reached], id_: int, *others: str) -> Reached | None:
    """Somebody with a phone, read under the lock of it and of the `others`. None: nobody of that
    number. Raises Refused where their phone was changed while we waited: its lock is not ours."""
    row = work.session.get(kind, id_)
    if row is None:
        return None
    phone = row.phone
    locks.know_phones(work.session, others)
    locks.lock_phones(work.session, [phone, *others])
    work.session.refresh(row)
    if row.phone != phone:
        raise Refused(CHANGED_MEANWHILE)
    return row
