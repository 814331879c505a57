"""Counting at the doors anybody may knock at."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from fieldcomm.store.models.base import Base


class Knock(Base):
    """How often somebody knocked within one span of machine time. `who` is a hash."""

    __tablename__ = "knocks"

    who: Mapped[str] = mapped_column(primary_key=True)
    since: Mapped[datetime] = mapped_column(primary_key=True)
    n: Mapped[int]
