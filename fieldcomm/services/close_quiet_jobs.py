"""Jobs done long ago, with nothing owed any more, are closed."""

from __future__ import annotations

from sqlalchemy import text

from fieldcomm.services.deps import Deps
from fieldcomm.services.unit import unit

_CLOSE = text(
    "WITH quiet AS (SELECT j.id FROM jobs j WHERE j.status = 'done' AND j.changed_at <= :since"
    "  AND NOT EXISTS (SELECT 1 FROM promises p WHERE p.job_id = j.id AND p.state = 'open')"
    "  ORDER BY j.changed_at LIMIT 200 FOR UPDATE SKIP LOCKED),"
    " closed AS (UPDATE jobs SET status = 'closed', closed_at = :now, changed_at = :now"
    "  WHERE id IN (SELECT id FROM quiet) RETURNING id)"
    " INSERT INTO events (job_id, at, kind, actor) SELECT id, :now, 'job_closed', 'fieldcomm' FROM closed"
)
# Something is still owed: look again tomorrow instead of at every tick.
_LATER = text(
    "UPDATE jobs SET changed_at = changed_at + interval '1 day'"
    " WHERE status = 'done' AND changed_at <= :since"
)


def close_quiet_jobs(deps: Deps) -> bool:
    """Close what has been quiet for `policy.close_after_quiet`. True when some are left."""
    with unit(deps) as work:
        given = {"now": work.now, "since": work.now - work.policy.close_after_quiet}
        closed: int = work.session.execute(_CLOSE, given).rowcount  # type: ignore[attr-defined]
        if closed == 0:
            work.session.execute(_LATER, given)
    return closed == 200
