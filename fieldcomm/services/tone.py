"""Words sent although the tone check had found something: who, and which words, stays on record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import insert

from fieldcomm.store.models import Event
from fieldcomm.store.queries.deeds import jobs_touched

if TYPE_CHECKING:
    from fieldcomm.services.unit import Unit


def record_override(work: Unit) -> None:
    """One event for the deed, on its job's timeline where it is about one job only."""
    acting, deed = work.deps.acting, work.deed
    if acting is None or deed is None or not acting.tone_overridden:
        return
    jobs = jobs_touched(work.session, deed.touched)
    found = [{"words": f.words, "why": f.why} for f in acting.tone_overridden]
    work.session.execute(
        insert(Event).values(
            job_id=jobs[0] if len(jobs) == 1 else None,
            at=work.now,
            kind="tone_overridden",
            actor=acting.name,
            data={"what": acting.what, "findings": found},
            deed_id=deed.id,
        )
    )
    acting.tone_overridden = ()
