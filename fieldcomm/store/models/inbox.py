"""Webhooks received and not yet acted on, and the keys of what may happen only once."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Index, SmallInteger, text
from sqlalchemy.orm import Mapped, mapped_column

from fieldcomm.store.models.base import Base, Id, one_of


class Inbox(Base):
    """A verified webhook as it came, or a text found by polling."""

    __tablename__ = "inbox"

    id: Mapped[Id]
    kind: Mapped[str]
    source: Mapped[str] = mapped_column(server_default="webhook")
    sid: Mapped[str]
    phone: Mapped[str | None]  # who texted; null for delivery reports
    token: Mapped[str | None]  # of the attempt, for delivery reports
    params: Mapped[dict[str, Any]]
    received_at: Mapped[datetime]  # business time
    arrived_at: Mapped[datetime]  # machine time
    state: Mapped[str] = mapped_column(server_default="unread")
    tries: Mapped[int] = mapped_column(SmallInteger, server_default="0")
    read_at: Mapped[datetime | None]

    __table_args__ = (
        one_of("kind", ("text", "delivery")),
        one_of("source", ("webhook", "poll", "restored")),
        one_of("state", ("unread", "read", "failed")),
        # read_inbox and "no unread text from that number": WHERE state = 'unread' AND kind = 'text'
        Index(
            "ix_inbox_unread_texts",
            "phone",
            "id",
            postgresql_where=text("state = 'unread' AND kind = 'text'"),
        ),
        # record_delivery: WHERE state = 'unread' AND kind = 'delivery' ORDER BY id
        Index(
            "ix_inbox_unread_deliveries",
            "id",
            postgresql_where=text("state = 'unread' AND kind = 'delivery'"),
        ),
    )


class Once(Base):
    """What may happen once, ever. No personal data in keys; never erased, never partitioned."""

    __tablename__ = "once"

    key: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[datetime]
