"""Hand over at the end of a shift, or for good: what one person still owes, in one action."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from fieldcomm.domain.desk.hand_over import Handed, hand_over, tell_receivers
from fieldcomm.domain.effects import Effect
from fieldcomm.domain.promise import PromiseKind
from fieldcomm.domain.snapshot import Person, Snapshot
from fieldcomm.services.apply import apply
from fieldcomm.services.deps import Deps
from fieldcomm.services.errors import Refused
from fieldcomm.services.locked import locked_phones
from fieldcomm.services.unit import Unit, retrying, unit
from fieldcomm.store.queries import handing_over as rows
from fieldcomm.store.queries.snapshots import People, zone

LONGEST_NOTE = 300
# What a person does by word or call; the rest of a shift's goes on without them.
BY_HAND = (PromiseKind.CALLBACK, PromiseKind.REPLY, PromiseKind.RESULT)


@dataclass(frozen=True, slots=True)
class Owed:
    """All that somebody still owes, with the phones and jobs of it locked."""

    promises: Sequence[Any]
    jobs: Sequence[Any]
    snapshots: dict[str, Snapshot]

    def is_what(self, other: tuple[Sequence[Any], Sequence[Any]]) -> bool:
        mine = {row.id for row in self.promises}, {row.id for row in self.jobs}
        return mine == tuple({row.id for row in found} for found in other)


@dataclass(frozen=True, slots=True)
class HandOverPage:
    """What somebody still owes; `others`: who can take it, who is at the desk first; `usual` is
    whom to suggest (None: nobody can be reached)."""

    now: datetime
    zone: ZoneInfo
    zones: dict[int, ZoneInfo]
    promises: Sequence[Any]
    jobs: int
    others: list[Person]
    usual: Person | None


def read_hand_over(deps: Deps, user_id: int) -> HandOverPage:
    with unit(deps) as work:
        promises = rows.owed_by(work.session, user_id, BY_HAND)
        others = _others(work, user_id)
        return HandOverPage(
            now=work.now,
            zone=work.policy.zone,
            zones={p.id: zone(p.timezone) if p.timezone else work.policy.zone for p in promises},
            promises=promises,
            jobs=len(rows.jobs_of_owner(work.session, user_id)),
            others=others,
            usual=next((p for p in others if p.on_shift or p.on_call), None),
        )


def hand_over_all(
    deps: Deps, user_id: int, *, to: Mapping[int, int], jobs_to: int | None, note: str, by: str
) -> int:
    """`to`: promise id to the user who takes it; `jobs_to`: who answers for the jobs from now on.
    Each new owner gets one text. Returns how many promises and jobs changed hands. Raises
    Refused, and then nothing did."""
    words = " ".join(note.replace("\0", "").split())
    if len(words) > LONGEST_NOTE:
        raise Refused(f"The note has {len(words)} characters; {LONGEST_NOTE} fit.")

    def run() -> int:
        with unit(deps) as work:
            people = {person.id: person for person in _others(work, user_id)}
            asked = [n for n in (*to.values(), *([jobs_to] if jobs_to else [])) if n not in people]
            if asked:
                raise Refused("Choose somebody else of the office, with a phone on file.")
            handed = _handed(work, user_id, to, jobs_to, people)
            if not handed:
                raise Refused("Nothing was chosen to hand over.")
            _apply(work, handed, user_id, by, words)
            return sum(len(some) for _, some in handed)

    return retrying(run)


def everything_owed(work: Unit, user_id: int) -> tuple[Sequence[Any], Sequence[Any]]:
    """Promises of every kind, and jobs."""
    owed = rows.owed_by(work.session, user_id, tuple(PromiseKind))
    return owed, rows.jobs_of_owner(work.session, user_id)


def lock_everything_owed(work: Unit, user_id: int) -> Owed:
    """Comes before any row is locked: phones are first in every transaction."""
    promises, jobs = everything_owed(work, user_id)
    phones = [row.phone for row in (*promises, *jobs)]
    return Owed(promises, jobs, locked_phones(work, phones) if phones else {})


def hand_over_for_good(
    work: Unit, user_id: int, owed: Owed, heir: int | None, *, by: str
) -> Person | None:
    """Whoever leaves owes nothing any more: one other has it all, and is told. Returns who; None
    where nothing was owed. Raises Refused."""
    if not owed.is_what(everything_owed(work, user_id)):
        raise Refused("What they owe has changed meanwhile: look once more.")
    if not owed.promises and not owed.jobs:
        return None
    people = People(work.session, work.now).users
    leaving, to = people[user_id], people.get(heir) if heir and heir != user_id else None
    if to is None:
        raise Refused(f"Choose who takes over what {leaving.name} still owes.")
    if not to.phone:
        raise Refused(
            f"{to.name} has no phone on file and could not be told. Add one first, or choose"
            " somebody else."
        )
    takers = {row.id: to for row in owed.promises}
    handed = _matched(owed, takers, to)
    _apply(work, handed, user_id, by, f"{leaving.name} has left")
    return to


def _others(work: Unit, user_id: int) -> list[Person]:
    users = People(work.session, work.now).users.values()
    able = [person for person in users if person.phone and person.id != user_id]
    return sorted(able, key=lambda p: (not p.on_shift, not p.on_call, p.is_manager, p.name))


def _handed(
    work: Unit, user_id: int, to: Mapping[int, int], jobs_to: int | None, people: dict[int, Person]
) -> list[tuple[Snapshot, list[Handed]]]:
    owed = [row for row in rows.owed_by(work.session, user_id, BY_HAND) if row.id in to]
    if {row.id for row in owed} != set(to):
        raise Refused("Some of it is settled or somebody else's by now: look once more.")
    jobs = rows.jobs_of_owner(work.session, user_id) if jobs_to else []
    locked = Owed(owed, jobs, locked_phones(work, [row.phone for row in (*owed, *jobs)]))
    takers = {promise_id: people[taker] for promise_id, taker in to.items()}
    return _matched(locked, takers, people[jobs_to] if jobs_to else None)


def _matched(
    owed: Owed, takers: Mapping[int, Person], of_jobs: Person | None
) -> list[tuple[Snapshot, list[Handed]]]:
    """What was read, as it stands under lock. `takers`: by promise."""
    found: dict[str, list[Handed]] = {phone: [] for phone in owed.snapshots}
    for row in owed.promises:
        snapshot = owed.snapshots[row.phone]
        promise = next((p for p in snapshot.all_promises() if p.id == row.id), None)
        if promise is None:
            raise Refused("Some of it is settled by now: look once more.")
        found[row.phone].append(Handed(takers[row.id], promise, snapshot.job(row.job_id)))
    for row in owed.jobs:
        job = owed.snapshots[row.phone].job(row.id)
        if job is not None and of_jobs is not None:
            found[row.phone].append(Handed(of_jobs, None, job))
    return [(owed.snapshots[phone], some) for phone, some in found.items() if some]


def _apply(
    work: Unit, handed: Sequence[tuple[Snapshot, list[Handed]]], user_id: int, by: str, note: str
) -> None:
    leaving = People(work.session, work.now).users[user_id]
    decisions: list[tuple[Snapshot, list[Effect]]] = [
        (snapshot, hand_over(snapshot, some, by=by, note=note)) for snapshot, some in handed
    ]
    everything = [one for _, some in handed for one in some]
    decisions[0][1].extend(tell_receivers(everything, by=leaving, note=note))
    apply(work, decisions)
