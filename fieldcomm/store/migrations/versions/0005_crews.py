"""The rota: who is at the desk and on call when, and contractors' days off."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_table(
        "shifts",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("kind IN ('shift', 'on_call')", name=op.f("ck_shifts_kind_known")),
        sa.CheckConstraint("starts_at < ends_at", name=op.f("ck_shifts_runs_forward")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_shifts_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shifts")),
        sa.UniqueConstraint(
            "user_id", "kind", "starts_at", name=op.f("uq_shifts_user_id_kind_starts_at")
        ),
    )
    op.create_index(op.f("ix_shifts_user_id"), "shifts", ["user_id"])
    op.create_index("ix_shifts_ends", "shifts", ["ends_at", "starts_at"])
    op.create_table(
        "days_off",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("contractor_id", sa.BigInteger(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["contractor_id"], ["contractors.id"], name=op.f("fk_days_off_contractor_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_days_off")),
        sa.UniqueConstraint("day", "contractor_id", name=op.f("uq_days_off_day_contractor_id")),
    )
