"""Play the storm: move time from one thing to the next, and do the work of our processes at each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta

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
from fieldcomm.storm.dice import Dice
from fieldcomm.storm.faults import Died, Faults
from fieldcomm.storm.options import FIRST_MORNING, GRID, OURS, ZONE, Options
from fieldcomm.storm.phones import Phones
from fieldcomm.storm.provider import HARSH, MILD, Provider, Taken, Written
from fieldcomm.storm.town import settle_town
from fieldcomm.storm.world import World

LONG = 3600.0  # seconds of real time a drain may take: it ends when nothing is left
ROUNDS = 60  # of our processes at one moment; what is left then waits for the next tick
PACED = timedelta(seconds=1)
AFTERMATH = timedelta(hours=2)  # in which nothing new happens and everything must end
Progress = Callable[[datetime, datetime, datetime], None]  # first, now, last


@contextmanager
def played(database_url: str, options: Options, progress: Progress | None = None) -> Iterator[Play]:
    """A whole storm in an empty database; what came of it can be looked at inside the block."""
    play = Play(database_url, options)
    try:
        play.begin()
        play.run(progress or (lambda _first, _now, _last: None))
        yield play
    finally:
        play.deps.engine.dispose()


class Play:
    """Our processes, one after the other in one thread, and the world they work in."""

    def __init__(self, database_url: str, options: Options) -> None:
        self.options = options
        self.clock = FrozenClock(FIRST_MORNING.astimezone(UTC))
        self.agenda = Agenda()
        self.faults = Faults(options.faults, options.only)
        self.provider = Provider(
            self.clock,
            self.agenda,
            Dice(options.seed, "provider", options.faults or 0),
            vices=MILD if options.faults is None else HARSH,
            lists_late=options.lists_late,
        )
        self.deps = self._deps(database_url)
        self.world = World(options, self.deps, self.clock, self.agenda, self.provider)
        self.phones = Phones(self.world)
        self._paced = False

    def _deps(self, database_url: str) -> Deps:
        config = load_config(
            {
                "DATABASE_URL": database_url,
                "PUBLIC_URL": "https://texts.example.com",
                "TWILIO_ACCOUNT_SID": "AC" + "0" * 32,
                "TWILIO_AUTH_TOKEN": "a token for the storm",
                "TWILIO_FROM_NUMBER": OURS,
                "TWILIO_API_URL": "http://127.0.0.1:1",
                "FIELDCOMM_CLOCK": "adjustable",
                "SEGMENTS_PER_SECOND": str(self.options.pace),
                "COMPANY_NAME": "Kiwi Drying",
                "COMPANY_TIMEZONE": ZONE.key,
                "WORKING_HOURS": "Mon-Sun 07:30-19:00",
            }
        )
        made = make_deps(config, pool=2, ring=lambda _queue: None)
        return replace(
            made,
            clock=self.clock,
            entropy=Entropy(self.options.seed),
            gateway=self.provider,
            hook=self.faults,
            in_order=True,
        )

    # --- the storm

    def begin(self) -> None:
        """The company as it is on the morning before: people, crews, settings."""
        set_up(self.deps)
        settle_town(self.world)
        self.faults.at_commits_of(self.deps.engine)
        self.provider.report = self._report
        self.provider.bring = self._bring
        self.provider.rings = self.phones.ring
        self._poll()

    def run(self, progress: Progress) -> None:
        first, last = self.clock.machine(), self.options.ends
        self._until(last, lambda: progress(first, self.clock.machine(), last))
        self.faults.calm = True
        self._until(last + AFTERMATH, lambda: None)

    def _until(self, end: datetime, seen: Callable[[], None]) -> None:
        while True:
            self.agenda.do_until(self.clock.machine())
            waiting = self._work()
            self.phones.let_people_read()
            following = self._next(waiting)
            if following > end:
                return
            self.clock.move(following - self.clock.machine())
            seen()

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
                now + GRID if waiting.heads else None,
                now + timedelta(hours=1),
            )
            if at is not None
        )
        return max(now + PACED, _on_grid(soonest))

    # --- our processes

    def _work(self) -> Waiting:
        """Until nothing is left that may be done now. Whoever dies is started again."""
        self._paced = False
        for _ in range(ROUNDS):
            waiting = look(self.deps)
            queues = waiting.heads.keys() - ({"outbox"} if self._paced else set())
            if not queues:
                return waiting
            if "inbox" in queues:
                self._process(lambda: read_inbox(self.deps, seconds=LONG))
                self._process(lambda: record_deliveries(self.deps, seconds=LONG))
            if "due" in queues:
                self._process(lambda: run_due(self.deps, seconds=LONG))
            if "outbox" in queues:
                self._paced = self._process(lambda: send_outbox(self.deps, seconds=LONG))
        return waiting

    def _process(self, work: Callable[[], object]) -> bool:
        try:
            return bool(work())
        except Died:
            return False

    def _poll(self) -> None:
        self._process(lambda: poll_provider(self.deps))
        self.agenda.at(self.clock.machine() + self.deps.timing.poll_every, self._poll)

    # --- our webhooks

    def _report(self, taken: Taken, status: str) -> None:
        params = {"MessageSid": taken.sid, "MessageStatus": status}
        if taken.code and status != "sent":
            params["ErrorCode"] = str(taken.code)
        self._process(
            lambda: receive_delivery(self.deps, sid=taken.sid, token=taken.token, params=params)
        )

    def _bring(self, written: Written) -> None:
        params = {
            "MessageSid": written.sid,
            "From": written.phone,
            "To": OURS,
            "Body": written.body,
        }
        self._process(
            lambda: receive_text(self.deps, sid=written.sid, phone=written.phone, params=params)
        )


def _on_grid(at: datetime) -> datetime:
    """Up to the next tick."""
    over = (at - FIRST_MORNING) % GRID
    return at + (GRID - over if over else timedelta())
