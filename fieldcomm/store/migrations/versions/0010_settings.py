"""What the settings page keeps beside the first-run values: ladders, own wordings, who changed what."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    empty = sa.text("'{}'::jsonb")
    json = postgresql.JSONB(none_as_null=True, astext_type=sa.Text())
    op.add_column("company", sa.Column("policy", json, server_default=empty, nullable=False))
    op.add_column("company", sa.Column("public_phone", sa.Text(), nullable=True))
    op.add_column("company", sa.Column("review_link", sa.Text(), nullable=True))
    op.add_column(
        "company", sa.Column("wording_version", sa.Integer(), server_default="0", nullable=False)
    )
    op.add_column("company", sa.Column("replan_after", sa.Text(), nullable=True))
    op.create_table(
        "wordings",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("moment", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wordings")),
        sa.UniqueConstraint("moment", "language", name=op.f("uq_wordings_moment_language")),
    )
    op.create_table(
        "setting_changes",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=True),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("section", sa.Text(), nullable=False),
        sa.Column("changes", json, nullable=False),
        sa.Column("remark", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_setting_changes_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_setting_changes")),
    )
    op.create_index("ix_setting_changes_section", "setting_changes", ["section", "id"])
