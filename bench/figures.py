"""What a row comes to, and how it is decided whether it was measured at all.

Machines are shared and noisy: a speed counts only as a ratio against a floor run beside it, as
the median of many short pairs with a bootstrap interval. Wider than WIDEST: not measured.
"""

from __future__ import annotations

import random
import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass

WIDEST = 0.1  # half the width of a ratio's interval
PAIRS = 40
MOST_GROWTH = 2.0  # of counts, over a hundredfold: an index is a level or two deeper


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table. `held` is None where it is only printed, or was not measured."""

    row: str
    reach: str
    measured: str
    held: bool | None = None

    def __str__(self) -> str:
        mark = {True: "yes", False: "NO", None: "-"}[self.held]
        return f"{self.row:<28} | {self.reach:<26} | {mark:<3} | {self.measured}"


@dataclass(frozen=True, slots=True)
class Ratio:
    """The median of pairs and its 95 % interval."""

    median: float
    low: float
    high: float
    pairs: int

    @property
    def measured(self) -> bool:
        return self.high - self.median <= WIDEST and self.median - self.low <= WIDEST

    def __str__(self) -> str:
        said = f"{self.median:.2f} ({self.low:.2f} to {self.high:.2f}, {self.pairs} pairs)"
        return said if self.measured else f"not measured: {said}"


def paired(ours: Callable[[], float], floor: Callable[[], float], pairs: int) -> Ratio:
    """Speeds side by side; which goes first alternates, so that a drift hits both alike."""
    ratios = []
    for n in range(pairs):
        if n % 2:
            below, above = floor(), ours()
        else:
            above, below = ours(), floor()
        ratios.append(above / below)
    return ratio_of(ratios)


def ratio_of(ratios: Sequence[float], resamples: int = 4000) -> Ratio:
    dice = random.Random(1)
    medians = sorted(
        statistics.median(dice.choices(ratios, k=len(ratios))) for _ in range(resamples)
    )
    edge = int(resamples * 0.025)
    return Ratio(statistics.median(ratios), medians[edge], medians[-edge - 1], len(ratios))


def at_least(row: str, least: float, ratio: Ratio, said: str = "") -> Figure:
    held = ratio.median >= least if ratio.measured else None
    return Figure(row, f">= {least} x floor", f"{ratio} {said}".rstrip(), held)


@dataclass(frozen=True, slots=True)
class Growth:
    """What the same work counted in a small database, and in one a hundred times as full."""

    few: int
    most: int
    unit: str

    def __str__(self) -> str:
        return f"{self.few} -> {self.most} {self.unit}, {self.most / max(1, self.few):.2f} x"

    def figure(self, row: str, sizes: str, most: float = MOST_GROWTH) -> Figure:
        held = self.most <= most * self.few
        return Figure(row, f"<= {most:g} x", f"{self} ({sizes})", held)


def percentile(values: Sequence[float], share: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]
