"""Whether fieldcomm itself keeps up: who was last seen at work, since when each text could leave,
and what the provider refused, each at a cost that does not grow with history."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    op.create_table(
        "heartbeats",
        sa.Column("process", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("process", name=op.f("pk_heartbeats")),
    )
    op.add_column("messages", sa.Column("queued_at", sa.DateTime(timezone=True), nullable=True))
    op.create_index(
        "ix_messages_errors",
        "messages",
        ["created_at"],
        postgresql_where=sa.text("error_code IS NOT NULL"),
    )
    # Rows come in the order of their time and never change it.
    op.create_index(
        "ix_attempts_started",
        "attempts",
        ["started_at"],
        postgresql_using="brin",
        postgresql_with={"pages_per_range": 16, "autosummarize": "on"},
    )
