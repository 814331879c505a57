"""Does fieldcomm itself fall behind: in what, by how much, and whom it tells.

What was measured comes in as ages. What is held back on purpose (a pause, no number to send from)
is no delay, and neither is the pace of a number that has been busy all the while.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from fieldcomm.domain.effects import Effect, OpenTask, Say, SettleTask, StepTask
from fieldcomm.domain.snapshot import Person, Snapshot, TaskView

BEHIND = "behind"  # kind of the task, and the moment of the texts
US = "fieldcomm"  # who settles what we see settled ourselves

MINUTE = timedelta(minutes=1)
UNREAD = 5 * MINUTE  # people text and nobody reads
DUE = 5 * MINUTE  # what fell due and was not looked at
SILENT = 2 * MINUTE  # the clock, which says every ten seconds that it ticks
WAITING = 5 * MINUTE  # texts that could have left, less the time their number was busy
TOO_SLOW = 20 * MINUTE  # the same with the number busy: it cannot send as much as is said
MISSED = 2 * MINUTE  # check-ins that leave so long after the time they were named for

LASTS = MINUTE  # machine time; a jump of the clock or a burst is over before that
CALM = 2 * MINUTE  # machine time without any delay before we say so
AGAIN = (30 * MINUTE, 60 * MINUTE)  # after the first alert; after every other
USEFUL_FOR = 30 * MINUTE  # an alert that could not leave by then is news no more


class Part(StrEnum):
    """What can fall behind, most urgent first."""

    UNREAD = "unread"
    CLOCK = "clock"
    TEXTS = "texts"
    CHECK_INS = "check_ins"
    DUE = "due"


@dataclass(frozen=True, slots=True)
class Line:
    """Texts waiting to leave. `oldest` for how long it has been waiting, `busy` for how much of that
    its number was sending others; both machine time."""

    oldest: timedelta = timedelta()
    busy: timedelta = timedelta()


@dataclass(frozen=True, slots=True)
class Measured:
    """Ages of the oldest. `unread` and `silent` (since the clock last ticked) by machine time; `undecided` (check-ins) and `due` (promises,
    visits, alarms, held texts) by business time. `named`: for each time check-ins were named for,
    how long it is until then, and how long their number needs for all before and up to them."""

    unread: timedelta = timedelta()
    silent: timedelta = timedelta()
    undecided: timedelta = timedelta()
    due: timedelta = timedelta()
    prompt: Line = Line()  # safety, replies, promises
    check_ins: Line = Line()
    named: tuple[tuple[timedelta, timedelta], ...] = ()
    stopped: bool = False  # nothing is to leave: paused, or no number to send from

    def but(self, **changed: Any) -> Measured:
        return replace(self, **changed)


@dataclass(frozen=True, slots=True)
class Lag:
    """`by`: how late. `paced`: the number cannot send any faster; nothing is broken."""

    part: Part
    by: timedelta
    paced: bool = False

    @property
    def minutes(self) -> int:
        return max(1, round(self.by / MINUTE))


def lags(found: Measured) -> list[Lag]:
    """Everything that is late beyond what is to be expected, most urgent first."""
    late = [*_looked_at(found), *([] if found.stopped else _leaving(found))]
    worst: dict[Part, Lag] = {}
    for lag in sorted(late, key=lambda lag: lag.by):
        worst[lag.part] = lag
    return [worst[part] for part in Part if part in worst]


def _looked_at(found: Measured) -> Iterator[Lag]:
    if found.unread > UNREAD:
        yield Lag(Part.UNREAD, found.unread)
    if found.silent > SILENT:
        yield Lag(Part.CLOCK, found.silent)
    if found.undecided > DUE:
        yield Lag(Part.CHECK_INS, found.undecided)
    if found.due > DUE:
        yield Lag(Part.DUE, found.due)


def _leaving(found: Measured) -> Iterator[Lag]:
    if _is_stuck(found.prompt):
        yield Lag(Part.TEXTS, found.prompt.oldest)
    elif found.prompt.oldest > TOO_SLOW:
        yield Lag(Part.TEXTS, found.prompt.oldest, paced=True)
    if _is_stuck(found.check_ins):
        yield Lag(Part.CHECK_INS, found.check_ins.oldest)
    elif (over := _overrun(found)) > MISSED:
        yield Lag(Part.CHECK_INS, over, paced=True)


def _is_stuck(line: Line) -> bool:
    return line.oldest - line.busy > WAITING


def _overrun(found: Measured) -> timedelta:
    """By how much the check-ins that wait will miss the times they were named for."""
    return max((needed - left for left, needed in found.named), default=timedelta())


@dataclass
class Patience:
    """What has been late for long enough to speak of it. Kept by whoever looks, machine time."""

    since: dict[Part, datetime] = field(default_factory=dict)
    calm_since: datetime | None = None

    def lasting(self, late: Sequence[Lag], machine: datetime) -> list[Lag]:
        self.since = {lag.part: self.since.get(lag.part, machine) for lag in late}
        self.calm_since = None if late else self.calm_since or machine
        return [lag for lag in late if machine - self.since[lag.part] >= LASTS]

    def is_calm(self, machine: datetime) -> bool:
        return self.calm_since is not None and machine - self.calm_since >= CALM


def fall_behind(snapshot: Snapshot, task: TaskView | None, late: Sequence[Lag]) -> list[Effect]:
    """Tell the manager on call, and the board: once, and again while it lasts.

    `task`: the open episode. `snapshot`: anybody's; who is on call is all that is asked of it.
    """
    if task is None:
        return [OpenTask(BEHIND, in_words(late)), *_tell(snapshot, 0, "first", late)]
    if snapshot.now < _again_at(task):
        return []
    step = task.step + 1
    return [*_tell(snapshot, step, "again", late), StepTask(task.id, step, None)]


def catch_up(snapshot: Snapshot, task: TaskView) -> list[Effect]:
    """Nothing is late any more: whoever was alerted hears so, and the board is clear of it."""
    asked = on_call(snapshot)[: task.step + 1]
    told = [_say(to, "over", [], snapshot.now) for to in asked]
    return [SettleTask(task.id, US), *told]


def on_call(snapshot: Snapshot) -> list[Person]:
    """Managers on call, then others on call; where nobody is, whoever comes first."""
    order = snapshot.manager_on_call()
    return [person for person in order if person.on_call] or order[:1]


def in_words(late: Sequence[Lag]) -> str:
    """For the board."""
    return "; ".join(_WORDS[lag.part].format(lag.minutes) + _why(lag) for lag in late)


_WORDS: Mapping[Part, str] = {
    Part.UNREAD: "A text to us has been unread for {} min",
    Part.CLOCK: "The clock has stopped, {} min ago",
    Part.TEXTS: "Texts from us leave {} min late",
    Part.CHECK_INS: "Check-ins are {} min late",
    Part.DUE: "What is due is looked at {} min late",
}


def _why(lag: Lag) -> str:
    return " (our number can send no faster)" if lag.paced else ""


def _again_at(task: TaskView) -> datetime:
    """Business time, as the task's own; in production the two are one."""
    first, every = AGAIN
    return task.opened_at + first + task.step * every


def _tell(snapshot: Snapshot, step: int, name: str, late: Sequence[Lag]) -> list[Effect]:
    order = on_call(snapshot)
    return [_say(order[step % len(order)], name, late, snapshot.now)] if order else []


def _say(to: Person, step: str, late: Sequence[Lag], now: datetime) -> Say:
    """The most urgent, and how many others; the board has them all."""
    worst = late[0] if late else None
    params = {
        "step": step,
        "what": str(worst.part) if worst else None,
        "minutes": worst.minutes if worst else 0,
        "paced": worst is not None and worst.paced,
        "others": max(0, len(late) - 1),
    }
    return Say(BEHIND, to.phone or "", params, expires_at=now + USEFUL_FOR)
