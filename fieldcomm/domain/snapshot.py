"""What a decision may look at: plain copies of rows, read after the locks were taken."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from fieldcomm.domain.job import JobStatus, Urgency, WaitingOn
from fieldcomm.domain.names import first_name
from fieldcomm.domain.policy import Policy
from fieldcomm.domain.promise import PromiseKind
from fieldcomm.domain.visit import ACTIVE, AWAITED, VisitKind, VisitStatus


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of ours: a user of the office, or a contractor."""

    id: int
    name: str
    phone: str | None
    is_contractor: bool
    on_call: bool = False
    is_manager: bool = False
    on_shift: bool | None = None  # at the desk by the rota; None: no rota says

    @property
    def first_name(self) -> str:
        return first_name(self.name)


@dataclass(frozen=True, slots=True)
class PhoneView:
    """One phone we talk with (see store: Phone)."""

    phone: str
    consent: str = "unknown"
    language: str = "en"
    frequency: str = "twice"
    unreachable: str | None = None
    next_check_in_at: datetime | None = None
    last_check_in_at: datetime | None = None
    check_in_wording: int = 0
    empty_check_ins: int = 0
    asked: str | None = None
    asked_at: datetime | None = None
    asked_refs: dict[str, Any] = field(default_factory=dict)
    choices: tuple[str, ...] = ()
    last_in_at: datetime | None = None
    last_person_at: datetime | None = None
    last_told_at: datetime | None = None
    chatter_off_at: datetime | None = None
    answers_given: int = 0


@dataclass(frozen=True, slots=True)
class VisitView:
    id: int
    job_id: int
    kind: VisitKind
    window_from: datetime
    window_to: datetime
    status: VisitStatus
    version: int
    contractor: Person | None
    eta: datetime | None = None
    slips: int = 0
    tell_customer: bool = True
    told_at: datetime | None = None
    moved_from: datetime | None = None
    created_at: datetime | None = None
    asked_at: datetime | None = None  # when its contractor was last asked; None: at created_at
    arrived_at: datetime | None = None
    left_at: datetime | None = None
    stepped_to: datetime | None = None
    next_step_at: datetime | None = None

    @property
    def is_active(self) -> bool:
        return self.status in ACTIVE

    @property
    def is_awaited(self) -> bool:
        return self.status in AWAITED


@dataclass(frozen=True, slots=True)
class PromiseView:
    """An open promise."""

    id: int
    kind: PromiseKind
    phone: str
    job_id: int | None
    visit_id: int | None
    owner: Person | None
    words: str
    due_at: datetime
    version: int
    created_at: datetime
    stepped_to: datetime
    on_board: bool = False


@dataclass(frozen=True, slots=True)
class TaskView:
    """Something open that a person must take on."""

    id: int
    kind: str
    phone: str | None
    job_id: int | None
    words: str
    step: int
    opened_at: datetime


@dataclass(frozen=True, slots=True)
class JobView:
    """A job that is not over, with its visits and open promises."""

    id: int
    code: str
    status: JobStatus
    waiting_on: WaitingOn | None
    summary: str
    customer_name: str
    address: str
    zone: ZoneInfo
    contact_name: str
    phone: str
    contractor: Person | None
    owner: Person | None
    created_at: datetime
    visits: tuple[VisitView, ...] = ()
    promises: tuple[PromiseView, ...] = ()
    last_words: str | None = None  # the customer's last text, for prompts
    story: str = ""
    consent: str = "unknown"  # of the contact's phone, also where somebody else is texting
    chase_at: datetime | None = None
    urgency: Urgency | None = None
    let_down: int = 0  # promises broken or kept late in the last two weeks

    @property
    def first_name(self) -> str:
        return first_name(self.contact_name)

    def next_visit(self) -> VisitView | None:
        """The visit that matters now: under way first, then the earliest still to come."""
        active = [v for v in self.visits if v.is_active]
        return min(
            active, key=lambda v: (v.status is VisitStatus.MISSED, v.window_from), default=None
        )

    def visit(self, visit_id: int) -> VisitView | None:
        return next((v for v in self.visits if v.id == visit_id), None)

    def owed(self, *kinds: PromiseKind) -> list[PromiseView]:
        """Open promises of these kinds, soonest first."""
        return sorted((p for p in self.promises if p.kind in kinds), key=lambda p: p.due_at)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Everything one decision sees. `now` is business time, aware UTC."""

    now: datetime
    policy: Policy
    phone: PhoneView  # whose text or turn this is
    jobs: tuple[JobView, ...] = ()  # jobs this phone is texted about, or the contractor works on
    promises: tuple[
        PromiseView, ...
    ] = ()  # open ones to or of this phone that belong to no job here
    tasks: tuple[TaskView, ...] = ()
    office: tuple[Person, ...] = ()
    speaker: Person | None = None  # who is texting, when it is one of us
    # For somebody else of a household we work at: its open job, with their own name as the contact's.
    on_file: tuple[str, str] | None = None  # name and address of theirs here before, in a surge
    household: JobView | None = None
    owed_at: tuple[datetime, ...] = ()  # when callbacks and replies already fall due, whole office
    ahead: dict[int, int] = field(default_factory=dict)  # job id -> how many are ahead in line

    @property
    def zone(self) -> ZoneInfo:
        """The zone this phone's person lives by: of its first job, else the company's."""
        return self.jobs[0].zone if self.jobs else self.policy.zone

    def job(self, job_id: int | None) -> JobView | None:
        return next((j for j in self.jobs if j.id == job_id), None)

    def visits(self) -> Iterator[tuple[JobView, VisitView]]:
        for job in self.jobs:
            for visit in job.visits:
                yield job, visit

    def all_promises(self) -> list[PromiseView]:
        seen = {p.id: p for job in self.jobs for p in job.promises}
        seen.update({p.id: p for p in self.promises})
        return sorted(seen.values(), key=lambda p: (p.due_at, p.id))

    def manager_on_call(self) -> list[Person]:
        """Whom to alert, best first: managers on call, anybody on call, managers, anybody."""
        return sorted(
            (p for p in self.office if p.phone),
            key=lambda p: (not (p.on_call and p.is_manager), not p.on_call, not p.is_manager, p.id),
        )

    def taking_over(self) -> list[Person]:
        """Who can be given what somebody off shift owes, best first: at the desk by the rota,
        dispatchers before managers; then who is on call."""
        at_desk = [p for p in self.office if p.phone and p.on_shift]
        on_call = [p for p in self.manager_on_call() if p.on_call and not p.on_shift]
        return [*sorted(at_desk, key=lambda p: (p.is_manager, p.id)), *on_call]

    def dispatcher(self, job: JobView | None = None) -> Person | None:
        """Who in the office takes this on: the job's owner, else whoever is on call, else anybody."""
        if job is not None and job.owner is not None:
            return job.owner
        return who_takes_on(self.office)


def who_takes_on(office: Iterable[Person]) -> Person | None:
    """Whose a job is that is nobody's yet: on call before others, dispatchers before managers."""
    return min(
        office,
        key=lambda p: (not p.on_call, p.is_manager, p.phone is None, p.id),
        default=None,
    )
