"""What people did at the desk, and how to take it back."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Index, text
from sqlalchemy.orm import Mapped, mapped_column

from fieldcomm.store.models.base import Base, Id, ref


class Deed(Base):
    """One act of a person: the form it came from may be sent twice, the deed is done once.

    `changes` holds what it wrote, so that it can be taken back (services/undo.py). Times are
    machine time.
    """

    __tablename__ = "deeds"

    id: Mapped[Id]
    key: Mapped[str] = mapped_column(unique=True)
    what: Mapped[str]
    user_id: Mapped[int | None] = ref("users")
    actor: Mapped[str]
    at: Mapped[datetime]
    undo_until: Mapped[datetime]
    undone_at: Mapped[datetime | None]
    undone_by: Mapped[str | None]
    changes: Mapped[dict[str, Any]] = mapped_column(server_default=text("'{}'::jsonb"))

    __table_args__ = (
        # tidying: WHERE at < :long_ago
        Index("ix_deeds_at", "at"),
        # forget_deeds: WHERE changes <> '{}' AND at <= :since ORDER BY at
        Index("ix_deeds_kept", "at", postgresql_where=text("changes <> '{}'::jsonb")),
    )
