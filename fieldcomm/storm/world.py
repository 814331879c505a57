"""What everybody in the storm shares: the time, the phones, and what really happened."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Protocol

from sqlalchemy import text

from fieldcomm.clock import FrozenClock
from fieldcomm.services.deps import Deps
from fieldcomm.services.errors import Refused
from fieldcomm.storm.agenda import Agenda
from fieldcomm.storm.lives import Lives
from fieldcomm.storm.options import ZONE, Options
from fieldcomm.storm.provider import Provider

LOOKS_AGAIN = timedelta(minutes=1)  # after a page that failed


@dataclass(frozen=True, slots=True)
class Heard:
    """A text that reached a phone. `params` are the facts it was rendered from."""

    at: datetime
    moment: str
    params: Mapping[str, Any]
    body: str
    code: str | None
    visit_id: int | None


@dataclass(frozen=True, slots=True)
class Call:
    """Somebody of ours rang a household; `spoke`: they picked up."""

    phone: str
    at: datetime
    spoke: bool


@dataclass
class Truth:
    """What happened in the street and on the telephone, whatever we were told of it."""

    arrived: dict[int, datetime] = field(default_factory=dict)  # by visit
    left: dict[int, datetime] = field(default_factory=dict)
    crews: dict[int, str] = field(default_factory=dict)  # the phone of who arrived, by visit
    calls: list[Call] = field(default_factory=list)
    outages: list[tuple[datetime, datetime]] = field(default_factory=list)

    def spoken(self, phone: str, since: datetime) -> bool:
        return any(c.phone == phone and c.spoke and c.at >= since for c in reversed(self.calls))


class Person(Protocol):
    """Somebody with a phone."""

    phone: str

    def hears(self, text: Heard) -> None:
        """A text has arrived. What they do about it they put on the agenda."""


class World:
    """The town under storm. People reach us by `text` and `desk`, and nothing else."""

    def __init__(
        self,
        options: Options,
        deps: Deps,
        clock: FrozenClock,
        agenda: Agenda,
        provider: Provider,
        lives: Lives,
    ) -> None:
        self.options, self.deps = options, deps
        self.clock, self.agenda, self.provider = clock, agenda, provider
        self.truth = Truth()
        self.people: dict[str, Person] = {}
        self.refused: Counter[str] = Counter()
        self.lives = lives

    @property
    def now(self) -> datetime:
        return self.clock.machine()

    @property
    def local(self) -> datetime:
        return self.now.astimezone(ZONE)

    def later(self, span: timedelta, action: Callable[[], object]) -> None:
        self.agenda.at(self.now + span, action)

    def text(self, phone: str, body: str) -> None:
        self.provider.text(phone, body)

    def desk(self, work: Callable[[], object], done: Callable[[], object] | None = None) -> bool:
        """Somebody does something at the desk; a refusal is shown to them, and counted.

        Where the page fails they look whether it was `done` all the same, and else do it again.
        """
        answer = self.lives.run("desk", partial(self._press, work), may_freeze=False)
        if answer is None and done is not None:
            self.later(LOOKS_AGAIN, lambda: done() or self.desk(work, done))
        return answer is True

    def _press(self, work: Callable[[], object]) -> bool:
        try:
            work()
        except Refused as error:
            self.refused[str(error)[:80]] += 1
            return False
        return True

    def rows(self, query: str, **given: Any) -> list[Any]:
        """A look at what the pages show."""
        with self.deps.engine.connect() as connection:
            return list(connection.execute(text(query), given))
