"""Customers are merged, leave and are forgotten; who opted out is remembered without their number."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.add_column("customers", sa.Column("merged_into", sa.BigInteger(), nullable=True))
    op.add_column("customers", sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True))
    op.create_foreign_key(
        op.f("fk_customers_merged_into"), "customers", "customers", ["merged_into"], ["id"]
    )
    op.create_index(
        "ix_customers_merged_into",
        "customers",
        ["merged_into"],
        postgresql_where=sa.text("merged_into IS NOT NULL"),
    )
    for column in ("decides", "opens_door"):
        op.add_column(
            "contacts",
            sa.Column(column, sa.Boolean(), server_default=sa.text("false"), nullable=False),
        )
    op.add_column("contacts", sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("company", sa.Column("keep_months", sa.Integer(), nullable=True))
    op.add_column(
        "company", sa.Column("next_erasing_at", sa.DateTime(timezone=True), nullable=True)
    )
    op.add_column("company", sa.Column("erasure_key", sa.Text(), nullable=True))
    op.create_check_constraint(
        op.f("ck_company_keep_months_sensible"), "company", "keep_months BETWEEN 1 AND 240"
    )
    op.create_table(
        "opt_out_hashes",
        sa.Column("hash", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_opt_out_hashes")),
    )
    op.create_index(
        "ix_jobs_over", "jobs", ["closed_at"], postgresql_where=sa.text("closed_at IS NOT NULL")
    )
    op.create_index(
        "ix_deeds_kept", "deeds", ["at"], postgresql_where=sa.text("changes <> '{}'::jsonb")
    )
