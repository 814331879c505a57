"""How the people of the office get in beyond a password, and the record of it. Machine time."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Mapped, mapped_column

from fieldcomm.store.models.base import Base, Id, ref


class SetUpLink(Base):
    """Whoever holds its token makes the first account; printed by `fieldcomm up`."""

    __tablename__ = "set_up_links"

    token_hash: Mapped[str] = mapped_column(primary_key=True)
    expires_at: Mapped[datetime]


class HalfSignIn(Base):
    """A browser that knew the password and still owes the code. It may do nothing else."""

    __tablename__ = "half_sign_ins"

    token_hash: Mapped[str] = mapped_column(primary_key=True)
    user_id: Mapped[int] = ref("users")
    expires_at: Mapped[datetime]


class RecoveryCode(Base):
    """Stands in for the second factor once; the row goes when it is used."""

    __tablename__ = "recovery_codes"

    code_hash: Mapped[str] = mapped_column(primary_key=True)
    user_id: Mapped[int] = ref("users", index=True)


class AccountEvent(Base):
    """Who signed in and who changed whose rights: once written never changed."""

    __tablename__ = "account_events"

    id: Mapped[Id]
    at: Mapped[datetime]
    kind: Mapped[str]
    user_id: Mapped[int | None] = ref("users")  # whom it is about
    actor: Mapped[str]
    data: Mapped[dict[str, Any]] = mapped_column(server_default=text("'{}'::jsonb"))
