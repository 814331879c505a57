"""One job as its page shows it: the story, what is owed, and one timeline."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal
from zoneinfo import ZoneInfo

from fieldcomm.domain.desk.offer_windows import Offered, offer_windows
from fieldcomm.domain.visit import ACTIVE, VisitStatus
from fieldcomm.services.deps import Deps
from fieldcomm.services.unit import Unit, unit
from fieldcomm.store.queries import board, photos
from fieldcomm.store.queries import job_page as rows
from fieldcomm.store.queries.door_notes import about_door_note
from fieldcomm.store.queries.make_good import job_has_unresolved
from fieldcomm.store.queries.people import active_contractors, office
from fieldcomm.store.queries.snapshots import zone
from fieldcomm.store.queries.tracking import count_live

LineKind = Literal["text", "event", "promise", "visit"]
AHEAD = timedelta(days=8)  # how far the hint about crews' days looks
LATELY = timedelta(days=3)  # how long a visit that is over can be corrected from the page


@dataclass(frozen=True, slots=True)
class Line:
    """One entry of the timeline. `row` has the columns of store.queries.job_page."""

    at: datetime
    kind: LineKind
    row: Any


@dataclass(frozen=True, slots=True)
class JobPage:
    """All times aware UTC; `zone` is the job site's."""

    now: datetime
    zone: ZoneInfo
    company: str
    job: Any
    lines: list[Line]
    owed: list[Any]
    visits: list[Any]
    past_visits: list[Any]  # done or missed within LATELY: their times can be put right
    tasks: list[Any]
    proposals: list[Any]
    other_jobs: list[Any]
    contacts: list[Any]
    consent: Any
    contractors: list[Any]
    office: list[Any]
    windows: list[Offered]
    load: dict[int, list[Any]]  # by contractor: the days ahead on which they have visits
    photos: dict[int, list[Any]]  # by message
    review: str | None  # ask | withheld; None: the settings have no link for it
    links: int  # how many lead to their own page
    door: Any  # who wrote the door note and when it ends; None: there is none


def read_job(deps: Deps, code: str) -> JobPage | None:
    """None when there is no such job. A constant number of statements."""
    with unit(deps) as work:
        session, now = work.session, work.now
        job = rows.job_by_code(session, code.strip().upper()[:20])
        if job is None:
            return None
        site = zone(job.timezone)
        promises = rows.promises_of(session, job.id)
        visits = rows.visits_of(session, job.id)
        events = rows.events_of(session, job.id, work.machine)
        messages = rows.messages_of(session, job)
        return JobPage(
            now=now,
            zone=site,
            company=work.policy.company,
            job=job,
            lines=_timeline(messages, events, promises, visits),
            owed=sorted((p for p in promises if p.state == "open"), key=lambda p: p.due_at),
            visits=[visit for visit in visits if visit.status in ACTIVE],
            past_visits=[v for v in visits if _is_past(v, now)],
            tasks=list(board.open_tasks(session, job_id=job.id, limit=20)),
            proposals=list(rows.proposals_of(session, job.id)),
            other_jobs=list(rows.other_jobs(session, job.id, job.phone)),
            contacts=list(rows.contacts_of(session, job.customer_id)),
            consent=rows.last_consent(session, job.phone),
            contractors=list(active_contractors(session)),
            office=list(office(session)),
            windows=offer_windows(now, site, work.policy.working_hours),
            load=_by(rows.load_of_days(session, job.timezone, now, now + AHEAD), "contractor_id"),
            review=_review(work, job.id),
            links=count_live(session, job.id, now),
            door=about_door_note(session, job.id),
            photos=_by(photos.of_messages(session, [m.id for m in messages]), "message_id"),
        )


def _review(work: Unit, job_id: int) -> str | None:
    if not work.company.review_link:
        return None
    return "withheld" if job_has_unresolved(work.session, job_id) else "ask"


def _is_past(visit: Any, now: datetime) -> bool:
    return bool(visit.status == VisitStatus.DONE and visit.window_to > now - LATELY)


def _by(rows: Iterable[Any], column: str) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {}
    for row in rows:
        found.setdefault(getattr(row, column), []).append(row)
    return found


def _timeline(messages: Any, events: Any, promises: Any, visits: Any) -> list[Line]:
    """Oldest first. What was promised in a text stands beside the text; check-ins are texts."""
    lines = [Line(row.created_at, "text", row) for row in messages]
    lines += [Line(row.at, "event", row) for row in events]
    lines += [Line(row.created_at, "promise", row) for row in promises if row.kind != "check_in"]
    lines += [Line(row.created_at, "visit", row) for row in visits]
    rank = {"visit": 0, "promise": 1, "event": 2, "text": 3}
    return sorted(lines, key=lambda line: (line.at, rank[line.kind], line.row.id))
