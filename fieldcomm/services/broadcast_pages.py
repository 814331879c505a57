"""Broadcasts as pages show them: what was said to whom, and exactly how far it has come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from fieldcomm.domain.broadcast import Filter
from fieldcomm.domain.cost import cost_to_send
from fieldcomm.domain.leaving import BROADCAST_STOPPED
from fieldcomm.services.deps import Deps
from fieldcomm.services.unit import Unit, unit
from fieldcomm.store.queries import broadcasts as rows
from fieldcomm.store.queries import new_broadcast
from fieldcomm.store.queries.people import active_contractors

LATEST = 50


@dataclass
class Counts:
    """Exact, from the rows of recipients and texts. Every text made is in one of: to_go, flying,
    delivered, on_its_way, failed, unsure, stopped, dropped."""

    recipients: int = 0  # phones that were to be told
    excluded: int = 0  # phones left out from the start, with their reason
    why_excluded: dict[str, int] = field(default_factory=dict)
    to_go: int = 0  # not handed over yet, texts not made yet included
    for_morning: int = 0  # of these: wait for the end of quiet hours
    morning: datetime | None = None
    flying: int = 0  # being handed over, or perhaps taken: we look
    handed_over: int = 0  # the provider has it: what its own books must show
    delivered: int = 0
    on_its_way: int = 0
    failed: int = 0
    unsure: int = 0
    stopped: int = 0
    dropped: int = 0  # opted out, unreachable or too late meanwhile
    segments: int = 0

    @property
    def done(self) -> int:
        return self.recipients - self.to_go - self.flying

    @property
    def percent(self) -> int:
        return 100 * self.done // self.recipients if self.recipients else 100

    @property
    def cost(self) -> Any:
        return cost_to_send(self.segments)


@dataclass(frozen=True, slots=True)
class Shown:
    """A broadcast as it stands."""

    row: Any
    filter: Filter


@dataclass(frozen=True, slots=True)
class Page:
    """`stopped`: why nothing leaves though it runs."""

    broadcast: Shown
    counts: Counts
    company: str
    zone: ZoneInfo
    now: datetime
    machine: datetime
    stopped: str | None


@dataclass(frozen=True, slots=True)
class Past:
    company: str
    zone: ZoneInfo
    now: datetime
    broadcasts: list[tuple[Shown, Counts]]


def read_shown(row: Any) -> Shown:
    return Shown(row, Filter.parse(row.filter))


def list_broadcasts(deps: Deps) -> Past:
    """The latest first, drafts among them."""
    with unit(deps) as work:
        found = rows.latest(work.session, LATEST)
        counts = read_counts(work, found)
        shown = [(read_shown(row), counts[row.id]) for row in found]
        return Past(work.policy.company, work.policy.zone, work.now, shown)


def read_broadcast(deps: Deps, id_: int) -> Page | None:
    with unit(deps) as work:
        row = rows.read(work.session, id_)
        if row is None:
            return None
        return Page(
            read_shown(row),
            read_counts(work, [row])[id_],
            work.policy.company,
            work.policy.zone,
            work.now,
            work.machine,
            why_stopped(work),
        )


@dataclass(frozen=True, slots=True)
class Form:
    company: str
    zone: ZoneInfo
    contractors: Sequence[Any]
    incidents: Sequence[Any]
    draft: Shown | None
    incident: Any


def read_form(deps: Deps, *, draft_id: int | None = None, incident_id: int | None = None) -> Form:
    """What a form for words and filter offers; `draft` is the one gone on with."""
    with unit(deps) as work:
        row = rows.read(work.session, draft_id) if draft_id else None
        incidents = new_broadcast.open_incidents(work.session)
        return Form(
            work.policy.company,
            work.policy.zone,
            active_contractors(work.session),
            incidents,
            read_shown(row) if row is not None and row.state == "draft" else None,
            next((one for one in incidents if one.id == incident_id), None),
        )


def why_stopped(work: Unit) -> str | None:
    """Why no text leaves at present; None: they do."""
    sender = rows.sender(work.session)
    if work.company.paused:
        return "All sending is paused"
    return "No number of ours is set up yet" if sender is None else sender.paused


def read_counts(work: Unit, found: Sequence[Any]) -> dict[int, Counts]:
    counts = {row.id: Counts() for row in found}
    states = {row.id: row.state for row in found}
    for row in rows.recipients_of(work.session, list(counts)):
        _count_phones(counts[row.broadcast_id], row, states[row.broadcast_id])
    for row in rows.texts_of(work.session, list(counts)):
        _count_texts(counts[row.broadcast_id], row)
    return counts


def _count_phones(counts: Counts, row: Any, state: str) -> None:
    if row.excluded:
        counts.excluded += row.n
        counts.why_excluded[row.excluded] = counts.why_excluded.get(row.excluded, 0) + row.n
        return
    counts.recipients += row.n
    if not row.made:
        if state == "stopped":
            counts.stopped += row.n
        else:
            counts.to_go += row.n


def _count_texts(counts: Counts, row: Any) -> None:
    n: int = row.n
    counts.segments += row.segments if row.taken else 0
    counts.handed_over += n if row.taken else 0
    match row.state:
        case "held" | "queued":
            counts.to_go += n
            if row.for_morning:
                counts.for_morning += n
                counts.morning = row.not_before
        case "attempting" | "unknown":
            counts.flying += n
        case "delivered":
            counts.delivered += n
        case "accepted" | "sent":
            counts.on_its_way += n
        case "unconfirmed":
            counts.unsure += n
        case "suppressed" if row.why == BROADCAST_STOPPED:
            counts.stopped += n
        case "suppressed" | "expired":
            counts.dropped += n
        case _:
            counts.failed += n
