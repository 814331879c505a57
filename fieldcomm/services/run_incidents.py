"""Promised words on incidents that come due: on the board before they are late, and when they are."""

from __future__ import annotations

from datetime import timedelta

from fieldcomm.services.deps import Deps
from fieldcomm.services.unit import unit
from fieldcomm.store.queries import incidents as rows

REMIND_BEFORE = timedelta(minutes=15)


def run_incidents(deps: Deps) -> bool:
    """Remind before the time, say late after it. Few at a time; always done in one go."""
    with unit(deps) as work:
        for row in rows.due(work.session, work.now):
            by = row.next_by.astimezone(work.policy.zone)
            said = f"{by:%-I:%M} {'am' if by.hour < 12 else 'pm'} {by.tzname()}"
            if work.now < row.next_by:
                words = f"{row.title}: we told everybody the next word comes by {said}. Post it now"
                rows.remind(work.session, row, "incident_due", words, work.now)
                rows.step(work.session, row.id, row.next_by)
            else:
                words = f"{row.title}: the next word was due by {said} and is late. Post it now"
                rows.remind(work.session, row, "incident_late", words, work.now)
                rows.step(work.session, row.id, None)
    return False
