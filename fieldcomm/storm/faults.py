"""Whatever goes wrong on purpose: who dies where, which commit fails, what the provider does to us.

Each thing that could go wrong has a number of its own, made of what it is, to whom and at which
second. Whether it does follows from the seed and that number alone, so that leaving one out
(`only` says which remain) leaves the others where they were.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from hashlib import sha256

from fieldcomm.clock import FrozenClock
from fieldcomm.storm.options import FIRST_MORNING

NUMBERS = 10**8


@dataclass(frozen=True, slots=True)
class Vices:
    """How often, of 1, each goes wrong: first the provider's, with a text; then our own."""

    throttle: float = 0.01
    error_before: float = 0.002  # 5xx, not taken
    error_after: float = 0.003  # taken, and the answer lost
    slow: float = 0.01  # minutes instead of seconds until it is sent
    report_lost: float = 0.005
    report_twice: float = 0.02
    reports_shuffled: float = 0.03
    report_early: float = 0.01  # before our create call returned
    report_late: float = 0.005  # by up to ten minutes
    webhook_lost: float = 0.003  # polling must bring it
    webhook_twice: float = 0.01
    no_second_address: float = 0.5  # of webhooks we failed to acknowledge: never tried again
    list_fails: float = 0.002
    death: float = 0.0  # of the steps between which a process can be gone
    freeze: float = 0.0  # of the lives of a process: it stops for longer than its lease
    commit_refused: float = 0.0  # serialization failure or deadlock
    commit_cut: float = 0.0  # the connection is lost before it
    commit_unheard: float = 0.0  # it is carried out, and the connection lost before we hear so
    connection_lost: float = 0.0  # as a webhook is being stored


MILD = Vices()
HARSH = Vices(
    throttle=0.05,
    error_before=0.03,
    error_after=0.06,
    slow=0.35,
    report_lost=0.1,
    report_twice=0.1,
    reports_shuffled=0.15,
    report_early=0.05,
    report_late=0.15,
    webhook_lost=0.05,
    webhook_twice=0.1,
    list_fails=0.05,
    death=0.012,
    freeze=0.015,
    commit_refused=0.01,
    commit_cut=0.005,
    commit_unheard=0.005,
    connection_lost=0.02,
)
# While the town recovers, everybody behaves.
_CALM = Vices(*(0.0 for _ in Vices.__slots__))


class Faults:
    """`struck`: what went wrong, by its number."""

    def __init__(
        self, clock: FrozenClock, seed: int, vices: Vices, only: frozenset[int] | None = None
    ) -> None:
        self._clock, self._seed, self.vices, self._only = clock, seed, vices, only
        self._second, self._nth = -1, Counter[str]()
        self.struck: dict[int, str] = {}

    def strikes(self, kind: str, about: str = "") -> bool:
        """Whether this one does now. `kind`: a field of Vices; `about`: who or where it befalls."""
        share: float = getattr(self.vices, kind)
        if share == 0:
            return False
        number, luck = self._draw(kind, about)
        if luck >= share or (self._only is not None and number not in self._only):
            return False
        self.struck[number] = f"{kind} {about}".strip()
        return True

    def calm_down(self) -> None:
        self.vices = _CALM

    def share(self, kind: str, about: str = "") -> float:
        """From 0 up to 1: how badly or how late."""
        return self._draw(f"how {kind}", about)[1]

    def _draw(self, kind: str, about: str) -> tuple[int, float]:
        """The number of this occasion, and its luck from 0 up to 1."""
        second = int((self._clock.machine() - FIRST_MORNING).total_seconds())
        if second != self._second:
            self._second = second
            self._nth.clear()
        what = f"{kind} {about}"
        self._nth[what] += 1
        occasion = f"{second}/{what}/{self._nth[what]}"
        number = int.from_bytes(sha256(occasion.encode()).digest()[:8], "big") % NUMBERS
        rolled = sha256(f"{self._seed}/{occasion}".encode()).digest()[:8]
        return number, int.from_bytes(rolled, "big") / 2**64
