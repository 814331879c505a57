"""One job as its page shows it: the story, what is owed, and one timeline."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal
from zoneinfo import ZoneInfo

from fieldcomm.domain.visit import ACTIVE
from fieldcomm.services.deps import Deps
from fieldcomm.services.unit import unit
from fieldcomm.store.queries import board
from fieldcomm.store.queries import job_page as rows
from fieldcomm.store.queries.people import active_contractors, office
from fieldcomm.store.queries.snapshots import zone

LineKind = Literal["text", "event", "promise", "visit"]


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
    tasks: list[Any]
    proposals: list[Any]
    other_jobs: list[Any]
    consent: Any
    contractors: list[Any]
    office: list[Any]


def read_job(deps: Deps, code: str) -> JobPage | None:
    """None when there is no such job. A constant number of statements."""
    with unit(deps) as work:
        session = work.session
        job = rows.job_by_code(session, code.strip().upper()[:20])
        if job is None:
            return None
        promises = rows.promises_of(session, job.id)
        visits = rows.visits_of(session, job.id)
        return JobPage(
            now=work.now,
            zone=zone(job.timezone),
            company=work.policy.company,
            job=job,
            lines=_timeline(
                rows.messages_of(session, job.id, job.phone, job.created_at),
                rows.events_of(session, job.id),
                promises,
                visits,
            ),
            owed=sorted((p for p in promises if p.state == "open"), key=lambda p: p.due_at),
            visits=[visit for visit in visits if visit.status in ACTIVE],
            tasks=list(board.open_tasks(session, job_id=job.id, limit=20)),
            proposals=list(rows.proposals_of(session, job.id)),
            other_jobs=list(rows.other_jobs(session, job.id, job.phone)),
            consent=rows.last_consent(session, job.phone),
            contractors=list(active_contractors(session)),
            office=list(office(session)),
        )


def _timeline(messages: Any, events: Any, promises: Any, visits: Any) -> list[Line]:
    """Oldest first. What was promised in a text stands beside the text; check-ins are texts."""
    lines = [Line(row.created_at, "text", row) for row in messages]
    lines += [Line(row.at, "event", row) for row in events]
    lines += [Line(row.created_at, "promise", row) for row in promises if row.kind != "check_in"]
    lines += [Line(row.created_at, "visit", row) for row in visits]
    rank = {"visit": 0, "promise": 1, "event": 2, "text": 3}
    return sorted(lines, key=lambda line: (line.at, rank[line.kind], line.row.id))
