"""Play the storm: move time from one thing to the next, and do the work of our processes at each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from sqlalchemy import event

from fieldcomm.app import make_deps
from fieldcomm.clock import Entropy, FrozenClock
from fieldcomm.config import load_config
from fieldcomm.services.deps import Deps
from fieldcomm.services.due import Waiting, look
from fieldcomm.services.poll_provider import poll_provider
from fieldcomm.services.read_inbox import read_inbox
from fieldcomm.services.receive import receive_delivery, receive_text
from fieldcomm.services.record_delivery import record_deliveries
from fieldcomm.services.run_due import run_due
from fieldcomm.services.send_outbox import send_outbox
from fieldcomm.services.set_up import set_up
from fieldcomm.storm.agenda import Agenda
from fieldcomm.storm.faults import HARSH, MILD, Faults
from fieldcomm.storm.lives import Lives
from fieldcomm.storm.options import FIRST_MORNING, GRID, OURS, ZONE, Options
from fieldcomm.storm.phones import Phones
from fieldcomm.storm.provider import Provider, Taken, Written
from fieldcomm.storm.recovery import Recovery
from fieldcomm.storm.town import settle_town
from fieldcomm.storm.world import World

LONG = 3600.0  # seconds of real time a drain may take: it ends when nothing is left
ROUNDS = 60  # of our processes at one moment; what is left then waits for the next tick
PACED = timedelta(seconds=1)
AFTERMATH = timedelta(hours=2)  # in which nothing new happens and everything must end
STATEMENTS = 1000  # prepared on a connection; there are a few hundred
T = TypeVar("T")
_RETRY = "SELECT min(retry_at) AS at FROM messages WHERE state = 'queued' AND retry_at > :now"
Progress = Callable[[datetime, datetime, datetime], None]  # first, now, last


@contextmanager
def played(database_url: str, options: Options, progress: Progress | None = None) -> Iterator[Play]:
    """A whole storm in an empty database; what came of it can be looked at inside the block."""
    made = office_deps(database_url, options.pace)
    try:
        with played_on(made, options, progress) as play:
            yield play
    finally:
        made.engine.dispose()


@contextmanager
def played_on(made: Deps, options: Options, progress: Progress | None = None) -> Iterator[Play]:
    """The same where the processes' parts are there already (`office_deps`)."""
    play = Play(made, options)
    try:
        play.begin()
        play.run(progress or (lambda _first, _now, _last: None))
        yield play
    finally:
        play.lives.end()


def office_deps(database_url: str, pace: float) -> Deps:
    """What our processes are made of, but for the time, the dice and the provider of one storm."""
    config = load_config(
        {
            "DATABASE_URL": database_url,
            "PUBLIC_URL": "https://texts.example.com",
            "TWILIO_ACCOUNT_SID": "AC" + "0" * 32,
            "TWILIO_AUTH_TOKEN": "a token for the storm",
            "TWILIO_FROM_NUMBER": OURS,
            "TWILIO_API_URL": "http://127.0.0.1:1",
            "FIELDCOMM_CLOCK": "adjustable",
            "SEGMENTS_PER_SECOND": str(pace),
            "COMPANY_NAME": "Kiwi Drying",
            "COMPANY_TIMEZONE": ZONE.key,
            "WORKING_HOURS": "Mon-Sun 07:30-19:00",
        }
    )
    made = make_deps(config, pool=2, ring=lambda _queue: None)
    event.listen(made.engine, "connect", _keep_statements)
    return made


def _keep_statements(connection: Any, _record: Any) -> None:
    """One connection does what all our processes do, in more statements than psycopg keeps prepared:
    each would push the others out, and be planned anew every time."""
    connection.prepared_max = STATEMENTS


class Play:
    """Our processes, one after the other in one thread, and the world they work in."""

    def __init__(self, made: Deps, options: Options) -> None:
        self.options = options
        self.clock = FrozenClock(FIRST_MORNING.astimezone(UTC))
        self.agenda = Agenda()
        harsh = options.faults is not None
        seed = options.faults if options.faults is not None else options.seed
        self.faults = Faults(self.clock, seed, HARSH if harsh else MILD, options.only)
        self.lives = Lives(self.clock, self.agenda, self.faults)
        self.provider = Provider(
            self.clock, self.agenda, self.faults, lists_late=options.lists_late
        )
        self.deps = self._deps(made)
        self.world = World(options, self.deps, self.clock, self.agenda, self.provider, self.lives)
        self.phones = Phones(self.world)
        self.recovery = Recovery(self.world)
        self._paced = False
        self._waiting: Waiting | None = None
        self._steps_then = 0
        self._failed_then = 0
        self._retry_at: datetime | None = None

    def _deps(self, made: Deps) -> Deps:
        return replace(
            made,
            clock=self.clock,
            entropy=Entropy(self.options.seed),
            gateway=self.provider,
            hook=self.lives.hook,
            in_order=True,
        )

    # --- the storm

    def begin(self) -> None:
        """The company as it is on the morning before: people, crews, settings."""
        set_up(self.deps)
        settle_town(self.world)
        self.lives.commits_of(self.deps.engine)
        self.provider.report = self._report
        self.provider.bring = self._bring
        self.provider.rings = self.phones.ring
        self._poll()

    def run(self, progress: Progress) -> None:
        first, last = self.clock.machine(), self.options.ends

        def seen() -> bool:
            progress(first, self.clock.machine(), last)
            return False

        self._until(last, seen)
        self.faults.calm_down()
        self.recovery.begins(self.clock.machine())
        self._until(last + AFTERMATH, lambda: self.recovery.is_over(self.clock.machine()))

    def _until(self, end: datetime, over: Callable[[], bool]) -> None:
        while True:
            self.agenda.do_until(self.clock.machine())
            waiting = self._work()
            self.phones.let_people_read()
            following = self._next(waiting)
            if over() or following > end:
                return
            self.clock.move(following - self.clock.machine())

    def _next(self, waiting: Waiting) -> datetime:
        now = self.clock.machine()
        if self._paced:
            return now + PACED
        soonest = min(
            at
            for at in (
                self.agenda.next_at,
                waiting.next_business,
                waiting.next_machine,
                self._next_retry(now),
                now + GRID if waiting.heads else None,
                now + timedelta(hours=1),
            )
            if at is not None
        )
        return max(now + PACED, _on_grid(soonest))

    def _next_retry(self, now: datetime) -> datetime | None:
        """What the provider would not take is tried again later: no look says when, a tick finds it."""
        failed = self.provider.failed
        if failed != self._failed_then or (self._retry_at is not None and self._retry_at <= now):
            self._failed_then = failed
            self._retry_at = self.world.rows(_RETRY, now=now)[0].at
        return self._retry_at

    # --- our processes

    def _work(self) -> Waiting:
        """Until nothing is left that may be done now. Whoever dies is started again."""
        self._paced = False
        for _ in range(ROUNDS):
            waiting = self._look()
            queues = waiting.heads.keys() - ({"outbox"} if self._paced else set())
            if not queues:
                return waiting
            if "text" in waiting.heads.get("inbox", ""):
                self._process("inbox", lambda: read_inbox(self.deps, seconds=LONG))
            if "delivery" in waiting.heads.get("inbox", ""):
                self._process("reports", lambda: record_deliveries(self.deps, seconds=LONG))
            if "due" in queues:
                self._process("due", lambda: run_due(self.deps, seconds=LONG))
            if "outbox" in queues:
                left = self._process("outbox", lambda: send_outbox(self.deps, seconds=LONG))
                self._paced = left is True
        return waiting

    def _look(self) -> Waiting:
        """What waits; the same as before where no hook was passed since, and nothing fell due."""
        if self._waiting is None or self.lives.steps != self._steps_then or self._is_past():
            self._waiting = None
            while self._waiting is None:
                self._waiting = self._process("clock", lambda: look(self.deps))
            self._steps_then = self.lives.steps
        return self._waiting

    def _is_past(self) -> bool:
        assert self._waiting is not None
        now = self.clock.machine()
        nexts = (self._waiting.next_business, self._waiting.next_machine)
        return any(at is not None and at <= now for at in nexts)

    def _process(self, name: str, work: Callable[[], T]) -> T | None:
        return self.lives.run(name, work)

    def _poll(self) -> None:
        self._process("poll", lambda: poll_provider(self.deps))
        self.agenda.at(self.clock.machine() + self.deps.timing.poll_every, self._poll)

    # --- our webhooks

    def _report(self, taken: Taken, status: str) -> None:
        params = {"MessageSid": taken.sid, "MessageStatus": status}
        if taken.code and status != "sent":
            params["ErrorCode"] = str(taken.code)
        given: dict[str, Any] = {"sid": taken.sid, "token": taken.token, "params": params}
        self._process("web", lambda: receive_delivery(self.deps, **given))

    def _bring(self, written: Written) -> bool:
        params = {
            "MessageSid": written.sid,
            "From": written.phone,
            "To": OURS,
            "Body": written.body,
        }
        if written.picture:  # nowhere anybody would fetch it from
            params |= {"NumMedia": "1", "MediaUrl0": "http://127.0.0.1:1/Media/ME1"}
        given: dict[str, Any] = {"sid": written.sid, "phone": written.phone, "params": params}
        stored = self._process("web", lambda: receive_text(self.deps, **given))
        return stored is not None


def _on_grid(at: datetime) -> datetime:
    """Up to the next tick."""
    over = (at - FIRST_MORNING) % GRID
    return at + (GRID - over if over else timedelta())
