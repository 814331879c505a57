"""Pictures that came with texts, that go with them, and of the people who come."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    op.create_table(
        "photos",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=True),
        sa.Column("contractor_id", sa.BigInteger(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("source_url", sa.Text(), nullable=True),
        sa.Column("why", sa.Text(), nullable=True),
        sa.Column("width", sa.Integer(), nullable=True),
        sa.Column("height", sa.Integer(), nullable=True),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.Column("link_hash", sa.Text(), nullable=True),
        sa.Column("link_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("tries", sa.SmallInteger(), server_default="0", nullable=False),
        sa.Column("next_try_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "state IN ('wanted', 'kept', 'refused', 'gone')", name=op.f("ck_photos_state_known")
        ),
        sa.CheckConstraint(
            "(state = 'kept') = (content IS NOT NULL)", name=op.f("ck_photos_kept_has_content")
        ),
        sa.CheckConstraint(
            "(state = 'wanted') = (next_try_at IS NOT NULL)",
            name=op.f("ck_photos_wanted_is_tried"),
        ),
        sa.ForeignKeyConstraint(
            ["contractor_id"], ["contractors.id"], name=op.f("fk_photos_contractor_id")
        ),
        sa.ForeignKeyConstraint(["message_id"], ["messages.id"], name=op.f("fk_photos_message_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_photos")),
        sa.UniqueConstraint("contractor_id", name=op.f("uq_photos_contractor_id")),
        sa.UniqueConstraint("link_hash", name=op.f("uq_photos_link_hash")),
    )
    op.create_index(op.f("ix_photos_message_id"), "photos", ["message_id"])
    op.create_index(
        "ix_photos_wanted",
        "photos",
        ["next_try_at", "id"],
        postgresql_where=sa.text("next_try_at IS NOT NULL"),
    )
