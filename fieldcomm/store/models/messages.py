"""The outbox, its attempts, the senders, and what the provider reported."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Float,
    Index,
    SmallInteger,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from fieldcomm.domain.delivery import MessageState
from fieldcomm.store.models.base import Base, Id, one_of, phone_shaped, ref


class Sender(Base):
    """One of our numbers or messaging services, with its pace. `next_free_at` is machine time."""

    __tablename__ = "senders"

    id: Mapped[Id]
    phone: Mapped[str | None] = mapped_column(unique=True)
    messaging_service_sid: Mapped[str | None] = mapped_column(unique=True)
    segments_per_second: Mapped[float] = mapped_column(Float)
    next_free_at: Mapped[datetime]
    paused: Mapped[str | None]  # why nothing may leave through it, else null
    active: Mapped[bool] = mapped_column(server_default=text("true"))
    polled_to: Mapped[datetime | None]  # durable low-water mark of polling, provider's time

    __table_args__ = (
        CheckConstraint("segments_per_second > 0", name="pace_positive"),
        CheckConstraint(
            "phone IS NOT NULL OR messaging_service_sid IS NOT NULL", name="has_address"
        ),
    )


class Message(Base):
    """One text, in or out. Outbound: the outbox. The body is frozen at the first attempt."""

    __tablename__ = "messages"

    id: Mapped[Id]
    direction: Mapped[str]
    state: Mapped[str]
    channel: Mapped[str] = mapped_column(server_default="sms")
    phone: Mapped[str]  # the other side's number
    sender_id: Mapped[int | None] = ref("senders")
    job_id: Mapped[int | None] = ref("jobs")
    moment: Mapped[str]
    params: Mapped[dict[str, Any] | None]
    language: Mapped[str] = mapped_column(server_default="en")
    zone: Mapped[str] = mapped_column(server_default="UTC")
    wording: Mapped[int] = mapped_column(SmallInteger, server_default="0")
    body: Mapped[str]
    segments: Mapped[int] = mapped_column(SmallInteger)
    priority: Mapped[int] = mapped_column(SmallInteger)
    cause_kind: Mapped[str | None]
    cause_id: Mapped[int | None] = mapped_column(BigInteger)
    cause_version: Mapped[int | None]
    answers_until: Mapped[datetime | None]  # exempt from quiet hours until then
    quiet_exempt: Mapped[bool] = mapped_column(server_default=text("false"))
    not_before: Mapped[datetime | None]  # business time; set while held
    hold_until: Mapped[datetime | None]  # machine time: undo, and the 60 s for a NO
    expires_at: Mapped[datetime | None]  # business time
    retry_at: Mapped[datetime | None]  # machine time: not before this, after a refusal
    attempt: Mapped[int] = mapped_column(SmallInteger, server_default="0")
    lease_until: Mapped[datetime | None]  # machine time, while attempting
    looked: Mapped[int] = mapped_column(
        SmallInteger, server_default="0"
    )  # looks since the lease ended, see domain.doubt
    look_at: Mapped[datetime | None]  # machine time of the next look at the provider
    once_key: Mapped[str | None]  # the key it was said under, to take it back
    broadcast_id: Mapped[int | None] = ref("broadcasts")
    provider_sid: Mapped[str | None]
    error_code: Mapped[int | None]
    why: Mapped[str | None]  # why suppressed, expired, failed or unconfirmed
    crossed: Mapped[bool] = mapped_column(
        server_default=text("false")
    )  # a STOP crossed it on its way
    created_at: Mapped[datetime]  # business time
    queued_at: Mapped[datetime | None]  # machine time: since when it could leave
    sent_at: Mapped[datetime | None]  # business time of the provider's `sent`
    accepted_at: Mapped[datetime | None]  # machine time
    media: Mapped[list[Any] | None]

    __table_args__ = (
        one_of("direction", ("in", "out")),
        one_of("state", MessageState),
        phone_shaped("phone"),
        CheckConstraint(
            "direction = 'in' OR state NOT IN ('accepted', 'sent', 'delivered') OR provider_sid IS NOT NULL",
            name="accepted_has_sid",
        ),
        CheckConstraint(
            "(state = 'attempting') = (lease_until IS NOT NULL)", name="attempt_has_lease"
        ),
        Index(
            "uq_messages_provider_sid",
            "provider_sid",
            unique=True,
            postgresql_where=text("provider_sid IS NOT NULL"),
        ),
        # claim: WHERE state = 'queued' ORDER BY priority, id LIMIT :n
        Index("ix_messages_queued", "priority", "id", postgresql_where=text("state = 'queued'")),
        # release_held: WHERE state = 'held' AND not_before <= :now
        Index(
            "ix_messages_held",
            "not_before",
            "id",
            postgresql_where=text("state = 'held' AND not_before IS NOT NULL"),
        ),
        # release_undo: WHERE state = 'held' AND hold_until <= :machine_now
        Index(
            "ix_messages_hold_until",
            "hold_until",
            "id",
            postgresql_where=text("state = 'held' AND hold_until IS NOT NULL"),
        ),
        # reconcile: WHERE state IN ('attempting', 'unknown') AND look_at <= :machine_now
        Index(
            "ix_messages_look",
            "look_at",
            "id",
            postgresql_where=text(
                "state IN ('attempting', 'unknown', 'accepted') AND look_at IS NOT NULL"
            ),
        ),
        # suppress on STOP, crossed: WHERE phone = :p AND state IN (...)
        Index(
            "ix_messages_pending_by_phone",
            "phone",
            postgresql_where=text(
                "state IN ('held', 'queued', 'attempting', 'unknown', 'accepted') AND direction = 'out'"
            ),
        ),
        # the job page and message list --job: WHERE job_id = :id ORDER BY id DESC
        Index("ix_messages_job", "job_id", "id"),
        # message list --to, last words: WHERE phone = :p ORDER BY id DESC
        Index("ix_messages_phone", "phone", "id"),
        # take_back: WHERE once_key = :key AND state IN ('held', 'queued')
        Index(
            "ix_messages_once_key",
            "once_key",
            postgresql_where=text("once_key IS NOT NULL AND state IN ('held', 'queued')"),
        ),
        # a broadcast's counts, pause and stop: WHERE broadcast_id = :id
        Index(
            "ix_messages_broadcast",
            "broadcast_id",
            "phone",
            postgresql_where=text("broadcast_id IS NOT NULL"),
        ),
        # reports: WHERE created_at >= :a AND created_at < :b
        Index("ix_messages_created", "created_at", postgresql_using="brin"),
        # provider errors of the last hour: WHERE error_code IS NOT NULL AND created_at >= :since
        Index("ix_messages_errors", "created_at", postgresql_where=text("error_code IS NOT NULL")),
        # the board: texts a person must decide about
        Index("ix_messages_unconfirmed", "id", postgresql_where=text("state = 'unconfirmed'")),
    )


class Attempt(Base):
    """One try to hand a text over, with the token its callback carries. Kept for ever: a callback
    may come after the text was tried again."""

    __tablename__ = "attempts"

    token: Mapped[str] = mapped_column(primary_key=True)
    message_id: Mapped[int] = ref("messages")
    number: Mapped[int] = mapped_column(SmallInteger)
    started_at: Mapped[datetime]  # machine time
    provider_sid: Mapped[str | None]

    __table_args__ = (
        UniqueConstraint("message_id", "number"),
        # how long texts waited for their turn: WHERE started_at >= :since
        Index(
            "ix_attempts_started",
            "started_at",
            postgresql_using="brin",
            postgresql_with={"pages_per_range": 16, "autosummarize": "on"},
        ),
    )


class Delivery(Base):
    """What the provider reported about a text: one row a status, repeats dropped."""

    __tablename__ = "deliveries"

    provider_sid: Mapped[str] = mapped_column(primary_key=True)
    status: Mapped[str] = mapped_column(primary_key=True)
    message_id: Mapped[int | None] = ref("messages")
    error_code: Mapped[int | None]
    anomaly: Mapped[bool] = mapped_column(server_default=text("false"))
    at: Mapped[datetime]
