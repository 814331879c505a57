"""Small storms by seed, under every fault: by the provider's own ledger nothing is lost or twice."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta

from fieldcomm.services.deps import Deps
from fieldcomm.services.hooks import Hook
from fieldcomm.storm.dice import Dice
from fieldcomm.storm.measures.lost import lost_or_twice
from fieldcomm.storm.measures.sending import forbidden_texts
from fieldcomm.storm.options import Options
from fieldcomm.storm.play import Play, played_on
from fieldcomm.storm.record import Record, record_of

RECOVERED = timedelta(minutes=5)
FETCHED = timedelta(minutes=10)  # missed by one poll, since it was not listed yet: by the next
# Mostly a busy morning; now and then a whole day, with visits and what becomes of them.
_TOWNS = {(4, 3.5): 0.9, (2, 13.0): 0.1}


@dataclass(frozen=True, slots=True)
class Outcome:
    """`wrong`: one line for each thing that must not be. `kinds`: how often which fault struck."""

    options: Options
    wrong: list[str]
    struck: dict[int, str]
    texts: int
    said: int
    recovered_in: timedelta | None
    fetched_in: timedelta | None
    passed: frozenset[Hook] = field(default_factory=frozenset)

    @property
    def kinds(self) -> Counter[str]:
        return Counter(what.split()[0] for what in self.struck.values())


def town_of(seed: int) -> Options:
    """One small storm: who lives there and what goes wrong follow from the seed."""
    customers, hours = Dice(seed, "town").weighed(_TOWNS)
    return Options(customers=customers, days=1, hours=hours, seed=seed, faults=seed)


def play_seed(made: Deps, options: Options) -> Outcome:
    """`made` on an empty database (`ground.Ground.fresh`)."""
    with played_on(made, options) as play:
        record = record_of(play)
        return Outcome(
            options=options,
            wrong=wrong(record, play),
            struck=dict(play.faults.struck),
            texts=len(record.sent),
            said=len(record.said),
            recovered_in=play.recovery.took,
            fetched_in=play.recovery.fetched_in,
            passed=frozenset(play.lives.passed),
        )


def wrong(record: Record, play: Play) -> list[str]:
    found = [*lost_or_twice(record).cases, *forbidden_texts(record).cases]
    # What people say twice is answered twice: a matter of wording, with or without faults.
    found = [line for line in found if not line.startswith("same again")]
    for what, took, most in (
        ("recovered", play.recovery.took, RECOVERED),
        ("everything fetched", play.recovery.fetched_in, FETCHED),
    ):
        if took is None or took > most:
            found.append(f"not {what} within {most}: {took if took else 'never'}")
    return found
