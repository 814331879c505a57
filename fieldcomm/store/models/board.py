"""What dispatchers do on the board for themselves: claim an item, keep a filter."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from fieldcomm.store.models.base import Base, Id, ref


class Claim(Base):
    """Who looks after an item of the shared inbox (`task-7`, `promise-12`). Machine time.

    It holds for a while and as long as its owner is signed in; the reading decides, no clock.
    """

    __tablename__ = "claims"

    item: Mapped[str] = mapped_column(primary_key=True)
    user_id: Mapped[int] = ref("users")
    at: Mapped[datetime]


class SavedFilter(Base):
    """A filter of the board under a name of its user's own; `query` as in the URL."""

    __tablename__ = "saved_filters"

    id: Mapped[Id]
    user_id: Mapped[int] = ref("users")
    name: Mapped[str]
    query: Mapped[str]
    created_at: Mapped[datetime]

    __table_args__ = (UniqueConstraint("user_id", "name"),)
