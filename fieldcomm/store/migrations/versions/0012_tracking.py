"""Whoever guesses at customers' links is counted, and a customer's page finds its promises."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    op.create_table(
        "knocks",
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("who", "since", name=op.f("pk_knocks")),
    )
    op.create_index(
        "ix_promises_of_no_job", "promises", ["phone"], postgresql_where=sa.text("job_id IS NULL")
    )
