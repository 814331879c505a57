"""Texts to many at once, whom they go to, and the incidents they may be about."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, Index
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, mapped_column

from fieldcomm.store.models.base import Base, Id, one_of, phone_shaped, ref


class Broadcast(Base):
    """One news told to many. Its texts are made a few at a time while it runs."""

    __tablename__ = "broadcasts"

    id: Mapped[Id]
    update_id: Mapped[int | None] = ref("updates")
    incident_id: Mapped[int | None] = ref("incidents")
    state: Mapped[str]
    filter: Mapped[dict[str, Any]]
    text: Mapped[str] = mapped_column(server_default="")
    text_es: Mapped[str | None]  # for Spanish phones; without it they get the English
    overrode: Mapped[list[Any]] = mapped_column(server_default=sql("'[]'::jsonb"))
    author: Mapped[str]
    created_at: Mapped[datetime]
    confirmed_at: Mapped[datetime | None]
    confirmed_by: Mapped[str | None]
    changed_by: Mapped[str | None]  # who paused, resumed or stopped it last
    next_at: Mapped[datetime | None]  # machine time: when its next texts are made
    finished_at: Mapped[datetime | None]

    __table_args__ = (
        one_of("state", ("draft", "running", "paused", "stopped", "finished")),
        # run_broadcasts: WHERE state = 'running' AND next_at <= :machine ORDER BY next_at, id
        Index("ix_broadcasts_running", "next_at", "id", postgresql_where=sql("state = 'running'")),
    )


class Recipient(Base):
    """One phone of a broadcast, fixed when it was confirmed. `excluded` says why it gets none."""

    __tablename__ = "recipients"

    broadcast_id: Mapped[int] = ref("broadcasts", primary_key=True)
    phone: Mapped[str] = mapped_column(primary_key=True)
    job_id: Mapped[int] = ref("jobs")
    excluded: Mapped[str | None]
    made_at: Mapped[datetime | None]  # when its text went to the outbox
    heard_at: Mapped[datetime | None]  # when the provider had it: counts as a person's word

    __table_args__ = (
        phone_shaped("phone"),
        # run_broadcasts: WHERE broadcast_id = :id AND made_at IS NULL AND excluded IS NULL
        Index(
            "ix_recipients_to_make",
            "broadcast_id",
            "phone",
            postgresql_where=sql("made_at IS NULL AND excluded IS NULL"),
        ),
        # run_broadcasts: WHERE broadcast_id = :id AND made_at IS NOT NULL AND heard_at IS NULL
        Index(
            "ix_recipients_to_hear",
            "broadcast_id",
            "phone",
            postgresql_where=sql("made_at IS NOT NULL AND heard_at IS NULL"),
        ),
    )


class Incident(Base):
    """Something that went wrong for many. It stands on the public page from `shown_from`
    (machine time: an undo comes before)."""

    __tablename__ = "incidents"

    id: Mapped[Id]
    title: Mapped[str]
    happened: Mapped[str]
    why: Mapped[str]
    state: Mapped[str]
    author: Mapped[str]
    opened_at: Mapped[datetime]
    shown_from: Mapped[datetime]
    first_next_by: Mapped[datetime | None]  # what was promised when it was opened
    next_by: Mapped[datetime | None]  # when the next word is owed by now
    next_step_at: Mapped[datetime | None]
    task_id: Mapped[int | None] = ref("tasks")  # the reminder on the board
    resolved_at: Mapped[datetime | None]

    __table_args__ = (
        one_of("state", ("open", "resolved", "withdrawn")),
        CheckConstraint(
            "(state = 'resolved') = (resolved_at IS NOT NULL)", name="resolved_has_time"
        ),
        # run_incidents: WHERE next_step_at <= :now ORDER BY next_step_at, id
        Index(
            "ix_incidents_step_due",
            "next_step_at",
            "id",
            postgresql_where=sql("next_step_at IS NOT NULL"),
        ),
        # the public page: WHERE opened_at > :since
        Index("ix_incidents_opened", "opened_at"),
    )


class IncidentUpdate(Base):
    """One more word on an incident, as the public reads it."""

    __tablename__ = "incident_updates"

    id: Mapped[Id]
    incident_id: Mapped[int] = ref("incidents", index=True)
    kind: Mapped[str]
    words: Mapped[str]
    next_by: Mapped[datetime | None]
    author: Mapped[str]
    at: Mapped[datetime]
    shown_from: Mapped[datetime]  # machine time
    withdrawn: Mapped[bool] = mapped_column(server_default=sql("false"))

    __table_args__ = (one_of("kind", ("update", "resolved")),)
