"""Gate code, alarm, key box: for the crew that comes, on the day it comes, and then gone."""

from __future__ import annotations

from datetime import datetime, timedelta

from fieldcomm.domain.arrival.say import tell_person
from fieldcomm.domain.effects import Effect, Note
from fieldcomm.domain.job import JobStatus
from fieldcomm.domain.once import hashed
from fieldcomm.domain.snapshot import JobView, Snapshot, VisitView
from fieldcomm.domain.visit import VisitStatus

LONGEST = 110  # characters: it goes out whole or not at all
LASTS = timedelta(days=30)
LOOK_EVERY = timedelta(minutes=20)
_COMING = (
    VisitStatus.ACCEPTED,
    VisitStatus.CONFIRMED,
    VisitStatus.EN_ROUTE,
    VisitStatus.ON_SITE,
)


def has_served(
    snapshot: Snapshot, job: JobView, written_at: datetime, expires_at: datetime
) -> bool:
    """Over: its day has passed, the work is done, or the visit it was for and no other stands."""
    if expires_at <= snapshot.now or job.status is JobStatus.DONE:
        return True
    if any(visit.is_active for visit in job.visits):
        return False
    return any(v.left_at is not None and v.left_at >= written_at for v in job.visits)


def send_to_crews(
    snapshot: Snapshot, job: JobView, words: str, written_at: datetime
) -> list[Effect]:
    """To every crew that comes today, once for each visit, crew and wording."""
    effects: list[Effect] = []
    for visit in job.visits:
        if visit.contractor is None or not _is_today(snapshot, job, visit):
            continue
        params = {
            "name": visit.contractor.first_name,
            "customer": job.customer_name,
            "code": job.code,
            "words": words,
        }
        key = door_key(visit.id, visit.contractor.phone, written_at)
        effects += tell_person(
            visit.contractor,
            job,
            "door_note",
            params,
            once=key,
            expires_at=visit.window_to + timedelta(hours=2),
        )
    return effects


def door_key(visit_id: int, crew: str | None, written_at: datetime) -> str:
    """A crew is told each wording once for each visit."""
    return f"visit/{visit_id}/door/{hashed(f'{crew}{written_at.isoformat()}')}"


def noted(job: JobView, kind: str, by: str) -> Note:
    """Who wrote, read or erased it; never what it says."""
    return Note(kind, by, job.id)


def _is_today(snapshot: Snapshot, job: JobView, visit: VisitView) -> bool:
    if visit.status not in _COMING:
        return False
    here = snapshot.now.astimezone(job.zone)
    starts = visit.window_from.astimezone(job.zone)
    return starts.date() == here.date() and here.time() >= snapshot.policy.morning_list_at
