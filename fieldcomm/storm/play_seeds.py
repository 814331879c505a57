"""`python -m fieldcomm.storm.play_seeds 5000`: many small storms, and how to play again what failed."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import timedelta

import click

from fieldcomm import log
from fieldcomm.storm.database import database_of_its_own
from fieldcomm.storm.ground import Ground
from fieldcomm.storm.options import Options
from fieldcomm.storm.seeds import Outcome, play_seed, town_of
from fieldcomm.storm.shrink import command, shrunk


@dataclass
class Tally:
    """What all the storms held together, and the commands that play the failing ones again."""

    storms: int = 0
    texts: int = 0
    said: int = 0
    slowest: timedelta = timedelta()
    fetched_in: timedelta = timedelta()
    struck: Counter[str] = field(default_factory=Counter)
    passed: set[str] = field(default_factory=set)
    failed: list[str] = field(default_factory=list)

    def count(self, outcome: Outcome) -> None:
        self.storms += 1
        self.texts += outcome.texts
        self.said += outcome.said
        self.struck += outcome.kinds
        self.passed |= outcome.passed
        self.slowest = max(self.slowest, outcome.recovered_in or timedelta())
        self.fetched_in = max(self.fetched_in, outcome.fetched_in or timedelta())

    def words(self) -> str:
        ours = ("death", "freeze", "commit_refused", "commit_cut", "commit_unheard")
        vices = sum(n for kind, n in self.struck.items() if kind not in ours)
        commits = sum(self.struck[kind] for kind in ours[2:])
        return (
            f"{self.storms:,} storms, {self.texts:,} texts taken by the provider, {self.said:,} to us;"
            f" {self.struck['death']:,} deaths, {self.struck['freeze']:,} freezes,"
            f" {commits:,} commits failed, {vices:,} other vices;"
            f" recovered after {self.slowest.total_seconds():.0f} s at most,"
            f" swallowed texts fetched after {self.fetched_in.total_seconds():.0f} s;"
            f" {len(self.failed)} failed"
        )


def play_seeds(
    ground: Ground,
    towns: Iterable[Options],
    seen: Callable[[Tally], None] = lambda _tally: None,
) -> Tally:
    """Each town on fresh ground. What fails is shrunk and told with the command that replays it."""
    tally = Tally()

    def plays(options: Options) -> Outcome:
        return play_seed(ground.fresh(), options)

    for town in towns:
        outcome = plays(town)
        tally.count(outcome)
        if outcome.wrong:
            smallest = shrunk(plays, outcome)
            tally.failed.append(f"{command(smallest.options)}   # {'; '.join(smallest.wrong)}")
        seen(tally)
    return tally


@click.command()
@click.argument("storms", type=click.IntRange(1), default=100)
@click.option("--first", type=int, default=0, show_default=True, help="The first seed.")
def main(storms: int, first: int) -> None:
    """Play small storms by seed under every fault. Exit code 1 when one failed."""

    def seen(tally: Tally) -> None:
        for line in tally.failed[len(told) :]:
            click.echo(line)
            told.append(line)
        if tally.storms % 100 == 0:
            click.echo(tally.words())

    told: list[str] = []
    with open(os.devnull, "w") as nowhere, database_of_its_own() as url:
        log.configure("storm", file=nowhere)
        ground = Ground(url)
        tally = play_seeds(ground, map(town_of, range(first, first + storms)), seen)
        ground.clear()
    click.echo(tally.words())
    sys.exit(1 if tally.failed else 0)


if __name__ == "__main__":
    main()
