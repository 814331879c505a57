"""What a customer sees behind their link: where it stands, who comes, every promise and its end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from fieldcomm.domain.job import OPEN
from fieldcomm.domain.names import first_name
from fieldcomm.domain.promise import PromiseKind, PromiseState
from fieldcomm.domain.visit import ACTIVE, VisitStatus
from fieldcomm.services.deps import Deps
from fieldcomm.services.tokens import hash_token
from fieldcomm.services.unit import unit
from fieldcomm.store.queries import tracking as rows
from fieldcomm.store.queries.snapshots import zone

DISPUTABLE_FOR = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Promised:
    """One promise. `late` while it is open past its time; `disputable` beside one marked kept."""

    id: int
    kind: PromiseKind
    due_at: datetime
    state: PromiseState
    settled_at: datetime | None
    cause: str | None
    owner: str | None
    late: bool
    disputed: bool
    disputable: bool


@dataclass(frozen=True, slots=True)
class Coming:
    """The visit that matters now; `who` by first name."""

    id: int
    version: int
    status: VisitStatus
    window_from: datetime
    window_to: datetime
    eta: datetime | None
    who: str | None
    pictured: int | None  # the contractor's id, where we have a picture of them


@dataclass(frozen=True, slots=True)
class TrackingPage:
    """All times aware UTC; `zone` is the job site's, `language` the phone's. No address, no name
    of the customer, no number but ours."""

    now: datetime
    zone: ZoneInfo
    language: str
    company: str
    our_phone: str
    status: str
    waiting_on: str | None
    summary: str
    ahead: int | None
    owner: str | None
    stopped: bool
    visit: Coming | None
    next_word: datetime | None
    overdue: datetime | None
    promises: list[Promised]
    check_ins: list[Promised]

    @property
    def over(self) -> bool:
        return self.status not in OPEN

    @property
    def check_ins_done(self) -> list[Promised]:
        return [p for p in self.check_ins if p.state in _ENDED]

    @property
    def check_ins_kept(self) -> int:
        return sum(p.state is PromiseState.KEPT for p in self.check_ins)


_ENDED = (PromiseState.KEPT, PromiseState.KEPT_LATE, PromiseState.BROKEN)


def read_tracking(deps: Deps, token: str) -> TrackingPage | None:
    """None when the link leads nowhere, for whatever reason. Changes nothing."""
    with unit(deps) as work:
        job_id = rows.job_of_link(work.session, hash_token(token), work.now)
        if job_id is None:
            return None
        job = rows.page_job(work.session, job_id)
        disputed = rows.disputed(work.session, job_id)
        found = rows.page_promises(work.session, job_id, job.phone)
        promises = [_promised(row, work.now, disputed) for row in found]
        owed = sorted(p.due_at for p in promises if p.state is PromiseState.OPEN)
        over = job.closed_at is not None
        return TrackingPage(
            now=work.now,
            zone=zone(job.timezone),
            language=job.language,
            company=work.policy.company,
            our_phone=work.calls_to,
            status=job.status,
            waiting_on=job.waiting_on,
            summary=job.summary,
            ahead=job.ahead,
            owner=first_name(job.owner) if job.owner else None,
            stopped=job.consent == "stopped",
            visit=None if over else _coming(rows.page_visits(work.session, job_id)),
            next_word=next((at for at in owed if at > work.now), None),
            overdue=next((at for at in owed if at <= work.now), None),
            promises=[p for p in promises if not _routine(p)],
            check_ins=[p for p in promises if _routine(p)],
        )


def _routine(promise: Promised) -> bool:
    """Regular texts that are over; the next one is a promise like any other."""
    return promise.kind is PromiseKind.CHECK_IN and promise.state is not PromiseState.OPEN


def _promised(row: Any, now: datetime, disputed: set[int]) -> Promised:
    state = PromiseState(row.state)
    return Promised(
        id=row.id,
        kind=PromiseKind(row.kind),
        due_at=row.due_at,
        state=state,
        settled_at=row.settled_at,
        cause=row.cause,
        owner=first_name(row.owner) if row.owner else None,
        late=state is PromiseState.OPEN and row.due_at <= now,
        disputed=row.id in disputed,
        disputable=row.id not in disputed and may_dispute(row, now),
    )


def may_dispute(row: Any, now: datetime) -> bool:
    """Only what we say we did, while people still remember it."""
    kept = row.state in (PromiseState.KEPT, PromiseState.KEPT_LATE)
    return kept and now - row.settled_at < DISPUTABLE_FOR


def _coming(found: Any) -> Coming | None:
    """Under way first, then the earliest still to come; a missed one only where none is."""
    active = [row for row in found if row.status in ACTIVE]
    row = min(active, key=lambda v: (v.status == VisitStatus.MISSED, v.window_from), default=None)
    if row is None:
        return None
    return Coming(
        id=row.id,
        version=row.version,
        status=VisitStatus(row.status),
        window_from=row.window_from,
        window_to=row.window_to,
        eta=row.eta,
        who=first_name(row.contractor) if row.contractor else None,
        pictured=row.contractor_id if row.pictured else None,
    )
