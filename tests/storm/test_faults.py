"""Faults that are named strike, each once; leaving one out leaves the others where they were."""

from __future__ import annotations

from datetime import timedelta

from fieldcomm.clock import FrozenClock
from fieldcomm.storm.faults import HARSH, Faults, from_earlier
from fieldcomm.storm.options import FIRST_MORNING

DANA, FOX = "+12055550103", "+12055550104"
EVERY = timedelta(seconds=5)
DAY = 86_400


def _morning(only: frozenset[int] | None, delay: int = 0) -> dict[int, str]:
    """A text to each household every five seconds, from six o'clock and `delay` seconds on."""
    clock = FrozenClock(FIRST_MORNING + timedelta(seconds=delay))
    faults = Faults(clock, 7, HARSH, only)
    for _ in range(100):
        for phone in (DANA, FOX):
            faults.strikes("error_after", phone)
            faults.strikes("throttle", phone)
        clock.move(EVERY)
    return faults.struck


def test_all_that_struck_named_strike_again() -> None:
    struck = _morning(None)
    assert len(struck) > 10
    assert _morning(frozenset(struck)) == struck


def test_one_left_out_leaves_the_others_where_they_were() -> None:
    struck = _morning(None)
    for left_out in struck:
        others = {number: what for number, what in struck.items() if number != left_out}
        assert _morning(frozenset(others)) == others


def test_one_that_is_named_waits_for_whom_it_befalls() -> None:
    struck = _morning(None)
    one = frozenset({max(struck)})
    assert _morning(one, delay=3) == {max(struck): struck[max(struck)]}


def test_one_that_is_named_does_not_strike_before_its_time() -> None:
    struck = _morning(None)
    later = from_earlier(struck, -DAY)
    assert _morning(later) == {}
    assert sorted(_morning(later, delay=DAY).values()) == sorted(struck.values())


def test_from_earlier_on_each_strikes_once_on_whom_it_did() -> None:
    struck = _morning(None)
    early = _morning(from_earlier(struck, DAY))
    assert sorted(early.values()) == sorted(struck.values())
    assert len(early) == len(struck)
