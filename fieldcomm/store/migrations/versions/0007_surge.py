"""Surge mode, and what is made good where a promise was broken."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.add_column("company", sa.Column("surge_since", sa.DateTime(timezone=True), nullable=True))
    op.add_column("company", sa.Column("surge_by", sa.Text(), nullable=True))
    op.add_column("company", sa.Column("jobs_per_day", sa.Integer(), nullable=True))
    op.create_table(
        "gestures",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("promise_id", sa.BigInteger(), nullable=False),
        sa.Column("job_id", sa.BigInteger(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "kind IN ('call', 'credit', 'fee', 'gift', 'other', 'none')",
            name=op.f("ck_gestures_kind_known"),
        ),
        sa.ForeignKeyConstraint(["job_id"], ["jobs.id"], name=op.f("fk_gestures_job_id")),
        sa.ForeignKeyConstraint(
            ["promise_id"], ["promises.id"], name=op.f("fk_gestures_promise_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_gestures")),
        sa.UniqueConstraint("promise_id", name=op.f("uq_gestures_promise_id")),
    )
    op.create_index(op.f("ix_gestures_job_id"), "gestures", ["job_id"])
    op.create_index(
        "ix_promises_broken",
        "promises",
        ["settled_at", "id"],
        postgresql_where=sa.text("state = 'broken' AND kind <> 'check_in'"),
    )
