"""Restores from a backup, and how far each has come with what the provider knows better."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import text
from sqlalchemy.orm import Mapped, mapped_column

from fieldcomm.store.models.base import Base, Id


class Restore(Base):
    """While `ended_at` is empty nothing leaves and nothing falls due. All times are machine time."""

    __tablename__ = "restores"

    id: Mapped[Id]
    restored_at: Mapped[datetime]
    knew_until: Mapped[datetime | None]  # the newest thing the backup knew; null: no text ever
    look_at: Mapped[datetime]  # when the provider's list is looked through next
    looked_at: Mapped[datetime | None]  # when the first look at the whole list began
    lost_until: Mapped[datetime | None]  # newest text at the provider that the backup did not know
    texts_out: Mapped[int] = mapped_column(server_default=text("0"))
    texts_in: Mapped[int] = mapped_column(server_default=text("0"))
    ended_at: Mapped[datetime | None]
    ended_by: Mapped[str | None]
