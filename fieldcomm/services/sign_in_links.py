"""One-time links: whoever holds one chooses a password and is in."""

from __future__ import annotations

from dataclasses import dataclass

from fieldcomm.domain.password import why_not
from fieldcomm.services.account_record import record
from fieldcomm.services.deps import Deps
from fieldcomm.services.errors import Refused
from fieldcomm.services.hashing import hash_password
from fieldcomm.services.sign_in import Opened, open_or_half
from fieldcomm.services.tokens import hash_token
from fieldcomm.services.unit import unit
from fieldcomm.store.queries import sign_in as rows


class LinkOver(Exception):
    """The link was used, has expired, was replaced by a newer one, or never was."""


@dataclass(frozen=True, slots=True)
class Invited:
    email: str
    name: str


def invited_by(deps: Deps, token: str) -> Invited:
    """Whom a link is for. Looking at it does not use it up. Raises LinkOver."""
    with unit(deps) as work:
        row = rows.link_by_hash(work.session, hash_token(token), work.machine)
        if row is None:
            raise LinkOver
        return Invited(row.email, row.name)


def use_link(deps: Deps, token: str, password: str, browser: str = "") -> Opened:
    """Set the password; earlier sessions end. Raises LinkOver, Refused.

    A link stands in for the password only: where there is a second factor, its code is still owed.
    """
    hashed = hash_token(token)
    with unit(deps) as work:
        row = rows.link_by_hash(work.session, hashed, work.machine)
        if row is None:
            raise LinkOver
        problem = why_not(password, email=row.email, name=row.name, company=work.policy.company)
        if problem:
            raise Refused(problem)
        user_id = rows.use_link(work.session, hashed, work.machine)
        if user_id is None:
            raise LinkOver
        rows.set_password(work.session, user_id, hash_password(password))
        rows.close_sessions_of(work.session, user_id)
        record(work, "password_chosen", user_id, row.name, browser=browser)
        return open_or_half(work, user_id, row.totp_since, browser)
