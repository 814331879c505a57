"""Links to customers' own pages, as the office handles them: give one, take all of them back."""

from __future__ import annotations

from typing import Any

from sqlalchemy import insert

from fieldcomm.services.deps import Deps
from fieldcomm.services.errors import Refused
from fieldcomm.services.mint_link import mint, stop_links
from fieldcomm.services.unit import Unit, unit
from fieldcomm.store.models import Event, TrackingLink
from fieldcomm.store.queries import tracking as rows


def link_for(deps: Deps, code: str, *, by: str) -> str:
    """A new link to the customer's page of a job, to copy or to send. Raises Refused.

    Links already sent go on working: only their hashes are known, so none can be shown again.
    """
    with unit(deps) as work:
        job = _job(work, code)
        minted = mint(work, job.id)
        if minted is None:
            raise Refused("PUBLIC_URL is too long: a link of it would not fit into a text.")
        work.session.execute(insert(TrackingLink).values(**minted.row))
        _note(work, job.id, "link_made", by)
        return minted.url


def revoke(deps: Deps, code: str, *, by: str) -> int:
    """No link to this job's page works any more; returns how many did. Raises Refused."""
    with unit(deps) as work:
        job = _job(work, code)
        stopped = stop_links(work, job.id)
        _note(work, job.id, "links_revoked", by)
        return stopped


def _job(work: Unit, code: str) -> Any:
    job = rows.job_by_code(work.session, code.strip().upper()[:20])
    if job is None:
        raise Refused(f"There is no job {code!r}.")
    return job


def _note(work: Unit, job_id: int, kind: str, by: str) -> None:
    event = {"job_id": job_id, "at": work.now, "kind": kind, "actor": by, "data": {}}
    work.session.execute(insert(Event).values(**event))
