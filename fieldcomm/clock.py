"""The only place that reads the clock or rolls dice.

Two times, never mixed (DESIGN section 4):

* business time decides what is due. It is an argument everywhere; services take it once
  a use case from `BusinessClock.now(offset)`. With FIELDCOMM_CLOCK=adjustable it is real time plus an
  offset kept in PostgreSQL.
* machine time measures leases, back-off, pace, undo, sessions and rate limits. Nothing moves it.

All datetimes are aware and in UTC.
"""

from __future__ import annotations

import random
import secrets
import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Protocol, TypeVar

T = TypeVar("T")


class Clock(Protocol):
    """What services may ask of time."""

    adjustable: bool

    def machine(self) -> datetime:
        """Real time, aware UTC; for leases, pace, sessions."""

    def business(self, offset: timedelta) -> datetime:
        """Business time, aware UTC: machine time plus `offset` where adjustable."""


class SystemClock:
    """The clock of every real process."""

    def __init__(self, adjustable: bool = False) -> None:
        self.adjustable = adjustable

    def machine(self) -> datetime:
        return datetime.now(UTC)

    def business(self, offset: timedelta) -> datetime:
        return self.machine() + (offset if self.adjustable else timedelta())


class FrozenClock:
    """A clock for tests: stands still until moved. Always adjustable."""

    def __init__(self, at: datetime) -> None:
        self.adjustable = True
        self._at = at

    def machine(self) -> datetime:
        return self._at

    def business(self, offset: timedelta) -> datetime:
        return self._at + offset

    def move(self, by: timedelta) -> None:
        self._at += by


def monotonic() -> float:
    """Seconds from an arbitrary start; for measuring how long something took."""
    return time.monotonic()


def sleep(seconds: float) -> None:
    time.sleep(seconds)


class Entropy:
    """Injected randomness: job codes, tokens, choices of wording. Seeded in simulations.

    Unseeded it draws from the operating system, so its tokens are fit for URLs.
    """

    def __init__(self, seed: int | None = None) -> None:
        self._seeded = random.Random(seed) if seed is not None else None
        self._random: random.Random = self._seeded or random.SystemRandom()

    def token(self) -> str:
        """256 random bits, URL-safe, 43 characters."""
        if self._seeded is None:
            return secrets.token_urlsafe(32)
        return "".join(self._random.choice(_URL_SAFE) for _ in range(43))

    def short_token(self) -> str:
        """131 random bits as 22 letters and digits: short enough for a link in a text."""
        return "".join(self._random.choice(_PLAIN) for _ in range(22))

    def choice(self, options: Sequence[T]) -> T:
        return self._random.choice(options)

    def share(self) -> float:
        """A number from 0 up to, and without, 1."""
        return self._random.random()

    def below(self, n: int) -> int:
        """A whole number from 0 to n - 1."""
        return self._random.randrange(n)


_PLAIN = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
_URL_SAFE = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
