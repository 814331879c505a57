"""What a storm left behind, put together once: what was sent, said, promised and done.

Times of sending are the provider's own; what we believe of a text does not count.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from fieldcomm.domain.policy import Policy
from fieldcomm.services.unit import unit
from fieldcomm.storm.household import Household, Nature
from fieldcomm.storm.options import Options
from fieldcomm.storm.play import Play
from fieldcomm.storm.world import Call, Truth

_ATTEMPTS = (
    "SELECT a.token, m.id, m.phone, m.moment, m.job_id, m.cause_kind, m.cause_id, m.created_at,"
    " m.quiet_exempt, m.answers_until, m.segments, m.broadcast_id"
    " FROM attempts a JOIN messages m ON m.id = a.message_id"
)
_OURS = "SELECT id, phone, moment, state, why, created_at FROM messages WHERE direction = 'out' ORDER BY id"
_THEIRS = "SELECT provider_sid AS sid, moment, job_id FROM messages WHERE direction = 'in'"
_SEEN = "SELECT sid, arrived_at, source FROM inbox WHERE kind = 'text'"
_PROMISES = (
    "SELECT p.*, v.window_from, v.window_to, u.phone AS user_phone, w.phone AS crew_phone"
    " FROM promises p LEFT JOIN visits v ON v.id = p.visit_id LEFT JOIN users u ON u.id = p.owner_user_id"
    " LEFT JOIN contractors w ON w.id = p.owner_contractor_id ORDER BY p.id"
)
_JOBS = (
    "SELECT j.id, j.code, j.status, j.created_at, j.finished_at, j.closed_at, k.phone, k.name,"
    " c.address, j.summary FROM jobs j JOIN contacts k ON k.id = j.contact_id"
    " JOIN customers c ON c.id = k.customer_id ORDER BY j.id"
)
_TASKS = "SELECT id, kind, message_id, settled_at FROM tasks"


@dataclass(frozen=True, slots=True)
class Sent:
    """A text the provider took."""

    at: datetime
    message_id: int
    phone: str
    moment: str
    body: str
    job_id: int | None
    cause: tuple[str, int] | None
    decided_at: datetime
    may_disturb: bool  # said in quiet hours on purpose
    segments: int


@dataclass(frozen=True, slots=True)
class Said:
    """A text somebody wrote to us. `reached_at`: when we had it; None: never."""

    at: datetime
    phone: str
    body: str
    intent: str | None
    job_id: int | None
    reached_at: datetime | None


@dataclass
class Record:
    """`ours`: every text we ever decided, with the state it ended in."""

    options: Options
    policy: Policy
    sent: list[Sent]
    said: list[Said]
    ours: list[Any]
    promises: list[Any]
    jobs: list[Any]
    tasks: list[Any]
    truth: Truth
    households: dict[str, Household]
    crews: set[str]
    struck: dict[int, str]
    refused: dict[str, int]
    to_ours: list[Sent] = field(
        default_factory=list
    )  # prompts and all else to crews and the office
    sent_to: dict[str, list[Sent]] = field(default_factory=lambda: defaultdict(list))
    said_by: dict[str, list[Said]] = field(default_factory=lambda: defaultdict(list))
    jobs_of: dict[str, list[Any]] = field(default_factory=lambda: defaultdict(list))
    calls_to: dict[str, list[Call]] = field(default_factory=lambda: defaultdict(list))
    promises_to: dict[str, list[Any]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        for text in self.sent:
            self.sent_to[text.phone].append(text)
            if text.phone not in self.households:
                self.to_ours.append(text)
        for word in self.said:
            self.said_by[word.phone].append(word)
        for job in self.jobs:
            self.jobs_of[job.phone].append(job)
        for call in self.truth.calls:
            self.calls_to[call.phone].append(call)
        for promise in self.promises:
            self.promises_to[promise.phone].append(promise)

    def waits(self, phone: str) -> list[tuple[datetime, datetime]]:
        """From when until when this household waited for us, job by job where they do not overlap;
        empty: never, or it is not to be reached."""
        household = self.households.get(phone)
        if household is None or household.nature in _UNREACHABLE:
            return []
        last = min(self.options.ends, self.silenced_at(phone) or self.options.ends)
        spans: list[tuple[datetime, datetime]] = []
        for begins, ends in sorted((j.created_at, _over(j) or last) for j in self.jobs_of[phone]):
            if spans and begins <= spans[-1][1]:
                begins, earlier = spans.pop()
                ends = max(ends, earlier)
            spans.append((begins, min(ends, last)))
        return [(begins, ends) for begins, ends in spans if begins < last]

    def waited_at(self, phone: str, at: datetime) -> bool:
        return any(begins <= at <= ends for begins, ends in self.waits(phone))

    def in_person(self, phone: str) -> list[datetime]:
        """When a crew of ours came to them, and when it left."""
        met = (self.truth.arrived, self.truth.left)
        visits = {p.visit_id for p in self.promises_to[phone] if p.visit_id}
        return [times[visit] for times in met for visit in visits if visit in times]

    def silenced_at(self, phone: str) -> datetime | None:
        """When they asked for fewer texts or for none."""
        return next((s.at for s in self.said_by[phone] if s.intent in ("stop", "less")), None)


_UNREACHABLE = (Nature.LANDLINE, Nature.WRONG_NUMBER)


def _over(job: Any) -> datetime | None:
    over: datetime | None = job.closed_at or (job.finished_at if job.status == "done" else None)
    return over


def record_of(play: Play) -> Record:
    """Read once everything has ended."""
    rows, world = play.world.rows, play.world
    texts = {row.token: row for row in rows(_ATTEMPTS)}
    heard = {row.sid: row for row in rows(_THEIRS)}
    reached = {row.sid: row for row in rows(_SEEN)}
    with unit(play.deps) as work:
        policy = work.policy
    return Record(
        options=play.options,
        policy=policy,
        sent=[_sent(taken, texts[taken.token]) for taken in play.provider.ledger],
        said=[
            _said(one, heard.get(one.sid), reached.get(one.sid)) for one in play.provider.written
        ],
        ours=rows(_OURS),
        promises=rows(_PROMISES),
        jobs=rows(_JOBS),
        tasks=rows(_TASKS),
        truth=world.truth,
        households={p.phone: p for p in world.people.values() if isinstance(p, Household)},
        crews={row.phone for row in rows("SELECT phone FROM contractors")},
        struck=dict(play.faults.struck),
        refused=dict(world.refused),
    )


def _sent(taken: Any, row: Any) -> Sent:
    answers = row.answers_until is not None and row.answers_until >= taken.at
    return Sent(
        at=taken.at,
        message_id=row.id,
        phone=row.phone,
        moment=row.moment,
        body=taken.text.body,
        job_id=row.job_id,
        cause=(row.cause_kind, row.cause_id) if row.cause_kind else None,
        decided_at=row.created_at,
        may_disturb=row.quiet_exempt or answers,
        segments=row.segments,
    )


def _said(one: Any, message: Any, inbox: Any) -> Said:
    by_webhook = inbox is not None and inbox.source == "webhook"
    return Said(
        at=one.at,
        phone=one.phone,
        body=one.body,
        intent=message.moment if message else None,
        job_id=message.job_id if message else None,
        reached_at=inbox.arrived_at if by_webhook else None,
    )
