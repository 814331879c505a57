"""How long machine things take: leases, looks, back-off. Machine time, never business time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class Timing:
    """A provider call ends within half a lease, so an attempt is over when its lease is.

    `list_lag` is what we take to be usual: the provider lists a text so long after it took it, and
    never so much out of turn. Where its list is further behind than that, nothing is sent again on
    its word: see `domain.doubt`.
    """

    lease: timedelta = timedelta(seconds=30)
    provider_timeout: timedelta = timedelta(seconds=10)
    first_look: timedelta = timedelta(seconds=30)  # after the lease ended
    look_every: timedelta = timedelta(seconds=45)  # while the list may be behind
    second_look: timedelta = timedelta(seconds=90)  # once it is not: a list_lag and a lease
    fetch_after: timedelta = timedelta(minutes=10)  # accepted, and no word of it since
    list_lag: timedelta = timedelta(seconds=60)
    picture_alone: timedelta = timedelta(minutes=2)  # one worker has it: a call for each of four
    clock_skew: timedelta = timedelta(minutes=5)  # between the provider's clock and ours
    drain: timedelta = timedelta(seconds=20)
    unserved: timedelta = timedelta(seconds=10)  # then the clock does it itself
    unheard: timedelta = timedelta(seconds=2)  # the same while Redis is away: no worker hears of it
    tick: timedelta = timedelta(seconds=5)
    poll_every: timedelta = timedelta(minutes=5)
    beat_every: timedelta = timedelta(seconds=10)
    watch_every: timedelta = timedelta(seconds=20)  # whether we keep up


def back_off(attempt: int) -> timedelta:
    """2, 4, 8 ... seconds, at most 5 minutes."""
    return timedelta(seconds=min(300, 2 ** max(1, attempt)))
