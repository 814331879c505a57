"""Two records of one household become one: the other's contacts and jobs move, nothing is lost.

Consent, check-ins and promises belong to phone numbers, so that merging changes none of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import insert, text

from fieldcomm.services.deps import Deps
from fieldcomm.services.errors import Refused
from fieldcomm.services.plan_check_ins import plan_check_ins
from fieldcomm.services.unit import Unit, retrying, unit
from fieldcomm.store import locks
from fieldcomm.store.models import Customer, Event
from fieldcomm.store.queries import customers as rows

_PHONES = text("SELECT DISTINCT phone FROM contacts WHERE customer_id IN (:keep, :gone)")
_CONTACTS = text(
    "SELECT k.id, k.name, k.phone, k.removed_at, (SELECT o.id FROM contacts o"
    " WHERE o.customer_id = :keep AND o.phone = k.phone) AS same FROM contacts k"
    " WHERE k.customer_id = :gone ORDER BY k.id"
)
_JOBS = text("SELECT id, contact_id FROM jobs WHERE customer_id = :gone ORDER BY id")
_MOVE_JOB = text("UPDATE jobs SET customer_id = :keep, contact_id = :contact WHERE id = :id")
_MOVE_CONTACT = text("UPDATE contacts SET customer_id = :keep WHERE id = :id")
_BACK = text("UPDATE contacts SET removed_at = NULL WHERE id = :id")


@dataclass(frozen=True, slots=True)
class MergePreview:
    """What would move from `gone` to `keep`. `same`: contacts both have, who become one."""

    keep: Any
    gone: Any
    contacts: list[Any]
    same: list[Any]
    jobs: list[Any]
    texts: int
    promises: int
    stopped: list[str]


def preview_merge(deps: Deps, keep_id: int, gone_id: int) -> MergePreview:
    """Raises Refused where the two cannot be merged."""
    with unit(deps) as work:
        keep, gone = _both(work, keep_id, gone_id)
        contacts = work.session.execute(_CONTACTS, {"keep": keep_id, "gone": gone_id}).all()
        texts, promises = rows.totals_of(work.session, gone_id)
        people = [
            *rows.contacts_of(work.session, keep_id),
            *rows.contacts_of(work.session, gone_id),
        ]
        return MergePreview(
            keep=keep,
            gone=gone,
            contacts=[k for k in contacts if k.same is None],
            same=[k for k in contacts if k.same is not None],
            jobs=list(rows.jobs_of(work.session, gone_id)),
            texts=texts,
            promises=promises,
            stopped=sorted({k.phone for k in people if k.consent == "stopped"}),
        )


def merge_customers(deps: Deps, keep_id: int, gone_id: int, *, by: str) -> None:
    """Move everything of `gone` to `keep`. Can be taken back for ten seconds, then no more.
    Raises Refused."""

    def run() -> None:
        with unit(deps) as work:
            given = {"keep": keep_id, "gone": gone_id}
            phones = sorted(work.session.scalars(_PHONES, given))
            locks.lock_phones(work.session, phones)
            keep, gone = _both(work, keep_id, gone_id)
            contacts = work.session.execute(_CONTACTS, given).all()
            jobs = work.session.execute(_JOBS, given).all()
            locks.lock_jobs(work.session, [job.id for job in jobs])
            _remember(work, keep_id, gone_id, contacts, jobs, phones)
            _move(work, keep_id, contacts, jobs, by)
            keep.notes, keep.story = (
                _both_of(keep.notes, gone.notes),
                _both_of(keep.story, gone.story),
            )
            gone.merged_into = keep_id
            plan_check_ins(work, phones)

    retrying(run)


def _both(work: Unit, keep_id: int, gone_id: int) -> tuple[Customer, Customer]:
    if keep_id == gone_id:
        raise Refused("Choose another customer: these two are the same record.")
    found = [work.session.get(Customer, id_) for id_ in (keep_id, gone_id)]
    keep, gone = found
    if keep is None or gone is None or any(c and (c.merged_into or c.erased_at) for c in found):
        raise Refused("One of the two is not there any more.")
    return keep, gone


def _remember(
    work: Unit,
    keep_id: int,
    gone_id: int,
    contacts: Sequence[Any],
    jobs: Sequence[Any],
    phones: Sequence[str],
) -> None:
    """Everything this changes, for taking it back."""
    deed = work.deed
    if deed is None:
        return
    deed.changing("customers", keep_id, ("notes", "story"))
    deed.changing("customers", gone_id, ("merged_into",))
    for contact in contacts:
        deed.changing("contacts", contact.same or contact.id, ("customer_id", "removed_at"))
    for job in jobs:
        deed.changing("jobs", job.id, ("customer_id", "contact_id"))
    for phone in phones:
        deed.changing("phones", phone, ("next_check_in_at",))


def _move(work: Unit, keep_id: int, contacts: Sequence[Any], jobs: Sequence[Any], by: str) -> None:
    """A contact both have stays where it is, with the record that goes; its jobs change hands."""
    for contact in contacts:
        if contact.same is None:
            work.session.execute(_MOVE_CONTACT, {"keep": keep_id, "id": contact.id})
        elif contact.removed_at is None:
            work.session.execute(_BACK, {"id": contact.same})
    now_with = {contact.id: contact.same or contact.id for contact in contacts}
    for job in jobs:
        moved = {"id": job.id, "keep": keep_id, "contact": now_with[job.contact_id]}
        work.session.execute(_MOVE_JOB, moved)
        event = {"kind": "customers_merged", "actor": by, "job_id": job.id, "at": work.now}
        work.session.execute(insert(Event).values(**event))


def _both_of(one: str, other: str) -> str:
    return "\n\n".join(dict.fromkeys(words for words in (one.strip(), other.strip()) if words))
