"""Adding the people of the house: users of the office and contractors."""

from __future__ import annotations

import re
from datetime import timedelta
from hashlib import sha256

from sqlalchemy import insert, select, text

from fieldcomm.domain.phone import PhoneError
from fieldcomm.domain.phone import parse as parse_phone
from fieldcomm.services.deps import Deps
from fieldcomm.services.errors import Refused
from fieldcomm.services.run_day_lists import next_list_at
from fieldcomm.services.unit import Unit, unit
from fieldcomm.store.models import Contractor, SignInLink, User

LINK_LIVES = timedelta(days=3)
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")


def hash_token(token: str) -> str:
    """How a token of 256 random bits is stored."""
    return sha256(token.encode()).hexdigest()


def checked_phone(raw: str) -> str:
    """E.164, or Refused saying what would work."""
    try:
        return parse_phone(raw)
    except PhoneError as error:
        raise Refused(str(error)) from None


def checked_name(raw: str, what: str = "name") -> str:
    name = " ".join(raw.replace("\0", "").split())
    if not name:
        raise Refused(f"The {what} is empty.")
    if len(name) > 200:
        raise Refused(f"The {what} is longer than 200 characters.")
    return name


def add_contractor(deps: Deps, *, name: str, phone: str) -> dict[str, str]:
    """Add somebody who does the work. Raises Refused for a phone that is already one of ours."""
    name, phone = checked_name(name), checked_phone(phone)
    with unit(deps) as work:
        refuse_known(work, phone)
        work.session.execute(
            insert(Contractor).values(
                name=name,
                phone=phone,
                created_at=work.now,
                next_list_at=next_list_at(work.now, work.policy),
            )
        )
    return {"name": name, "phone": phone}


def add_user(
    deps: Deps,
    *,
    email: str,
    role: str,
    name: str | None = None,
    phone: str | None = None,
    on_call: bool = False,
) -> dict[str, str | bool | None]:
    """Add a user of the office, or give one a new sign-in link. The link works once, for 3 days."""
    email = email.strip().lower()
    if not _EMAIL.fullmatch(email):
        raise Refused(f"{email!r} is no e-mail address; write it like ana@example.com.")
    if role not in ("dispatcher", "manager"):
        raise Refused(f"{role!r} is no role; use dispatcher or manager.")
    number = checked_phone(phone) if phone else None
    called = checked_name(name) if name else email.split("@")[0].capitalize()
    with unit(deps) as work:
        known = work.session.scalar(select(User).where(User.email == email))
        if known is None:
            if number:
                refuse_known(work, number)
            known = User(
                email=email,
                name=called,
                phone=number,
                role=role,
                on_call=on_call,
                created_at=work.now,
            )
            work.session.add(known)
        work.session.flush()
        token = new_sign_in_link(work, known.id)
        made: dict[str, str | bool | None] = {
            "email": known.email,
            "name": known.name,
            "role": known.role,
            "phone": known.phone,
            "on_call": known.on_call,
        }
    return {**made, "link": f"{deps.config.public_url}/sign-in/{token}"}


def new_sign_in_link(work: Unit, user_id: int) -> str:
    """A one-time link for a user; earlier unused ones stop working."""
    token = work.deps.entropy.token()
    work.session.execute(
        text("DELETE FROM sign_in_links WHERE user_id = :id AND used_at IS NULL"), {"id": user_id}
    )
    work.session.add(
        SignInLink(
            token_hash=hash_token(token), user_id=user_id, expires_at=work.machine + LINK_LIVES
        )
    )
    return token


def refuse_known(work: Unit, phone: str) -> None:
    """Raises Refused for a phone that is one of ours already."""
    for table, what in (("contractors", "a contractor"), ("users", "a user")):
        query = text(f"SELECT name FROM {table} WHERE phone = :phone")  # noqa: S608
        name = work.session.scalar(query, {"phone": phone})
        if name is not None:
            raise Refused(f"{phone} is already the phone of {what}, {name}.")
