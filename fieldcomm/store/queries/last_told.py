"""The last text about a job that a phone is known to have been sent."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import text
from sqlalchemy.orm import Session

from fieldcomm.domain.check_in_covered import ABOUT_THE_JOB, Told

# Among the latest of each phone only: at a cost flat in history.
_LAST = text(
    "SELECT p.phone, last.job_id, last.created_at, last.next_by"
    " FROM unnest(CAST(:phones AS text[])) AS p (phone) CROSS JOIN LATERAL (SELECT job_id, created_at,"
    " (params->>'next_by')::timestamptz AS next_by FROM (SELECT * FROM messages m"
    " WHERE m.phone = p.phone AND m.direction = 'out' ORDER BY m.id DESC LIMIT 20) latest"
    " WHERE moment = ANY(:about) AND state IN ('sent', 'delivered') AND job_id IS NOT NULL"
    " AND created_at > :since ORDER BY id DESC LIMIT 1) last"
)


def last_told(session: Session, phones: Sequence[str], *, since: datetime) -> dict[str, Told]:
    """By phone; without those to whom none was sent `since`."""
    given = {"phones": list(phones), "about": sorted(ABOUT_THE_JOB), "since": since}
    return {
        row.phone: Told(row.job_id, row.created_at, row.next_by)
        for row in session.execute(_LAST, given)
    }
