"""What everybody may do with their own account: password, sessions, and seeing how it stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from fieldcomm.domain.password import why_not
from fieldcomm.services.account_record import record
from fieldcomm.services.deps import Deps
from fieldcomm.services.errors import Refused
from fieldcomm.services.hashing import hash_password, matches
from fieldcomm.services.sessions import SignedIn, open_session
from fieldcomm.services.sign_in import WrongPassword
from fieldcomm.services.tokens import hash_token
from fieldcomm.services.tries import callers, count_try, forget_tries
from fieldcomm.services.unit import unit
from fieldcomm.store.queries import accounts, sign_in


@dataclass(frozen=True, slots=True)
class OwnSession:
    id: int
    browser: str
    since: datetime
    seen_at: datetime
    is_this: bool


@dataclass(frozen=True, slots=True)
class AccountPage:
    """`now` is machine time, as the times of sessions are."""

    now: datetime
    zone: ZoneInfo
    second_factor_since: datetime | None
    recovery_codes: int
    sessions: list[OwnSession]


def read_account(deps: Deps, user_id: int, token: str) -> AccountPage:
    """`token` is the asking browser's own."""
    mine = hash_token(token)
    with unit(deps) as work:
        user = accounts.user_by_id(work.session, user_id)
        found = sign_in.sessions_of(work.session, user_id, work.machine)
        return AccountPage(
            now=work.machine,
            zone=work.policy.zone,
            second_factor_since=user.totp_since,
            recovery_codes=accounts.recovery_codes_left(work.session, user_id),
            sessions=[
                OwnSession(
                    row.id,
                    row.browser or "an unknown browser",
                    row.created_at,
                    row.seen_at,
                    row.token_hash == mine,
                )
                for row in found
            ],
        )


def confirm_password(deps: Deps, me: SignedIn, password: str, address: str) -> None:
    """That it is really them, before something a thief of the open page would want.

    Raises WrongPassword, TooManyTries.
    """
    who = callers(account=me.email, address=address)
    with unit(deps) as work:
        count_try(work, who)
        user = accounts.user_by_id(work.session, me.user_id)
    if not matches(user.password_hash, password):
        raise WrongPassword
    with unit(deps) as work:
        forget_tries(work, who)


def change_password(deps: Deps, me: SignedIn, new: str, browser: str) -> str:
    """Every other session ends. Returns a new session's token. Raises Refused."""
    with unit(deps) as work:
        problem = why_not(new, email=me.email, name=me.name, company=work.policy.company)
        if problem:
            raise Refused(problem)
        sign_in.set_password(work.session, me.user_id, hash_password(new))
        sign_in.close_sessions_of(work.session, me.user_id)
        record(work, "password_changed", me.user_id, me.name, browser=browser)
        return open_session(work, me.user_id, browser)


def end_session(deps: Deps, me: SignedIn, session_id: int) -> None:
    """One of their own; others' are not touched, whatever the number."""
    with unit(deps) as work:
        sign_in.close_one_session(work.session, me.user_id, session_id)


def end_other_sessions(deps: Deps, me: SignedIn, token: str) -> int:
    """Every browser but this one. Returns how many."""
    with unit(deps) as work:
        ended = sign_in.close_other_sessions(work.session, me.user_id, hash_token(token))
        if ended:
            record(work, "sessions_ended", me.user_id, me.name)
        return ended
