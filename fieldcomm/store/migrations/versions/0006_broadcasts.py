"""Texts to many that can be paused, incidents told in public, and who pulled the big pause and why."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0006"
down_revision = "0005"

TIME = sa.DateTime(timezone=True)
JSONB = postgresql.JSONB(none_as_null=True, astext_type=sa.Text())


def upgrade() -> None:
    _incidents()
    _broadcasts()
    for name, kind in (
        ("paused_at", TIME),
        ("paused_by", sa.Text()),
        ("paused_reason", sa.Text()),
    ):
        op.add_column("company", sa.Column(name, kind, nullable=True))


def _incidents() -> None:
    op.create_table(
        "incidents",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("happened", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("opened_at", TIME, nullable=False),
        sa.Column("shown_from", TIME, nullable=False),
        sa.Column("first_next_by", TIME, nullable=True),
        sa.Column("next_by", TIME, nullable=True),
        sa.Column("next_step_at", TIME, nullable=True),
        sa.Column("task_id", sa.BigInteger(), nullable=True),
        sa.Column("resolved_at", TIME, nullable=True),
        sa.CheckConstraint(
            "state IN ('open', 'resolved', 'withdrawn')", name=op.f("ck_incidents_state_known")
        ),
        sa.CheckConstraint(
            "(state = 'resolved') = (resolved_at IS NOT NULL)",
            name=op.f("ck_incidents_resolved_has_time"),
        ),
        sa.ForeignKeyConstraint(["task_id"], ["tasks.id"], name=op.f("fk_incidents_task_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incidents")),
    )
    op.create_index(
        "ix_incidents_step_due",
        "incidents",
        ["next_step_at", "id"],
        postgresql_where=sa.text("next_step_at IS NOT NULL"),
    )
    op.create_index("ix_incidents_opened", "incidents", ["opened_at"])
    op.create_table(
        "incident_updates",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("incident_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("next_by", TIME, nullable=True),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.Column("shown_from", TIME, nullable=False),
        sa.Column("withdrawn", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.CheckConstraint(
            "kind IN ('update', 'resolved')", name=op.f("ck_incident_updates_kind_known")
        ),
        sa.ForeignKeyConstraint(
            ["incident_id"], ["incidents.id"], name=op.f("fk_incident_updates_incident_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incident_updates")),
    )
    op.create_index("ix_incident_updates_incident_id", "incident_updates", ["incident_id"])


def _broadcasts() -> None:
    op.alter_column("broadcasts", "update_id", nullable=True)
    for column in (
        sa.Column("text", sa.Text(), server_default="", nullable=False),
        sa.Column("text_es", sa.Text(), nullable=True),
        sa.Column("overrode", JSONB, server_default=sa.text("'[]'::jsonb"), nullable=False),
        sa.Column("incident_id", sa.BigInteger(), nullable=True),
        sa.Column("confirmed_at", TIME, nullable=True),
        sa.Column("confirmed_by", sa.Text(), nullable=True),
        sa.Column("changed_by", sa.Text(), nullable=True),
        sa.Column("next_at", TIME, nullable=True),
        sa.Column("finished_at", TIME, nullable=True),
    ):
        op.add_column("broadcasts", column)
    op.create_foreign_key(
        op.f("fk_broadcasts_incident_id"), "broadcasts", "incidents", ["incident_id"], ["id"]
    )
    op.create_index(
        "ix_broadcasts_running",
        "broadcasts",
        ["next_at", "id"],
        postgresql_where=sa.text("state = 'running'"),
    )
    op.create_table(
        "recipients",
        sa.Column("broadcast_id", sa.BigInteger(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("job_id", sa.BigInteger(), nullable=False),
        sa.Column("excluded", sa.Text(), nullable=True),
        sa.Column("made_at", TIME, nullable=True),
        sa.Column("heard_at", TIME, nullable=True),
        sa.CheckConstraint(
            "phone ~ '^\\+[1-9][0-9]{6,14}$'", name=op.f("ck_recipients_phone_e164")
        ),
        sa.ForeignKeyConstraint(
            ["broadcast_id"], ["broadcasts.id"], name=op.f("fk_recipients_broadcast_id")
        ),
        sa.ForeignKeyConstraint(["job_id"], ["jobs.id"], name=op.f("fk_recipients_job_id")),
        sa.PrimaryKeyConstraint("broadcast_id", "phone", name=op.f("pk_recipients")),
    )
    op.create_index(
        "ix_recipients_to_make",
        "recipients",
        ["broadcast_id", "phone"],
        postgresql_where=sa.text("made_at IS NULL AND excluded IS NULL"),
    )
    op.create_index(
        "ix_recipients_to_hear",
        "recipients",
        ["broadcast_id", "phone"],
        postgresql_where=sa.text("made_at IS NOT NULL AND heard_at IS NULL"),
    )
    op.add_column("messages", sa.Column("broadcast_id", sa.BigInteger(), nullable=True))
    op.create_foreign_key(
        op.f("fk_messages_broadcast_id"), "messages", "broadcasts", ["broadcast_id"], ["id"]
    )
    op.create_index(
        "ix_messages_broadcast",
        "messages",
        ["broadcast_id", "phone"],
        postgresql_where=sa.text("broadcast_id IS NOT NULL"),
    )
