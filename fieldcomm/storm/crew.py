"""A tired crew: drives from house to house, runs late, forgets to text, and answers oddly."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from fieldcomm.storm import says
from fieldcomm.storm.dice import Dice
from fieldcomm.storm.options import FIRST_MORNING
from fieldcomm.storm.world import Call, Heard, World

_TODAY = (
    "SELECT v.id, v.window_from, v.window_to, v.status, j.code, k.phone FROM visits v"
    " JOIN jobs j ON j.id = v.job_id JOIN contacts k ON k.id = j.contact_id"
    " WHERE v.contractor_id = :crew AND v.window_from >= :start AND v.window_from < :end"
    " AND v.status NOT IN ('done', 'cancelled', 'missed') ORDER BY v.window_from, v.id"
)
_STILL = (
    "SELECT 1 FROM visits WHERE id = :id AND contractor_id = :crew AND window_from = :start"
    " AND status NOT IN ('done', 'cancelled', 'missed')"
)
_OWED = (
    "SELECT p.id, p.due_at, p.phone, j.code FROM promises p JOIN jobs j ON j.id = p.job_id"
    " WHERE p.owner_contractor_id = :crew AND p.kind <> 'arrival' AND p.state = 'open'"
)
WAKES, PLANS = timedelta(minutes=40), timedelta(hours=1, minutes=20)  # after six
SICK = 0.02  # of crew days
LATE = 0.14  # of visits
NOBODY_HOME = 0.03
BACK_AGAIN = 0.2  # of visits end with another one needed


@dataclass
class Stop:
    """A house of the day, and how far they are with it."""

    visit_id: int
    code: str
    phone: str
    start: datetime
    end: datetime
    arrives: datetime
    here: bool = False
    done: bool = False


class Crew:
    """`tells`: how often, of 1, they remember to text what they do."""

    def __init__(self, world: World, n: int, contractor_id: int, name: str, phone: str) -> None:
        self.world, self.id, self.name, self.phone = world, contractor_id, name, phone
        self.dice = Dice(world.options.seed, "crew", n)
        self.tells = self.dice.between(0.6, 0.97)
        self.stops: list[Stop] = []
        self.free_at: datetime = FIRST_MORNING
        self.sick_on: set[int] = set()

    def text(self, words: str, low: float = 0.5, high: float = 8) -> None:
        self.world.later(self.dice.minutes(low, high), lambda: self.world.text(self.phone, words))

    def begins(self) -> None:
        for day in range(self.world.options.days):
            morning = FIRST_MORNING + timedelta(days=day)
            self.world.agenda.at(morning + WAKES, partial(self._wakes, day))
            self.world.agenda.at(morning + PLANS, partial(self._plans, day))

    def _wakes(self, day: int) -> None:
        if day and self.dice.chance(SICK):
            self.sick_on.add(day)
            self.text(self.dice.pick(("SICK", "sick today sorry", "SICK")), 0, 10)

    def _plans(self, day: int) -> None:
        self.stops = []
        if day in self.sick_on:
            return
        start = FIRST_MORNING + timedelta(days=day)
        given = {"crew": self.id, "start": start, "end": start + timedelta(days=1)}
        self.free_at = start + timedelta(hours=1, minutes=45)
        for row in self.world.rows(_TODAY, **given):
            self._plan(row)

    def _plan(self, row: Any) -> None:
        """They come within the window, unless they are late; never before they are free."""
        slip = self.dice.between(40, 150) if self.dice.chance(LATE) else self.dice.between(0, 75)
        travel = self.dice.minutes(12, 30)
        arrives = max(row.window_from + timedelta(minutes=slip), self.free_at + travel)
        stop = Stop(row.id, row.code, row.phone, row.window_from, row.window_to, arrives)
        self.stops.append(stop)
        self.free_at = arrives + self.dice.minutes(40, 95)
        leaves = self.free_at
        self.world.agenda.at(arrives - travel, lambda: self._departs(stop, leaves))

    def _departs(self, stop: Stop, leaves: datetime) -> None:
        given = {"id": stop.visit_id, "crew": self.id, "start": stop.start}
        if not self.world.rows(_STILL, **given):
            stop.done = True  # moved or called off: they drive on
            return
        if self.dice.chance(self.tells):
            self.text(self._on_the_way(stop), 0, 2)
        self.world.agenda.at(stop.arrives, lambda: self._arrives(stop, leaves))

    def _on_the_way(self, stop: Stop) -> str:
        minutes = max(5, int((stop.arrives - self.world.now).total_seconds() / 60))
        code = f" {stop.code}" if self.dice.chance(0.6) else ""
        if stop.arrives > stop.end:
            over = max(5, int((stop.arrives - stop.end).total_seconds() / 60))
            return f"LATE {over}{code}"
        style = ("OMW {m}{c}", "omw {m}{c}", "on my way {m} min{c}", "OMW {m} min {c}")
        return self.dice.pick(style).format(m=minutes, c=code)

    def _arrives(self, stop: Stop, leaves: datetime) -> None:
        code = f" {stop.code}" if self.dice.chance(0.6) else ""
        if self.dice.chance(NOBODY_HOME):
            stop.done = True
            self.text(f"NOBODY HOME{code}", 3, 8)
            return
        stop.here = True
        self.world.truth.arrived[stop.visit_id] = self.world.now
        self.world.truth.crews[stop.visit_id] = self.phone
        if self.dice.chance(self.tells):
            self.text(self.dice.pick(says.ARRIVED).format(c=code), 0, 4)
        self.world.agenda.at(leaves, lambda: self._leaves(stop))

    def _leaves(self, stop: Stop) -> None:
        stop.done = True
        self.world.truth.left[stop.visit_id] = self.world.now
        if not self.dice.chance(self.tells):
            return
        code = f" {stop.code}" if self.dice.chance(0.7) else ""
        if self.dice.chance(BACK_AGAIN):
            self.text(f"done{code} but need to come back", 0, 6)
        else:
            self.text(self.dice.pick(says.DONE).format(c=code), 0, 6)
        if self.dice.chance(0.15):
            self.text(f"update{code}: drying goes well", 6, 12)

    # --- what a text of ours does to them

    def hears(self, text: Heard) -> None:
        if text.moment == "visit_proposed":
            self._is_offered(text)
        elif text.moment in ("list", "day_added"):
            if self.dice.chance(0.8):
                self.text("Y", 2, 40)
        elif text.moment == "which_stop":
            self.text("1", 1, 4)
        elif text.moment == "prompt":
            self._is_prompted(text)

    def _is_offered(self, text: Heard) -> None:
        says = self.dice.weighed({"Y": 0.84, "N": 0.05, "": 0.11})
        if says:
            self.text(f"{says} {text.code}" if self.dice.chance(0.7) else says, 1, 25)

    def _is_prompted(self, text: Heard) -> None:
        if not self.dice.chance(0.85):
            return  # driving, or no signal in the cellar
        if text.params.get("kind") != "arrival":
            self._rings_back(text)
            return
        stop = next((s for s in self.stops if s.visit_id == text.visit_id), None)
        if stop is not None and not (stop.done and not stop.here):
            self.world.later(self.dice.minutes(1, 9), lambda: self._answers(stop))

    def _answers(self, stop: Stop) -> None:
        """The truth, as it is by now."""
        now = self.world.now
        if stop.here:
            words = f"{'DONE' if stop.done else 'HERE'} {stop.code}"
        elif stop.arrives > stop.end:
            words = f"LATE {max(5, int((stop.arrives - max(now, stop.end)).total_seconds() / 60))} {stop.code}"
        elif stop.arrives - now < timedelta(minutes=40):
            words = f"OMW {max(5, int((stop.arrives - now).total_seconds() / 60))} {stop.code}"
        else:
            words = "on schedule, 2nd house first"
        self.world.text(self.phone, words)

    def _rings_back(self, text: Heard) -> None:
        owed = [r for r in self.world.rows(_OWED, crew=self.id) if r.code == text.code]
        if owed:
            self.world.later(
                self.dice.minutes(3, 30), lambda: self._calls(owed[0].phone, owed[0].code)
            )

    def _calls(self, phone: str, code: str) -> None:
        spoke = self.dice.chance(0.8)
        self.world.truth.calls.append(Call(phone, self.world.now, spoke))
        if spoke:
            self.text(f"CALLED {code}", 3, 15)
