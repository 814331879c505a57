"""Whatever goes wrong on purpose: who dies where, which commit fails, what the provider does to us.

Each thing that could go wrong has a number of its own, made of the second, of what it is and to whom.
Whether it does follows from the seed and these alone, so that leaving one out (`only` says which
remain) leaves the others where they were. But what it befalls may come later by that: each of
`only` therefore strikes once, the first time that its kind can befall whom it did *from then on*.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from fieldcomm.clock import FrozenClock
from fieldcomm.storm.options import FIRST_MORNING

# A number is its second, what it is, and how many of its kind there were in that second before it.
WHATS, TIMES = 10**4, 10**3


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
        self._clock, self._seed, self.vices = clock, seed, vices
        self._only = None if only is None else _Named(only)
        self._second, self._nth = -1, Counter[str]()
        self.struck: dict[int, str] = {}

    def strikes(self, kind: str, about: str = "") -> bool:
        """Whether this one does now. `kind`: a field of Vices; `about`: who or where it befalls."""
        share: float = getattr(self.vices, kind)
        if share == 0:
            return False
        number, luck = self._draw(kind, about)
        if self._only is None:
            struck = number if luck < share else None
        else:
            struck = self._only.due(number)
        if struck is None:
            return False
        self.struck[struck] = f"{kind} {about}".strip()
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
        nth = self._nth[what]
        number = (second * WHATS + _digest(what) % WHATS) * TIMES + min(nth, TIMES - 1)
        return number, _digest(f"{self._seed}/{second}/{what}/{nth}") / 2**64


class _Named:
    """The faults that were named, each until it has struck."""

    def __init__(self, numbers: frozenset[int]) -> None:
        self._waiting = defaultdict[int, list[int]](list)
        for number in sorted(numbers):
            self._waiting[_what(number)].append(number)

    def due(self, number: int) -> int | None:
        """The one of this kind, on whom this befalls, that was to strike by now."""
        waiting = self._waiting.get(_what(number))
        return waiting.pop(0) if waiting and waiting[0] <= number else None


def from_earlier(numbers: Iterable[int], seconds: int) -> frozenset[int]:
    """The same faults, each at its first chance from so much earlier on."""
    made: set[int] = set()
    for number in sorted(numbers):
        second, rest = divmod(number, WHATS * TIMES)
        earlier = max(0, second - seconds) * WHATS * TIMES + rest
        while earlier in made:
            earlier += 1
        made.add(earlier)
    return frozenset(made)


def _what(number: int) -> int:
    return number // TIMES % WHATS


def _digest(words: str) -> int:
    return int.from_bytes(sha256(words.encode()).digest()[:8], "big")
