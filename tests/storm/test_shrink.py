"""A failing storm is made as small as it goes, and its command plays it again."""

from __future__ import annotations

from datetime import timedelta

from fieldcomm.storm.options import Options
from fieldcomm.storm.seeds import Outcome
from fieldcomm.storm.shrink import command, shrunk

FAULTS = range(1, 61)
GUILTY = {12, 47}  # it takes both, in a town of three or more


def _plays(options: Options) -> Outcome:
    struck = {n: "death committed" for n in FAULTS if options.only is None or n in options.only}
    fails = options.customers >= 3 and struck.keys() >= GUILTY
    wrong = ["twice: message 7"] if fails else []
    return Outcome(options, wrong, struck, 1, 1, timedelta(), timedelta())


def test_only_the_faults_and_people_it_takes_are_left() -> None:
    failed = _plays(Options(customers=40, days=3, seed=5, faults=9))
    smallest = shrunk(_plays, failed)
    assert set(smallest.struck) == GUILTY
    assert (smallest.options.customers, smallest.options.days) == (4, 1)
    assert command(smallest.options) == (
        "fieldcomm storm --customers 4 --days 1 --hours 1 --seed 5 --faults 9 --only 12,47"
    )


def test_a_storm_that_fails_without_any_fault_says_so() -> None:
    def always(options: Options) -> Outcome:
        return Outcome(options, ["lost: check_in"], {}, 1, 1, timedelta(), timedelta())

    smallest = shrunk(always, always(Options(customers=8, days=1, seed=2, faults=2)))
    assert command(smallest.options).endswith("--faults 2 --only 0")


def test_another_way_of_failing_is_not_taken_for_this_one() -> None:
    def other(options: Options) -> Outcome:
        small = options.customers < 40
        wrong = ["lost: check_in"] if small else ["twice: message 7"]
        return Outcome(options, wrong, {1: "death"}, 1, 1, timedelta(), timedelta())

    smallest = shrunk(other, other(Options(customers=40, days=1, seed=5, faults=9)))
    assert smallest.options.customers == 40
