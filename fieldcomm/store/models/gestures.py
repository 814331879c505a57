"""What was done to make a broken promise good."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Mapped

from fieldcomm.domain.make_good import Kind
from fieldcomm.store.models.base import Base, Id, one_of, ref


class Gesture(Base):
    """A manager's answer to a broken promise; `none` with a reason is an answer too."""

    __tablename__ = "gestures"

    id: Mapped[Id]
    promise_id: Mapped[int] = ref("promises", unique=True)
    job_id: Mapped[int | None] = ref("jobs", index=True)
    kind: Mapped[str]
    words: Mapped[str]
    by: Mapped[str]
    at: Mapped[datetime]

    __table_args__ = (one_of("kind", Kind),)
