"""Sign in with e-mail and password, and with a code where the account has a second factor.

Guessers are slowed down alike for people we know and people we do not.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from fieldcomm.services.account_record import record
from fieldcomm.services.deps import Deps
from fieldcomm.services.hashing import hash_password, is_outdated, matches
from fieldcomm.services.second_factor import accept_code
from fieldcomm.services.sessions import open_session
from fieldcomm.services.tokens import hash_token
from fieldcomm.services.tries import TooManyTries, callers, count_try, forget_tries
from fieldcomm.services.unit import Unit, unit
from fieldcomm.store.queries import sign_in as rows

HALF_LIVES = timedelta(minutes=5)

__all__ = [
    "HalfOver",
    "Opened",
    "TooManyTries",
    "WrongCode",
    "WrongPassword",
    "enter_code",
    "sign_in",
]


class WrongPassword(Exception):
    """The e-mail or the password is wrong; which of them is not said."""


class WrongCode(Exception):
    """The code is wrong, was used before, or is of another time."""


class HalfOver(Exception):
    """The password was given too long ago: both have to be given again."""


@dataclass(frozen=True, slots=True)
class Opened:
    """`token` opens a session; where a code is still owed (`half`) it opens nothing but that page."""

    token: str
    half: bool = False


def sign_in(deps: Deps, *, email: str, password: str, address: str, browser: str = "") -> Opened:
    """Raises WrongPassword, TooManyTries."""
    email = email.strip().lower()[:320]
    who = callers(account=email, address=address)
    with unit(deps) as work:
        count_try(work, who)
        known = rows.user_by_email(work.session, email)
    if not matches(known.password_hash if known else None, password) or known is None:
        raise WrongPassword
    with unit(deps) as work:
        if is_outdated(known.password_hash):
            rows.set_password(work.session, known.id, hash_password(password))
        if known.totp_since is None:
            forget_tries(work, who)
            record(work, "signed_in", known.id, known.name, browser=browser)
        return open_or_half(work, known.id, known.totp_since, browser)


def enter_code(deps: Deps, half: str, *, code: str, address: str, browser: str = "") -> str:
    """The second step. Returns a new session's token. Raises HalfOver, WrongCode, TooManyTries."""
    hashed = hash_token(half)
    with unit(deps) as work:
        owed = rows.half_by_hash(work.session, hashed, work.machine)
        if owed is None:
            raise HalfOver
        who = callers(code=str(owed.user_id), address=address)
        count_try(work, who)
    with unit(deps) as work:
        if not accept_code(work, owed.user_id, code):
            raise WrongCode
        if not rows.close_half(work.session, hashed):
            raise HalfOver  # somebody else was let in with it meanwhile, or it was called back
        forget_tries(work, who | callers(account=owed.email))
        record(work, "signed_in", owed.user_id, owed.name, browser=browser)
        return open_session(work, owed.user_id, browser)


def half_is_open(deps: Deps, half: str) -> bool:
    """Whether a code may still be given."""
    with unit(deps) as work:
        return rows.half_by_hash(work.session, hash_token(half), work.machine) is not None


def open_or_half(work: Unit, user_id: int, totp_since: datetime | None, browser: str) -> Opened:
    """A session, or where there is a second factor only the way to its page."""
    if totp_since is None:
        return Opened(open_session(work, user_id, browser))
    token = work.deps.entropy.token()
    expires = work.machine + HALF_LIVES
    rows.open_half(work.session, hash_token(token), user_id, work.machine, expires)
    return Opened(token, half=True)
