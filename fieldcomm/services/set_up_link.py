"""An empty fieldcomm is set up by whoever holds the link `fieldcomm up` printed, and by nobody else."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import delete, insert, select, text, update

from fieldcomm.domain.password import why_not
from fieldcomm.services.account_record import record
from fieldcomm.services.deps import Deps
from fieldcomm.services.field_problems import Problems
from fieldcomm.services.hashing import hash_password
from fieldcomm.services.people import checked_email, checked_name, checked_phone
from fieldcomm.services.sessions import open_session
from fieldcomm.services.sign_in_links import LinkOver
from fieldcomm.services.tokens import hash_token
from fieldcomm.services.unit import Unit, unit
from fieldcomm.store.models import Company, SetUpLink, User
from fieldcomm.store.queries import accounts

LIVES = timedelta(hours=24)
_ANYBODY = text("SELECT EXISTS (SELECT 1 FROM users)")


def new_set_up_link(work: Unit) -> str:
    """A fresh token; the one printed before is worth nothing from now on."""
    token = work.deps.entropy.token()
    work.session.execute(delete(SetUpLink))
    work.session.execute(
        insert(SetUpLink).values(token_hash=hash_token(token), expires_at=work.machine + LIVES)
    )
    return token


def may_set_up(deps: Deps, token: str) -> bool:
    """Whether this is the link, and nobody has an account yet. Looking uses nothing up."""
    with unit(deps) as work:
        return _is_open(work, token)


def make_first_account(
    deps: Deps, token: str, *, name: str, email: str, phone: str, password: str, browser: str
) -> str:
    """The first manager, on call. Uses the link up. Returns a session's token.

    Raises LinkOver, FieldProblems.
    """
    wrong = Problems()
    called = wrong.of("name", lambda: checked_name(name))
    address = wrong.of("email", lambda: checked_email(email))
    number = wrong.of("phone", lambda: checked_phone(phone))
    weak = why_not(password, email=email, name=name)
    if weak:
        wrong.add("password", weak)
    with unit(deps) as work:
        accounts.lock_rights(work.session)  # of two who hold the link the second comes too late
        if not _is_open(work, token):
            raise LinkOver
        wrong.raise_any()
        user = User(
            email=address,
            name=called,
            phone=number,
            role="manager",
            on_call=True,
            password_hash=hash_password(password),
            created_at=work.now,
        )
        work.session.add(user)
        work.session.execute(delete(SetUpLink))
        work.session.execute(update(Company).values(first_run={}))
        work.session.flush()
        record(work, "set_up", user.id, user.name)
        return open_session(work, user.id, browser)


def _is_open(work: Unit, token: str) -> bool:
    link = select(SetUpLink.token_hash).where(
        SetUpLink.token_hash == hash_token(token), SetUpLink.expires_at > work.machine
    )
    return work.session.scalar(link) is not None and not work.session.scalar(_ANYBODY)
