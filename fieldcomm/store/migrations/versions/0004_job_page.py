"""What the job page keeps: who told the story, how to get in, and which deed an event came of."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.add_column("customers", sa.Column("told_by", sa.Text(), nullable=True))
    op.add_column("customers", sa.Column("told_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("events", sa.Column("deed_id", sa.BigInteger(), nullable=True))
    op.create_foreign_key(op.f("fk_events_deed_id"), "events", "deeds", ["deed_id"], ["id"])
    op.create_table(
        "door_notes",
        sa.Column("job_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("look_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["job_id"], ["jobs.id"], name=op.f("fk_door_notes_job_id")),
        sa.PrimaryKeyConstraint("job_id", name=op.f("pk_door_notes")),
    )
    op.create_index("ix_door_notes_look", "door_notes", ["look_at", "job_id"])
