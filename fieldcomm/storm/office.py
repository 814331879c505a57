"""Slow dispatchers in a flooded office: one thing after the other, some of it forgotten."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time, timedelta
from functools import partial
from typing import Any

from fieldcomm.services.add_job import add_job
from fieldcomm.services.errors import Refused
from fieldcomm.services.promise_work import log_call, send_manual
from fieldcomm.services.tasks import settle_task
from fieldcomm.services.visits import accept_for_contractor, book, call_off
from fieldcomm.storm.diary import Diary, Slot
from fieldcomm.storm.dice import Dice
from fieldcomm.storm.household import Household
from fieldcomm.storm.options import FIRST_MORNING, ZONE
from fieldcomm.storm.world import Call, Heard, World

OPENS, SHUTS = time(7, 30), time(19)
PICKS_UP = 0.72
FORGETS_TO_LOG = 0.08
IGNORES_PROMPT = 0.1
BEFORE_ITS_TIME = timedelta(minutes=40)

_OWED = (
    "SELECT p.id, p.kind, p.phone, p.due_at, j.code FROM promises p JOIN jobs j ON j.id = p.job_id"
    " WHERE p.state = 'open' AND p.kind IN ('callback', 'reply', 'result')"
    " AND j.status NOT IN ('closed', 'cancelled')"
    " AND (p.owner_user_id = :me OR p.owner_user_id IS NULL AND p.owner_contractor_id IS NULL)"
    " AND p.due_at < :soon ORDER BY p.due_at, p.id LIMIT 20"
)
_TASKS = (
    "SELECT t.id, t.kind, t.phone, j.code, k.phone = t.phone AS of_customer, m.body FROM tasks t"
    " LEFT JOIN messages m ON m.id = t.message_id LEFT JOIN jobs j ON j.id = t.job_id LEFT JOIN contacts k ON k.id = j.contact_id"
    " WHERE t.settled_at IS NULL AND t.id % :desks = :me ORDER BY t.opened_at, t.id LIMIT 3"
)
_UNBOOKED = (
    "SELECT j.code, j.urgency FROM jobs j JOIN contacts k ON k.id = j.contact_id"
    " JOIN phones h ON h.phone = k.phone WHERE j.status = 'waiting'"
    " AND coalesce(j.waiting_on, 'crew') = 'crew' AND j.id % :desks = :me AND NOT EXISTS"
    " (SELECT 1 FROM visits v WHERE v.job_id = j.id AND v.status NOT IN ('done', 'cancelled', 'missed'))"
    " ORDER BY j.urgency IS NULL, j.created_at, j.id LIMIT 1"
)
_SILENT = (
    "SELECT v.id, j.code, v.contractor_id FROM visits v JOIN jobs j ON j.id = v.job_id"
    " WHERE v.status = 'proposed' AND v.created_at < :since AND v.window_from > :now"
    " AND j.id % :desks = :me ORDER BY v.window_from, v.id LIMIT 1"
)
_OF_SICK = (
    "SELECT v.id, j.code FROM visits v JOIN jobs j ON j.id = v.job_id WHERE v.contractor_id = :crew"
    " AND v.window_from BETWEEN :start AND :end AND v.status NOT IN ('done', 'cancelled', 'missed')"
    " ORDER BY v.window_from, v.id"
)
_WRITTEN_DOWN = "SELECT 1 FROM jobs j JOIN contacts k ON k.id = j.contact_id WHERE k.phone = :phone"
_TASK_CREW = "SELECT id FROM contractors WHERE phone = :phone"


class Dispatcher:
    """`n` of the office's desks; takes whatever is most urgent, some minutes each."""

    def __init__(
        self, world: World, n: int, user_id: int, name: str, phone: str, diary: Diary
    ) -> None:
        self.world, self.user_id, self.name, self.phone = world, user_id, name, phone
        self.dice = Dice(world.options.seed, "dispatcher", n)
        self.n, self.desks = n, world.options.dispatchers
        self.diary = diary
        self._reached_late: dict[str, datetime] = {}
        self._again_at: dict[str, datetime] = {}  # as they were told: until then, no other try

    def begins(self) -> None:
        for day in range(self.world.options.days):
            at = datetime.combine(FIRST_MORNING.date() + timedelta(days=day), OPENS, ZONE)
            self.world.agenda.at(at + self.dice.minutes(0, 15), self._works)

    def takes_call(self, household: Household) -> None:
        """Somebody has rung up: written down while they are on the line."""
        given: dict[str, Any] = {
            "customer_name": household.name,
            "customer_phone": household.phone,
            "address": household.address,
            "summary": household.summary,
            "timezone": ZONE.key,
            "language": household.language,
            "urgency": household.urgency,
        }
        written = partial(self.world.rows, _WRITTEN_DOWN, phone=household.phone)
        self.world.desk(lambda: add_job(self.world.deps, **given), written)
        household.begins()

    def _works(self) -> None:
        if self.world.local.time() >= SHUTS:
            return
        took = self._next_thing()
        self.world.later(self.dice.minutes(*took), self._works)

    def _next_thing(self) -> tuple[float, float]:
        """Minutes it takes until the next."""
        if self._sees_to_task():
            return 1, 4
        if self._rings_whom_we_owe():
            return 3, 7
        if self._hears_from_silent_crew():
            return 2, 5
        if self._books():
            return 1.5, 4
        return 3, 8

    # --- one thing each; whether there was one

    def _sees_to_task(self) -> bool:
        for task in self.world.rows(_TASKS, desks=self.desks, me=self.n):
            if task.kind == "sick":
                self._moves_day(task.phone)
            if task.kind == "unconfirmed" and task.of_customer:
                self._asks_or_sends_anew(task)
            if self.world.desk(partial(settle_task, self.world.deps, task.id, by=self.name)):
                return True
        return False

    def _asks_or_sends_anew(self, task: Any) -> None:
        """Perhaps it was sent, perhaps not: they are asked. Nobody picks up: it is sent by hand."""
        if not self._rings(task.phone, task.code):
            anew = partial(send_manual, self.world.deps, task.code, body=task.body, by=self.name)
            self.world.desk(anew)

    def _moves_day(self, phone: str) -> None:
        """The crew's houses of today are called off; each gets a call about another day."""
        crew = self.world.rows(_TASK_CREW, phone=phone)
        if not crew:
            return
        midnight = datetime.combine(self.world.local.date(), time(0), ZONE)
        given = {"crew": crew[0].id, "start": self.world.now, "end": midnight + timedelta(days=1)}
        for visit in self.world.rows(_OF_SICK, **given):
            self.world.desk(self._calls_off(visit, "sick"))
        self.diary.is_out(crew[0].id, self.world.local.date())

    def _rings_whom_we_owe(self) -> bool:
        soon = self.world.now + BEFORE_ITS_TIME
        for owed in self.world.rows(_OWED, me=self.user_id, soon=soon):
            tried = self._reached_late.get(owed.phone)
            if self._is_left_alone(owed):
                continue
            if tried is None or self.world.now - tried > timedelta(minutes=30):
                self._rings(owed.phone, owed.code)
                return True
        return False

    def _rings(self, phone: str, code: str) -> bool:
        """Whether they picked up."""
        spoke = self.dice.chance(PICKS_UP)
        self.world.truth.calls.append(Call(phone, self.world.now, spoke))
        self._reached_late[phone] = self.world.now
        if self.dice.chance(FORGETS_TO_LOG):
            return spoke
        heard = "spoke" if spoke else self.dice.pick(("voicemail", "no_answer"))
        again = None if spoke else 120
        self._again_at.pop(phone, None)
        if again:
            self._again_at[phone] = self.world.now + timedelta(minutes=again)
        self.world.later(
            self.dice.minutes(1, 4),
            lambda: self.world.desk(
                lambda: log_call(self.world.deps, code, heard=heard, by=self.name, next_in=again)
            ),
        )
        return spoke

    def _hears_from_silent_crew(self) -> bool:
        given = {"since": self.world.now - timedelta(minutes=35), "now": self.world.now}
        for visit in self.world.rows(_SILENT, desks=self.desks, me=self.n, **given):
            comes = self.dice.chance(0.9)
            accept = partial(accept_for_contractor, self.world.deps, visit.code, visit.id)
            return self.world.desk(accept if comes else self._calls_off(visit, None))
        return False

    def _calls_off(self, visit: Any, cause: str | None) -> Callable[[], None]:
        return partial(call_off, self.world.deps, visit.code, visit.id, cause=cause, by=self.name)

    def _books(self) -> bool:
        for job in self.world.rows(_UNBOOKED, desks=self.desks, me=self.n):
            slot = self.diary.first_free(self.world.now)
            if slot is None:
                return False
            return self.world.desk(partial(self._book, job.code, slot))
        return False

    def _book(self, code: str, slot: Slot) -> None:
        self.diary.take(slot)
        try:
            book(
                self.world.deps,
                code,
                window_from=slot.start,
                window_to=slot.end,
                contractor_phone=slot.crew_phone,
            )
        except Refused:
            self.diary.give_back(slot)
            raise

    # --- on the phone

    def hears(self, text: Heard) -> None:
        if text.moment in ("safety_alert", "prompt_manager"):
            self.world.later(self.dice.minutes(1, 10), lambda: self.world.text(self.phone, "1"))
            return
        asks = text.moment == "prompt" and text.params.get("kind") != "arrival"
        if asks and not self.dice.chance(IGNORES_PROMPT):
            self.world.later(self.dice.minutes(2, 18), lambda: self._is_prompted(text))

    def _is_prompted(self, text: Heard) -> None:
        """Rings now, unless it was done and only never written down."""
        rows = self.world.rows(_OWED, me=self.user_id, soon=self.world.now + timedelta(hours=2))
        owed = next((row for row in rows if row.code == text.code), None)
        if owed is None:
            return
        tried = self._reached_late.get(owed.phone)
        if tried is not None and self.world.now - tried < timedelta(minutes=45):
            if self.world.truth.spoken(owed.phone, tried):
                self.world.text(self.phone, f"CALLED {owed.code}")
            return
        if not self._is_left_alone(owed):
            self._rings(owed.phone, owed.code)

    def _is_left_alone(self, owed: Any) -> bool:
        """They have been told when we try again; for whatever else is owed nobody tries much earlier."""
        again = self._again_at.get(owed.phone)
        early = again is not None and self.world.now < again - BEFORE_ITS_TIME
        return early and owed.kind != "callback"
