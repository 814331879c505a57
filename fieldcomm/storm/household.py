"""Somebody with water in the kitchen: asks, thanks, complains, changes, opts out, or says nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from enum import StrEnum

from fieldcomm.storm import says
from fieldcomm.storm.dice import Dice
from fieldcomm.storm.options import WAKING
from fieldcomm.storm.world import Heard, World


class Nature(StrEnum):
    CALM = "calm"
    WORRIED = "worried"  # asks when
    ANGRY = "angry"
    SILENT = "silent"  # never texts
    OPTS_OUT = "opts_out"
    WANTS_LESS = "wants_less"
    HIRES_OTHERS = "hires_others"
    SMELLS_GAS = "smells_gas"
    LANDLINE = "landline"
    WRONG_NUMBER = "wrong_number"


_SHARES = {
    Nature.CALM: 0.60,
    Nature.WORRIED: 0.16,
    Nature.ANGRY: 0.06,
    Nature.SILENT: 0.08,
    Nature.OPTS_OUT: 0.02,
    Nature.WANTS_LESS: 0.02,
    Nature.HIRES_OTHERS: 0.02,
    Nature.SMELLS_GAS: 0.01,
    Nature.LANDLINE: 0.02,
    Nature.WRONG_NUMBER: 0.01,
}
SPANISH = 0.1
BY_TEXT = 0.15  # of strangers text instead of ringing up
_ASKS_A_DAY = {Nature.WORRIED: 0.7, Nature.ANGRY: 0.5, Nature.CALM: 0.12, Nature.WANTS_LESS: 0.1}
_CALL_ME_A_DAY = 0.05
_ODD_A_DAY = 0.05


class Household:
    """`n` numbers it; what it is like follows from the seed."""

    def __init__(self, world: World, n: int, phone: str) -> None:
        self.world, self.phone = world, phone
        self.dice = Dice(world.options.seed, "household", n)
        self.nature = self.dice.weighed(_SHARES)
        self.language = "es" if self.dice.chance(SPANISH) else "en"
        self.name = says.name(self.dice)
        self.address = says.address(self.dice, n)
        self.summary = self.dice.pick(says.TROUBLES)
        self.urgency = self.dice.weighed(says.URGENCIES)
        self.by_text = self.nature is Nature.CALM and self.dice.chance(BY_TEXT)
        self.visit_id: int | None = None
        self.quiet = self.nature in (Nature.SILENT, Nature.LANDLINE)
        self.over = False
        self._confirmed: set[int] = set()
        if self.nature is Nature.LANDLINE:
            world.provider.landlines.add(phone)

    def text(self, kind: str, low: float = 1, high: float = 20) -> None:
        """Some minutes from now, in their own words."""
        words = self.dice.pick(
            says.HOUSEHOLD[self.language].get(kind) or says.HOUSEHOLD["en"][kind]
        )
        self._say(words, self.dice.minutes(low, high))

    def _say(self, words: str, after: timedelta) -> None:
        if not self.quiet:
            self.world.later(after, lambda: self.world.text(self.phone, words))

    def begins(self) -> None:
        """The trouble starts: from now on each day may bring something."""
        self._later_today(self._what_the_day_brings)
        once = {
            Nature.OPTS_OUT: "stop",
            Nature.WANTS_LESS: "less",
            Nature.HIRES_OTHERS: "hired_others",
            Nature.SMELLS_GAS: "gas",
        }.get(self.nature)
        if once:
            self.world.later(
                self.dice.minutes(60 * 5, 60 * 24 * 2),
                lambda: self._awake(lambda: self.text(once, 0, 5)),
            )

    def _later_today(self, action: Callable[[], object]) -> None:
        self.world.later(self.dice.minutes(60 * 3, 60 * 13), action)

    def _awake(self, action: Callable[[], object]) -> None:
        """Now, or once they are up."""
        local = self.world.local
        if WAKING[0] <= local.hour < WAKING[1]:
            action()
        else:
            self.world.later(self.dice.minutes(60 * 8, 60 * 10), lambda: self._awake(action))

    def _what_the_day_brings(self) -> None:
        if self.over or self.world.now > self.world.options.ends:
            return
        if self.dice.chance(_ASKS_A_DAY.get(self.nature, 0)):
            kind = "ask_when" if self.nature is not Nature.ANGRY else "complain"
            self._awake(lambda: self.text(kind))
        if self.nature is Nature.CALM and self.dice.chance(_CALL_ME_A_DAY):
            self._awake(lambda: self.text("call_me"))
        if self.dice.chance(_ODD_A_DAY):
            self._awake(lambda: self.text("odd"))
        self.world.later(self.dice.minutes(60 * 22, 60 * 26), self._what_the_day_brings)

    # --- what a text of ours does to them

    def hears(self, text: Heard) -> None:
        if self.nature is Nature.WRONG_NUMBER:
            if not self.over:
                self.over = True
                self.text("wrong_number")
            return
        reaction = _REACTIONS.get(text.moment)
        if reaction is not None:
            reaction(self, text)

    def asked_about_visit(self, text: Heard) -> None:
        self.visit_id = text.visit_id
        if text.visit_id is None or text.visit_id in self._confirmed:
            return
        kind = self.dice.weighed({"confirm": 0.72, "change": 0.05, "cancel": 0.01, "": 0.22})
        if kind == "confirm":
            self._confirmed.add(text.visit_id)
        if kind:
            self.text(kind, 1, 90)

    def told_of_delay(self, text: Heard) -> None:
        kind = self.dice.weighed({"1": 0.6, "2": 0.05, "3": 0.08, "ok": 0.1, "": 0.17})
        if kind:
            self.text(kind, 1, 12)

    def window_missed(self, text: Heard) -> None:
        if self._crew_is_here():
            self.text("1", 1, 10)
            return
        kind = self.dice.weighed({"2": 0.1, "3": 0.35, "complain": 0.2, "": 0.35})
        if kind:
            self.text(kind, 1, 15)

    def sorry(self, text: Heard) -> None:
        """We said sorry for a call we could not see. They know whether it was made."""
        if self.world.truth.spoken(self.phone, text.at - timedelta(hours=4)):
            if self.dice.chance(0.8):
                self.text("we_spoke", 1, 10)
        elif self.nature is Nature.ANGRY:
            self.text("complain", 1, 10)

    def is_pleased(self, text: Heard) -> None:
        if self.dice.chance(0.3):
            self.text("praise", 2, 40)

    def nods(self, text: Heard) -> None:
        if self.dice.chance(0.1):
            self.text(self.dice.pick(("ok", "thanks")), 1, 30)

    def says_which(self, text: Heard) -> None:
        self.text("1", 1, 5)

    def tells_intake(self, text: Heard) -> None:
        self._say(f"{self.name}, {self.address}", self.dice.minutes(1, 6))

    def _crew_is_here(self) -> bool:
        return self.visit_id is not None and self.visit_id in self.world.truth.arrived


_REACTIONS: dict[str, Callable[[Household, Heard], None]] = {
    "job_opened": Household.nods,
    "check_in": Household.nods,
    "update": Household.nods,
    "answer_when": Household.nods,
    "visit_booked": Household.asked_about_visit,
    "visit_moved": Household.asked_about_visit,
    "visit_reminder": Household.asked_about_visit,
    "day_moved": Household.asked_about_visit,
    "nobody_home": Household.asked_about_visit,
    "running_late": Household.told_of_delay,
    "window_missed": Household.window_missed,
    "apology": Household.sorry,
    "visit_done": Household.is_pleased,
    "which_job": Household.says_which,
    "intake_ask": Household.tells_intake,
}
