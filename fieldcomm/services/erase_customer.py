"""Erase a customer: nothing that names them is left, what was done is still counted."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import text

from fieldcomm.domain.forgetting import alias_of, surnames, traces
from fieldcomm.domain.job import OPEN
from fieldcomm.services.deps import Deps
from fieldcomm.services.errors import Refused
from fieldcomm.services.unit import Unit, retrying, unit
from fieldcomm.store import locks
from fieldcomm.store.queries import erasing as rows
from fieldcomm.store.queries.opt_outs import keep_opt_outs

_STANDING = text("SELECT name, merged_into, erased_at FROM customers WHERE id = :id")


def erase_customer(deps: Deps, customer_id: int, *, typed: str) -> None:
    """Erase them everywhere, in one transaction; nothing brings it back. `typed` is their name, to
    confirm. Raises Refused while a job is open or a text under way."""

    def run() -> None:
        with unit(deps) as work:
            found = work.session.execute(_STANDING, {"id": customer_id}).one_or_none()
            if found is None or found.merged_into is not None:
                raise Refused("There is no such customer.")
            if found.erased_at is not None:
                raise Refused("They are erased already.")
            if _plain(typed) != _plain(found.name):
                raise Refused(f"Type their name as it stands here, {found.name}, to erase them.")
            theirs = erase_in(work, [customer_id])
            rows.forget_past_deeds(work.session, work.machine)
            _erase_mentions(work, theirs)

    retrying(run)


def erase_in(work: Unit, ids: Sequence[int]) -> rows.Theirs:
    """Erase these customers within this transaction. Raises Refused."""
    locks.lock_phones(work.session, rows.read_theirs(work.session, ids).all_phones)
    theirs = rows.read_theirs(work.session, ids)
    locks.lock_jobs(work.session, [job.id for job in theirs.jobs])
    _refuse_what_goes_on(work, theirs)
    keep_opt_outs(work.session, theirs.phones, work.deps.entropy.token(), work.now)
    rows.erase(work.session, theirs, {k.id: alias_of(k.id) for k in theirs.contacts}, work.now)
    return theirs


def _refuse_what_goes_on(work: Unit, theirs: rows.Theirs) -> None:
    going = [job.code for job in theirs.jobs if job.status in OPEN]
    if going:
        raise Refused(f"Close or cancel {', '.join(going)} first: nobody is erased in mid-job.")
    if rows.under_way(work.session, theirs):
        raise Refused("A text to or from them is still on its way. Try again in a few minutes.")


def _erase_mentions(work: Unit, theirs: rows.Theirs) -> None:
    exact = traces(theirs.names, theirs.phones, [row.address for row in theirs.customers])
    codes = [job.code for job in theirs.jobs]
    rows.erase_mentions(work.session, exact, [*exact, *surnames(theirs.names), *codes])


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()
