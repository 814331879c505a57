"""Guessers are slowed down, by account and by address. Machine time throughout."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from fieldcomm.services.caller_hash import caller_hash
from fieldcomm.services.unit import Unit
from fieldcomm.store.queries import sign_in as rows

REMEMBERED = timedelta(hours=1)
# `code`: of the second factor. Its six figures stand 333,000 guesses for an even chance.
FREE_TRIES = {"account": 5, "code": 5, "address": 30}
FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=15), timedelta(minutes=15)


class TooManyTries(Exception):
    """`wait` is how long until the next try is looked at."""

    def __init__(self, wait: timedelta) -> None:
        super().__init__(f"too many tries; wait {wait}")
        self.wait = wait


def callers(**values: str) -> dict[str, str]:
    """Who tries: neither e-mails nor addresses are kept with the tries."""
    return {kind: caller_hash(kind, value) for kind, value in values.items()}


def count_try(work: Unit, who: Mapping[str, str]) -> None:
    """A try counts before it is looked at, so a hundred at once are a hundred. Raises TooManyTries."""
    for kind, hashed in sorted(who.items()):
        seen = rows.tries(work.session, hashed, work.machine - REMEMBERED)
        wait = _wait(seen.n - FREE_TRIES[kind], seen.last, work.machine)
        if wait > timedelta():
            raise TooManyTries(wait)
    for hashed in who.values():
        rows.remember_try(work.session, hashed, work.machine)


def forget_tries(work: Unit, who: Mapping[str, str]) -> None:
    """It was the real person."""
    for hashed in who.values():
        rows.forget_tries(work.session, hashed)


def _wait(over: int, last: datetime | None, now: datetime) -> timedelta:
    """15 s after the last of the free tries, twice as long after each further one."""
    if over < 0 or last is None:
        return timedelta()
    wait: timedelta = min(LONGEST_WAIT, FIRST_WAIT * (1 << min(over, 10)))
    return last + wait - now
