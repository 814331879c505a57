"""Gate codes, alarms, key boxes: kept apart, shown masked, erased when they have served."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from fieldcomm.store.models.base import Base


class DoorNote(Base):
    """How the crew of one job gets in. The row is deleted, not marked, when it is over."""

    __tablename__ = "door_notes"

    job_id: Mapped[int] = mapped_column(
        BigInteger, ForeignKey("jobs.id"), primary_key=True, autoincrement=False
    )
    words: Mapped[str]
    author: Mapped[str]
    written_at: Mapped[datetime]
    expires_at: Mapped[datetime]  # business time
    look_at: Mapped[datetime]  # business time: when to see again whether to send or to erase it

    __table_args__ = (
        # run_door_notes: WHERE look_at <= :now ORDER BY look_at
        Index("ix_door_notes_look", "look_at", "job_id"),
    )
