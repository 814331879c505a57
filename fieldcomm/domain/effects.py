"""What a decision wants done. Services apply a list of these in one transaction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Literal

from fieldcomm.domain.job import JobEvent, Urgency, WaitingOn
from fieldcomm.domain.promise import PromiseKind, Settlement
from fieldcomm.domain.snapshot import Person
from fieldcomm.domain.visit import VisitEvent


@dataclass(frozen=True, slots=True)
class Cause:
    """The row a text is true because of; when its version has moved on, the text is not sent."""

    kind: Literal["visit", "promise"]
    id: int
    version: int


@dataclass(frozen=True, slots=True)
class Guard:
    """This decision takes effect once, ever, under this key; repeated, all of it is dropped."""

    key: str


@dataclass(frozen=True, slots=True)
class Say:
    """One text. `params` are facts for the template (domain.moments)."""

    moment: str
    to: str
    params: Mapping[str, Any]
    job_id: int | None = None
    cause: Cause | None = None
    because_of: str | None = None  # label of a promise opened in this decision
    once: str | None = None  # the text goes out once ever under this key
    expires_at: datetime | None = None
    refs: Mapping[str, Any] = field(default_factory=dict)  # what a reply to it is about
    choices: tuple[str, ...] | None = None  # what 1, 2, 3 mean; None: as the moment says
    hold_for: timedelta | None = None  # machine time; for a NO
    photos: tuple[str, ...] = ()  # tokens of links to pictures that go with it
    answers: bool = False  # answers this person's own text: spared by quiet hours for 30 min
    broadcast: int | None = None  # the broadcast it is part of: paused and stopped with it
    language: str | None = None  # the language its words are in; None: the recipient's


@dataclass(frozen=True, slots=True)
class OpenPromise:
    kind: PromiseKind
    phone: str  # to whom
    words: str
    due_at: datetime
    owner: Person | None = None
    job_id: int | None = None
    visit_id: int | None = None
    label: str | None = None  # lets a Say in the same decision be caused by it
    climbs: bool = True
    visit: str | None = None  # label of a visit booked in this decision, instead of visit_id
    told: bool = False  # its owner hears of it in this decision: no prompt at once on top


@dataclass(frozen=True, slots=True)
class SettlePromise:
    """`at` is when the evidence happened. `cause` is required for Settlement.IMPOSSIBLE."""

    promise_id: int
    settlement: Settlement
    at: datetime
    cause: str | None = None
    replaced_by: str | None = None  # label of the promise that replaces it


@dataclass(frozen=True, slots=True)
class StepPromise:
    """The ladder has run up to `stepped_to`; it goes on at `next_step_at` (None: it ends)."""

    promise_id: int
    stepped_to: datetime
    next_step_at: datetime | None
    on_board: bool | None = None
    owner: Person | None = None  # hands over to


@dataclass(frozen=True, slots=True)
class ChangeJob:
    job_id: int
    event: JobEvent | None = None
    waiting_on: WaitingOn | None = None
    contractor: Person | None = None
    owner: Person | None = None
    chase_at: datetime | None = (
        None  # when to ask again whoever it waits on; `waiting_on` clears it
    )
    at: datetime | None = None  # when it happened, where that was before it was recorded


@dataclass(frozen=True, slots=True)
class MarkJob:
    """Set columns of the job's row by which the desk sorts its day: urgency, snooze."""

    job_id: int
    fields: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ChangeVisit:
    """`event` moves the status; the other fields are set where given. `renew` raises the version:
    texts about the visit as it was are not sent any more. Steps are planned anew."""

    visit_id: int
    event: VisitEvent | None = None
    renew: bool = False
    window_from: datetime | None = None
    window_to: datetime | None = None
    contractor: Person | None = None
    no_contractor: bool = False  # it stands without a crew until one is found
    eta: datetime | None = None
    clear_eta: bool = False
    slipped: bool = False
    told_at: datetime | None = None
    arrived_at: datetime | None = None
    left_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class BookVisit:
    """A new visit. `label` lets texts of this decision be about it (refs `visit: label`)."""

    job_id: int
    kind: str
    window_from: datetime
    window_to: datetime
    contractor: Person | None
    status: str
    tell_customer: bool
    label: str
    told_at: datetime | None = None  # the customer is told in this decision


@dataclass(frozen=True, slots=True)
class StepVisit:
    visit_id: int
    stepped_to: datetime
    next_step_at: datetime | None


@dataclass(frozen=True, slots=True)
class ChangePhone:
    """Set columns of the phone's row (store: Phone)."""

    phone: str
    fields: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class RecordConsent:
    phone: str
    state: Literal["given", "stopped"]
    source: str
    wording: str
    actor: str


@dataclass(frozen=True, slots=True)
class SuppressQueued:
    """Take back what is held or queued for a phone; what is at the provider is marked crossed."""

    phone: str
    why: str
    moments: tuple[str, ...] | None = None  # only these; None: everything


@dataclass(frozen=True, slots=True)
class TakeBack:
    """Take back the text said under this once-key, if it is still held or queued."""

    once: str
    why: str


@dataclass(frozen=True, slots=True)
class StopLinks:
    """No link to the customer's page of this job works any more: somebody else holds one."""

    job_id: int


@dataclass(frozen=True, slots=True)
class Note:
    """One line of the job's timeline. `at` where it happened before it was recorded."""

    kind: str
    actor: str
    job_id: int | None = None
    data: Mapping[str, Any] = field(default_factory=dict)
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class OpenTask:
    """Something for a person on the board. `climb` gives it a ladder (safety)."""

    kind: str
    words: str
    job_id: int | None = None
    phone: str | None = None
    message_id: int | None = None
    climb: timedelta | None = None
    once: str | None = None


@dataclass(frozen=True, slots=True)
class StepTask:
    task_id: int
    step: int
    next_step_at: datetime | None


@dataclass(frozen=True, slots=True)
class SettleTask:
    task_id: int
    by: str


@dataclass(frozen=True, slots=True)
class AddUpdate:
    """A fact for the customer. Proposed by a contractor, released by a dispatcher."""

    text: str
    author: str
    job_id: int | None
    released: bool


@dataclass(frozen=True, slots=True)
class TakeOnJob:
    """A stranger has told all we need: open their job (services.take_on, after the rest)."""

    phone: str
    name: str
    address: str
    summary: str
    words: str
    urgency: Urgency | None


@dataclass(frozen=True, slots=True)
class PlanCheckIns:
    """Work out anew when this phone's next check-in is due."""

    phone: str


Effect = (
    Guard
    | Say
    | OpenPromise
    | SettlePromise
    | StepPromise
    | ChangeJob
    | MarkJob
    | ChangeVisit
    | BookVisit
    | StepVisit
    | ChangePhone
    | RecordConsent
    | SuppressQueued
    | Note
    | OpenTask
    | StepTask
    | SettleTask
    | AddUpdate
    | TakeBack
    | StopLinks
    | TakeOnJob
    | PlanCheckIns
)
