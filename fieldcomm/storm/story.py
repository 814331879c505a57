"""What happened around each job, in the order it happened; everything that was said stands once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from fieldcomm.storm.measures.measure import clock
from fieldcomm.storm.play import Play
from fieldcomm.storm.record import Record
from fieldcomm.storm.told import Happened, Line, happenings
from fieldcomm.web.words import JOBS, VISITS

_VISITS = (
    "SELECT v.job_id, v.window_from, v.window_to, v.status, w.name AS crew FROM visits v"
    " LEFT JOIN contractors w ON w.id = v.contractor_id ORDER BY v.window_from, v.id"
)


@dataclass(frozen=True, slots=True)
class Story:
    """Of a job, of a household that never got one (`code` empty), or of our own people."""

    code: str
    name: str
    phone: str
    about: list[str]
    lines: list[Line]


def stories_of(play: Play, record: Record) -> list[Story]:
    """Jobs in the order they were opened, then households without one, then our people."""
    by_job, by_phone = _allotted(record, happenings(play, record))
    visits: dict[int, list[str]] = defaultdict(list)
    for row in play.world.rows(_VISITS):
        visits[row.job_id].append(_visit(row))
    return [
        *(_of_job(record, job, visits[job.id], by_job[job.id]) for job in record.jobs),
        *(_of_household(record, phone, by_phone[phone]) for phone in record.households),
        Story("", "Crews and office", "", ["What was about no one household."], by_phone[""]),
    ]


def _allotted(
    record: Record, happened: Iterable[Happened]
) -> tuple[dict[int, list[Line]], dict[str, list[Line]]]:
    by_job: dict[int, list[Line]] = defaultdict(list)
    by_phone: dict[str, list[Line]] = defaultdict(list)
    for one in sorted(happened, key=attrgetter("line.at")):
        job_id = one.job_id or _job_then(record, one)
        if job_id is not None:
            by_job[job_id].append(one.line)
        else:
            by_phone[one.phone if one.phone in record.households else ""].append(one.line)
    return by_job, by_phone


def _job_then(record: Record, one: Happened) -> int | None:
    """The newest job their household had by then; what came before the first belongs to it."""
    jobs = record.jobs_of.get(one.phone, [])
    known = [job for job in jobs if job.created_at <= one.line.at] or jobs[:1]
    return known[-1].id if known else None


def _of_job(record: Record, job: Any, visits: list[str], lines: list[Line]) -> Story:
    household = record.households.get(job.phone)
    nature = f"{household.nature}, {household.language}" if household else "not theirs any more"
    about = [
        f"{job.address}: {job.summary} ({nature}); in the end {JOBS[job.status].word.lower()}",
        *visits,
    ]
    return Story(job.code, job.name, job.phone, about, lines)


def _of_household(record: Record, phone: str, lines: list[Line]) -> Story:
    household = record.households[phone]
    return Story("", household.name, phone, [f"No job ({household.nature})"], lines)


def _visit(row: Any) -> str:
    window = f"{clock(row.window_from)} to {clock(row.window_to)[4:]}"
    return f"visit {window}, {row.crew or 'no crew'}: {VISITS[row.status].word}"
