"""What a storm left behind, put together once: what was sent, said, promised and done.

Times of sending are the provider's own; what we believe of a text does not count.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from fieldcomm.domain.policy import Policy
from fieldcomm.services.unit import unit
from fieldcomm.storm import says
from fieldcomm.storm.household import Household, Nature
from fieldcomm.storm.options import Options
from fieldcomm.storm.play import Play
from fieldcomm.storm.world import Call, Truth

_ATTEMPTS = (
    "SELECT a.token, m.id, m.phone, m.moment, m.job_id, m.cause_kind, m.cause_id, m.created_at,"
    " m.segments, (m.params->>'eta')::timestamptz AS eta,"
    " (m.params->>'window_from')::timestamptz AS window_from"
    " FROM attempts a JOIN messages m ON m.id = a.message_id"
)
_OURS = "SELECT id, phone, moment, state, why, created_at FROM messages WHERE direction = 'out' ORDER BY id"
_THEIRS = "SELECT provider_sid AS sid, moment, job_id FROM messages WHERE direction = 'in'"
_SEEN = "SELECT sid, arrived_at, read_at, source FROM inbox WHERE kind = 'text'"
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
_VISITS = "SELECT id, job_id, window_from, window_to FROM visits"
_LOGGED = "SELECT job_id, at FROM events WHERE kind IN ('call_spoke', 'called') ORDER BY at"
_ON_CALL = "SELECT phone FROM users WHERE on_call AND phone IS NOT NULL"
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
    segments: int
    eta: datetime | None = None  # the arrival it names
    window_from: datetime | None = None  # of the visit it names


@dataclass(frozen=True, slots=True)
class Said:
    """A text somebody wrote to us. `had_at`: when we had it, by webhook or by asking the provider;
    None: never. `reached_at`: the same, by webhook only."""

    at: datetime
    phone: str
    body: str
    intent: str | None
    job_id: int | None
    reached_at: datetime | None
    had_at: datetime | None


@dataclass(frozen=True, slots=True)
class TurnedAway:
    """A text of ours the provider refused, as its number had opted out."""

    at: datetime
    phone: str
    moment: str


@dataclass
class Record:
    """`ours`: every text we ever decided, with the state it ended in. `visits`: by id. `logged`: when
    we learnt that somebody had spoken with the household, by job. `on_call`: phones of the office."""

    options: Options
    policy: Policy
    sent: list[Sent]
    said: list[Said]
    ours: list[Any]
    promises: list[Any]
    jobs: list[Any]
    tasks: list[Any]
    visits: dict[int, Any]
    turned_away: list[TurnedAway]
    logged: dict[int, list[datetime]]
    truth: Truth
    households: dict[str, Household]
    crews: set[str]
    on_call: set[str]
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
        self._promise_by_id = {promise.id: promise for promise in self.promises}
        self._codes = {job.id: job.code for job in self.jobs}
        self._every_code = set(self._codes.values())
        for promise in self.promises:
            self.promises_to[promise.phone].append(promise)

    def waits(
        self, phone: str, *, until: tuple[str, ...] = ("stop",)
    ) -> list[tuple[datetime, datetime]]:
        """From when until when this household waited for us, job by job where they do not overlap,
        or until it said one of `until` (`says.HOUSEHOLD`); empty: never, or it is not to be reached."""
        household = self.households.get(phone)
        if household is None or household.nature in _UNREACHABLE:
            return []
        last = min(self.options.ends, self.silenced_at(phone, *until) or self.options.ends)
        spans: list[tuple[datetime, datetime]] = []
        for begins, ends in sorted((j.created_at, _over(j) or last) for j in self.jobs_of[phone]):
            if spans and begins <= spans[-1][1]:
                begins, earlier = spans.pop()
                ends = max(ends, earlier)
            spans.append((begins, min(ends, last)))
        return [(begins, ends) for begins, ends in spans if begins < last]

    def waited_at(self, phone: str, at: datetime) -> bool:
        return any(begins <= at <= ends for begins, ends in self.waits(phone))

    def visit_of(self, text: Sent) -> int | None:
        """The visit a text is about, where it says which."""
        kind, row = text.cause or ("", 0)
        if kind == "visit":
            return row
        promise = self.promise_of(text)
        return promise.visit_id if promise is not None else None

    def promise_of(self, text: Sent) -> Any:
        kind, row = text.cause or ("", 0)
        return self._promise_by_id.get(row) if kind == "promise" else None

    def code_of(self, job_id: int | None) -> str:
        return str(self._codes.get(job_id or 0, ""))

    def codes_in(self, words: str) -> set[str]:
        """Of our jobs, those a text names."""
        return set(words.split()) & self._every_code

    def in_person(self, phone: str) -> list[datetime]:
        """When a crew of ours came to them, and when it left."""
        met = (self.truth.arrived, self.truth.left)
        visits = {p.visit_id for p in self.promises_to[phone] if p.visit_id}
        return [times[visit] for times in met for visit in visits if visit in times]

    def silenced_at(self, phone: str, *kinds: str) -> datetime | None:
        """When they first said one of `kinds` (`says.HOUSEHOLD`), however we read it."""
        return next((s.at for s in self.said_by[phone] if says.meant(s.body, *kinds)), None)


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
            _said(
                one, heard.get(one.sid), reached.get(one.sid), play.provider.listed.get(one.sid, ())
            )
            for one in play.provider.written
        ],
        ours=rows(_OURS),
        promises=rows(_PROMISES),
        jobs=rows(_JOBS),
        tasks=rows(_TASKS),
        visits={row.id: row for row in rows(_VISITS)},
        turned_away=[
            TurnedAway(one.at, one.phone, texts[one.token].moment)
            for one in play.provider.turned_away
        ],
        logged=_by_job(rows(_LOGGED)),
        truth=world.truth,
        households={p.phone: p for p in world.people.values() if isinstance(p, Household)},
        crews={row.phone for row in rows("SELECT phone FROM contractors")},
        on_call={row.phone for row in rows(_ON_CALL)},
        struck=dict(play.faults.struck),
        refused=dict(world.refused),
    )


def _by_job(rows: list[Any]) -> dict[int, list[datetime]]:
    found: dict[int, list[datetime]] = defaultdict(list)
    for row in rows:
        found[row.job_id].append(row.at)
    return found


def _sent(taken: Any, row: Any) -> Sent:
    return Sent(
        at=taken.at,
        message_id=row.id,
        phone=row.phone,
        moment=row.moment,
        body=taken.text.body,
        job_id=row.job_id,
        cause=(row.cause_kind, row.cause_id) if row.cause_kind else None,
        decided_at=row.created_at,
        segments=row.segments,
        eta=row.eta,
        window_from=row.window_from,
    )


def _said(one: Any, message: Any, inbox: Any, listed: Iterable[datetime]) -> Said:
    by_webhook = inbox is not None and inbox.source == "webhook"
    return Said(
        at=one.at,
        phone=one.phone,
        body=one.body,
        intent=message.moment if message else None,
        job_id=message.job_id if message else None,
        reached_at=inbox.arrived_at if by_webhook else None,
        had_at=inbox.arrived_at if by_webhook else brought_at(inbox, listed),
    )


def brought_at(inbox: Any, listed: Iterable[datetime]) -> datetime | None:
    """When we were shown a text that no webhook brought: the last time before it was read, as whoever
    was shown it earlier may have died with it. Our row says when it was written."""
    if inbox is None:
        return None
    return max((at for at in listed if inbox.read_at is None or at <= inbox.read_at), default=None)
