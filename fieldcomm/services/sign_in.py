"""Sign in with e-mail and password, slowed down for guessers, alike for people we do not know."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import cache
from hashlib import sha256
from ipaddress import ip_address, ip_network
from typing import Any

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from fieldcomm.domain.password import LONGEST, normal
from fieldcomm.services.deps import Deps
from fieldcomm.services.sessions import open_session
from fieldcomm.services.unit import unit
from fieldcomm.store.queries import sign_in as rows

REMEMBERED = timedelta(hours=1)
FREE_TRIES = {"account": 5, "address": 30}
FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=15), timedelta(minutes=15)


class WrongPassword(Exception):
    """The e-mail or the password is wrong; which of them is not said."""


class TooManyTries(Exception):
    """`wait` is how long until the next try is looked at."""

    def __init__(self, wait: timedelta) -> None:
        super().__init__(f"too many tries; wait {wait}")
        self.wait = wait


def sign_in(deps: Deps, *, email: str, password: str, address: str) -> str:
    """Returns the token of a new session. Raises WrongPassword, TooManyTries.

    A try counts before it is looked at, so a hundred at once are a hundred.
    """
    email = email.strip().lower()[:320]
    callers = {"account": _hashed("account", email), "address": _hashed("address", _net(address))}
    known = _count(deps, email, callers)
    if not _matches(known.password_hash if known else None, password) or known is None:
        raise WrongPassword
    with unit(deps) as work:
        rows.forget_tries(work.session, callers["account"])
        rows.forget_tries(work.session, callers["address"])
        if _hasher().check_needs_rehash(known.password_hash):
            rows.set_password(work.session, known.id, hash_password(password))
        return open_session(work, known.id)


def hash_password(password: str) -> str:
    return _hasher().hash(normal(password))


def _count(deps: Deps, email: str, callers: dict[str, str]) -> Any:
    with unit(deps) as work:
        for kind, who in sorted(callers.items()):
            seen = rows.tries(work.session, who, work.machine - REMEMBERED)
            wait = _wait(seen.n - FREE_TRIES[kind], seen.last, work.machine)
            if wait > timedelta():
                raise TooManyTries(wait)
        for who in callers.values():
            rows.remember_try(work.session, who, work.machine)
        return rows.user_by_email(work.session, email)


def _wait(over: int, last: datetime | None, now: datetime) -> timedelta:
    """15 s after the last of the free tries, twice as long after each further one."""
    if over < 0 or last is None:
        return timedelta()
    wait: timedelta = min(LONGEST_WAIT, FIRST_WAIT * (1 << min(over, 10)))
    return last + wait - now


def _matches(known: str | None, password: str) -> bool:
    """Takes as long for somebody we do not know."""
    if len(password) > LONGEST:
        return False
    try:
        _hasher().verify(known or _nobodys(), normal(password))
    except (VerificationError, InvalidHashError):
        return False
    return known is not None


@cache
def _hasher() -> PasswordHasher:
    # OWASP's minimum: eight threads hashing at once stay under 160 MB.
    return PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)


@cache
def _nobodys() -> str:
    return _hasher().hash("the password of nobody at all")


def _hashed(kind: str, value: str) -> str:
    """Neither e-mails nor addresses are kept with the tries."""
    return sha256(f"{kind}:{value}".encode()).hexdigest()


def _net(address: str) -> str:
    """A household's whole IPv6 network counts as one."""
    try:
        found = ip_address(address)
    except ValueError:
        return "unknown"
    return str(ip_network(f"{found}/64", strict=False)) if found.version == 6 else str(found)
