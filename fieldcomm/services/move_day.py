"""Move a crew's day in one action: looked at first as it would be, then done, all or nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from fieldcomm.domain.desk.move_day import CannotMove as Impossible
from fieldcomm.domain.desk.move_day import Change, Choice, Way, can_move, move_household
from fieldcomm.domain.desk.tell_crews import tell_crews
from fieldcomm.domain.effects import Effect, SettleTask
from fieldcomm.domain.snapshot import JobView, Person, Snapshot
from fieldcomm.domain.visit import VisitStatus
from fieldcomm.services.apply import apply
from fieldcomm.services.deps import Deps
from fieldcomm.services.errors import Refused
from fieldcomm.services.find import contractor_by_phone
from fieldcomm.services.locked import locked_phones
from fieldcomm.services.unit import Unit, retrying, unit
from fieldcomm.services.visits import in_zone
from fieldcomm.services.work_days import day_span
from fieldcomm.store.queries import crews as rows
from fieldcomm.store.queries.snapshots import zone

CAUSES = {"sick": "sick", "truck": "truck", "ice": "weather"}  # reason at the desk: cause in texts
LONGEST_CAUSE = 60


class CannotMove(Refused):
    """`visit_id`: the visit whose choice does not work; None: something about the whole day."""

    def __init__(self, words: str, visit_id: int | None = None) -> None:
        super().__init__(words)
        self.visit_id = visit_id


@dataclass(frozen=True, slots=True)
class Wish:
    """What was chosen for one visit, as it was typed: times local to the site."""

    visit_id: int
    way: str
    contractor_phone: str = ""
    window_from: str = ""
    window_to: str = ""
    call_by: str = ""


@dataclass(frozen=True, slots=True)
class DayMove:
    """`reason`: `sick`, `truck`, `ice` or `other`; `words`: why, for the customer, where `other`.
    `day` is a date of the company's zone."""

    contractor_id: int
    day: date
    reason: str
    words: str
    wishes: tuple[Wish, ...]


@dataclass(frozen=True, slots=True)
class Household:
    """What becomes of one household. `text`: its row (body, state, why, not_before), None when it
    was told nothing yet and so hears nothing now."""

    name: str
    zone: ZoneInfo
    phone: str
    changes: list[Change]
    text: Any


@dataclass(frozen=True, slots=True)
class Outcome:
    """What moving the day does: looked at before it is done, or done. `arrivals`: how the promises
    made for it end, by state."""

    now: datetime
    zone: ZoneInfo
    out: Person
    households: list[Household]
    crews: list[tuple[str, Any]]
    arrivals: dict[str, int]

    @property
    def texts(self) -> int:
        return sum(h.text is not None and h.text.state != "suppressed" for h in self.households)


class _Looked(Exception):
    def __init__(self, outcome: Outcome) -> None:
        super().__init__()
        self.outcome = outcome


def preview_day(deps: Deps, move: DayMove) -> Outcome:
    """Do it, look at what it wrote, and take the transaction back: what is shown is what happens.
    Raises CannotMove."""

    def run() -> Outcome:
        try:
            with unit(deps) as work:
                raise _Looked(_carry_out(work, move, by="preview"))
        except _Looked as looked:
            return looked.outcome

    return retrying(run)


def move_day(deps: Deps, move: DayMove, *, by: str) -> Outcome:
    """Move every visit of the day, or none. Raises CannotMove."""

    def run() -> Outcome:
        with unit(deps) as work:
            return _carry_out(work, move, by=by)

    return retrying(run)


def visits_to_move(work: Unit, contractor_id: int, day: date) -> list[Any]:
    """Those of the crew's day that are still to come, or missed and not made up for."""
    start, end = day_span(work.policy, day)
    found = rows.visits_between(work.session, start, end, crew=contractor_id)
    return [row for row in found if can_move(VisitStatus(row.status))]


def _carry_out(work: Unit, move: DayMove, *, by: str) -> Outcome:
    out, cause = _who(work, move.contractor_id), _cause(move)
    phones = {row.phone for row in visits_to_move(work, move.contractor_id, move.day)}
    snapshots = locked_phones(work, phones)
    visits = visits_to_move(work, move.contractor_id, move.day)  # as they stand under the lock
    _check_all_chosen(visits, move, phones)
    decisions, changes = _decide(work, move, visits, snapshots, cause=cause, by=by)
    first = snapshots[visits[0].phone]
    settled: list[Effect] = [
        SettleTask(id_, by) for id_ in rows.sick_tasks(work.session, out.phone or "")
    ]
    decisions.append((_seeing(first, changes), [*tell_crews(changes, out), *settled]))
    _take_off(work, move)
    apply(work, decisions)
    return _outcome(work, out, visits, changes)


def _who(work: Unit, contractor_id: int) -> Person:
    row = rows.crew_by_id(work.session, contractor_id)
    if row is None:
        raise CannotMove("There is no such contractor; go back to the day by crew.")
    return Person(row.id, row.name, row.phone, is_contractor=True)


def _cause(move: DayMove) -> str:
    if move.reason in CAUSES:
        return CAUSES[move.reason]
    words = " ".join(move.words.replace("\0", "").split())
    if not words:
        raise CannotMove("Say why, in words for the customer; or choose sick, truck or ice.")
    if len(words) > LONGEST_CAUSE:
        raise CannotMove(f"The reason has {len(words)} characters; {LONGEST_CAUSE} fit.")
    return words


def _check_all_chosen(visits: Sequence[Any], move: DayMove, phones: set[str]) -> None:
    if not visits:
        raise CannotMove("No visit of that day is still to come: there is nothing to move.")
    chosen = {wish.visit_id for wish in move.wishes}
    if {row.id for row in visits} != chosen or {row.phone for row in visits} - phones:
        raise CannotMove("The day has changed since you opened this page: look at it once more.")


def _decide(
    work: Unit,
    move: DayMove,
    visits: Sequence[Any],
    snapshots: dict[str, Snapshot],
    *,
    cause: str,
    by: str,
) -> tuple[list[tuple[Snapshot, Sequence[Effect]]], list[Change]]:
    phone_of = {row.id: row.phone for row in visits}
    wishes: dict[str, list[Wish]] = defaultdict(list)
    for wish in move.wishes:
        wishes[phone_of[wish.visit_id]].append(wish)
    decisions: list[tuple[Snapshot, Sequence[Effect]]] = []
    changes: list[Change] = []
    for phone in sorted(wishes):
        snapshot = snapshots[phone]
        chosen = [_choice(work, snapshot, wish) for wish in wishes[phone]]
        try:
            moved = move_household(snapshot, chosen, cause=cause, by=by)
        except Impossible as error:
            raise CannotMove(str(error), error.visit_id) from None
        decisions.append((snapshot, moved.effects))
        changes += moved.changes
    return decisions, changes


def _choice(work: Unit, snapshot: Snapshot, wish: Wish) -> Choice:
    job = next((j for j, v in snapshot.visits() if v.id == wish.visit_id), None)
    if job is None or wish.way not in tuple(Way):
        raise CannotMove("Choose what becomes of this visit.", wish.visit_id)
    try:
        phone = wish.contractor_phone
        return Choice(
            wish.visit_id,
            Way(wish.way),
            contractor=contractor_by_phone(work, phone) if phone else None,
            window_from=_time(wish.window_from, job),
            window_to=_time(wish.window_to, job),
            call_by=_time(wish.call_by, job),
        )
    except Refused as error:
        raise CannotMove(str(error), wish.visit_id) from None


def _time(typed: str, job: JobView) -> datetime | None:
    return in_zone(typed, job) if typed.strip() else None


def _seeing(snapshot: Snapshot, changes: Sequence[Change]) -> Snapshot:
    """For texts to crews: each names a job, and is told in that job's zone."""
    jobs = {change.job.id: change.job for change in changes}
    return Snapshot(snapshot.now, snapshot.policy, snapshot.phone, jobs=tuple(jobs.values()))


def _take_off(work: Unit, move: DayMove) -> None:
    """Nobody books a crew on that day any more."""
    id_ = rows.take_day_off(work.session, move.contractor_id, move.day, move.reason)
    if id_ is not None and work.deed is not None:
        work.deed.added("days_off", id_)


def _outcome(work: Unit, out: Person, visits: Sequence[Any], changes: Sequence[Change]) -> Outcome:
    crews = {c.now.contractor for c in changes if c.now and c.now.contractor} | {out}
    phones = [row.phone for row in visits] + [crew.phone for crew in crews if crew.phone]
    said = {row.phone: row for row in rows.said_here(work.session, phones)}
    households = []
    for phone in dict.fromkeys(row.phone for row in visits):
        mine = [c for c in changes if c.job.phone == phone]
        row = next(v for v in visits if v.phone == phone)
        households.append(Household(row.customer, zone(row.timezone), phone, mine, said.get(phone)))
    told = [(crew.name, said[crew.phone]) for crew in crews if crew.phone in said]
    return Outcome(
        work.now,
        work.policy.zone,
        out,
        households,
        sorted(told, key=lambda pair: pair[0]),
        rows.settled_here(work.session, phones),
    )
