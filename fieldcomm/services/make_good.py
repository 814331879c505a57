"""A broken promise is answered by a manager: a gesture, recorded, and word of it if they like."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from fieldcomm.domain.effects import ChangePhone, Effect, Note, Say
from fieldcomm.domain.make_good import Kind, suggested
from fieldcomm.domain.promise import PromiseKind
from fieldcomm.services.apply import apply
from fieldcomm.services.deps import Deps
from fieldcomm.services.errors import Refused
from fieldcomm.services.locked import locked_code
from fieldcomm.services.unit import Unit, retrying, unit
from fieldcomm.store.queries import make_good as rows
from fieldcomm.store.queries.snapshots import zone

REMEMBERED = timedelta(days=30)
LONGEST = 300


@dataclass(frozen=True, slots=True)
class Broken:
    """One broken promise, and what is suggested. `row` as store.queries.make_good has it."""

    row: Any
    zone: ZoneInfo
    suggested: Kind


@dataclass(frozen=True, slots=True)
class MakeGoodPage:
    now: datetime
    zone: ZoneInfo
    company: str
    broken: list[Broken]
    recent: list[Any]


def read_make_good(deps: Deps) -> MakeGoodPage:
    with unit(deps) as work:
        found = rows.unresolved(work.session, work.now - REMEMBERED)
        return MakeGoodPage(
            now=work.now,
            zone=work.policy.zone,
            company=work.policy.company,
            broken=[
                Broken(row, zone(row.timezone), suggested(PromiseKind(row.kind), row.broken_before))
                for row in found
            ],
            recent=list(rows.recent(work.session)),
        )


def make_good(deps: Deps, promise_id: int, *, kind: str, words: str, text: str, by: str) -> None:
    """Record the gesture; `text`, if any, goes to the customer. Raises Refused."""
    said, told = _line(words), _line(text)
    if kind not in tuple(Kind):
        raise Refused(f"{kind!r} is not known; use one of {', '.join(Kind)}.")
    if not said:
        raise Refused("Say in a few words what you do, or why nothing more is done.")
    if len(said) > LONGEST or len(told) > LONGEST:
        raise Refused(f"{LONGEST} characters fit.")
    retrying(lambda: _make_good(deps, promise_id, kind, said, told, by))


def _make_good(deps: Deps, promise_id: int, kind: str, said: str, told: str, by: str) -> None:
    with unit(deps) as work:
        row = _broken(work, promise_id)
        snapshot = locked_code(work, row.code)
        job = next((j for j in snapshot.jobs if j.code == row.code), None) if snapshot else None
        added = rows.add(
            work.session, promise=promise_id, kind=kind, words=said, by=by, at=work.now
        )
        if added is None or snapshot is None:
            raise Refused("Somebody has answered that one already.")
        if work.deed is not None:
            work.deed.added("gestures", added)
        job_id = job.id if job else None
        effects: list[Effect] = [Note("made_good", by, job_id, {"text": said, "kind": kind})]
        if told:
            if row.consent == "stopped":
                raise Refused(
                    "They have opted out of texts: call instead, and leave the text empty."
                )
            effects.append(Say("manual", row.phone, {"text": told}, job_id=job_id))
            effects.append(ChangePhone(row.phone, {"last_person_at": work.now}))
        apply(work, [(snapshot, effects)])


def _broken(work: Unit, promise_id: int) -> Any:
    found = rows.unresolved(work.session, work.now - REMEMBERED, promise_id)
    if not found:
        raise Refused("That promise is answered already, or was never broken.")
    return found[0]


def _line(words: str) -> str:
    return " ".join(words.replace("\0", "").split())
