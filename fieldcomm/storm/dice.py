"""Everybody rolls dice of their own, so that what one does changes nobody else's luck."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from hashlib import sha256
from typing import TypeVar

from fieldcomm.clock import Entropy

T = TypeVar("T")


class Dice:
    """The same seed and names roll the same, on every machine."""

    def __init__(self, seed: int, *names: str | int) -> None:
        written = "/".join(map(str, (seed, *names)))
        self._entropy = Entropy(int.from_bytes(sha256(written.encode()).digest()[:8], "big"))

    def chance(self, share: float) -> bool:
        """True in `share` (0 to 1) of the cases."""
        return self._entropy.share() < share

    def between(self, low: float, high: float) -> float:
        return low + (high - low) * self._entropy.share()

    def minutes(self, low: float, high: float) -> timedelta:
        """Whole seconds, evenly spread."""
        return timedelta(seconds=int(self.between(low * 60, high * 60)))

    def pick(self, options: Sequence[T]) -> T:
        return self._entropy.choice(options)

    def below(self, n: int) -> int:
        return self._entropy.below(n)

    def weighed(self, weights: Mapping[T, float]) -> T:
        """One of the keys, each as likely as its weight."""
        left = self.between(0, sum(weights.values()))
        for option, weight in weights.items():
            left -= weight
            if left < 0:
                return option
        return next(reversed(list(weights)))
