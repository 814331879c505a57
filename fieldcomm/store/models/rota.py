"""Who is at the desk when, who is on call, and which days a contractor does not work."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Date, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from fieldcomm.store.models.base import Base, Id, one_of, ref


class Shift(Base):
    """A time somebody of the office is at the desk (`shift`) or on call (`on_call`)."""

    __tablename__ = "shifts"

    id: Mapped[Id]
    user_id: Mapped[int] = ref("users", index=True)
    kind: Mapped[str]
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]

    __table_args__ = (
        one_of("kind", ("shift", "on_call")),
        CheckConstraint("starts_at < ends_at", name="runs_forward"),
        UniqueConstraint("user_id", "kind", "starts_at"),
        # who is on now, and a week of the rota: WHERE ends_at > :from AND starts_at < :to
        Index("ix_shifts_ends", "ends_at", "starts_at"),
    )


class DayOff(Base):
    """A local date on which a contractor does not work."""

    __tablename__ = "days_off"

    id: Mapped[Id]
    contractor_id: Mapped[int] = ref("contractors")
    day: Mapped[date] = mapped_column(Date)
    why: Mapped[str]

    __table_args__ = (
        # free crews, and a week of the rota: WHERE day BETWEEN :from AND :to
        UniqueConstraint("day", "contractor_id"),
    )
