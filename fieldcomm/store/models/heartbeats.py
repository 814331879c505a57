"""Which processes are at work."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from fieldcomm.store.models.base import Base


class Heartbeat(Base):
    """When a kind of process was last seen: `clock`, `worker-due`. Several of a kind share a row."""

    __tablename__ = "heartbeats"

    process: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[datetime]  # machine time
