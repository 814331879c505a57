"""A failing storm is made as small as it goes, and its command plays it again."""

from __future__ import annotations

from datetime import timedelta

from fieldcomm.clock import FrozenClock
from fieldcomm.storm.faults import Faults, Vices
from fieldcomm.storm.options import FIRST_MORNING, Options
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


def _put_off(options: Options) -> Outcome:
    """A text whose answer is lost leaves the later, the more often somebody died before it."""
    clock = FrozenClock(FIRST_MORNING)
    vices = Vices(death=0.3, error_after=1.0)
    faults = Faults(clock, 9, vices, options.only)
    for _ in range(100):
        clock.move(timedelta(seconds=60 if faults.strikes("death", "committed") else 5))
    wrong = ["twice: message 7"] if faults.strikes("error_after", "+12055550103") else []
    return Outcome(options, wrong, faults.struck, 1, 1, timedelta(), timedelta())


def test_a_fault_that_others_put_off_is_found_where_it_strikes_without_them() -> None:
    failed = _put_off(Options(customers=1, days=1, seed=5, faults=9, hours=1.0))
    assert len(failed.struck) > 20
    smallest = shrunk(_put_off, failed)
    assert list(smallest.struck.values()) == ["error_after +12055550103"]
    assert _put_off(smallest.options).struck == smallest.struck


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
