"""Jobs can be snoozed, inbox items claimed, filters of the board kept; the board ranks by index."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.add_column("jobs", sa.Column("snoozed_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("jobs", sa.Column("snoozed_until", sa.DateTime(timezone=True), nullable=True))
    op.add_column("jobs", sa.Column("snooze_reason", sa.Text(), nullable=True))
    op.add_column("jobs", sa.Column("snoozed_by", sa.Text(), nullable=True))
    op.create_check_constraint(
        op.f("ck_jobs_snooze_is_whole"),
        "jobs",
        "(snoozed_until IS NULL) = (snoozed_at IS NULL)"
        " AND (snoozed_until IS NULL OR (snooze_reason IS NOT NULL AND snoozed_by IS NOT NULL))",
    )
    op.create_table(
        "claims",
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_claims_user_id")),
        sa.PrimaryKeyConstraint("item", name=op.f("pk_claims")),
    )
    op.create_table(
        "saved_filters",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("query", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_saved_filters_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_filters")),
        sa.UniqueConstraint("user_id", "name", name=op.f("uq_saved_filters_user_id_name")),
    )
    op.create_index(
        "ix_promises_board",
        "promises",
        ["job_id", "kind", "due_at", "on_board", "created_at"],
        postgresql_where=sa.text("state = 'open'"),
    )
    op.create_index(
        "ix_visits_board",
        "visits",
        ["job_id", "window_from", "id", "status", "window_to", "eta"],
        postgresql_where=sa.text("status NOT IN ('done', 'cancelled')"),
    )
