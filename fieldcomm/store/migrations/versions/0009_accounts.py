"""People of the office leave, have a second factor and a record; a first run is led by the hand."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0009"
down_revision = "0008"

JSONB = postgresql.JSONB(none_as_null=True, astext_type=sa.Text())
AT = sa.DateTime(timezone=True)


def upgrade() -> None:
    for column in (
        sa.Column("deactivated_at", AT),
        sa.Column("last_seen_at", AT),
        sa.Column("totp_secret", sa.Text()),
        sa.Column("totp_since", AT),
        sa.Column("totp_last_step", sa.BigInteger()),
    ):
        op.add_column("users", column)
    op.create_check_constraint(
        op.f("ck_users_gone_cannot_enter"),
        "users",
        "deactivated_at IS NULL OR (password_hash IS NULL AND phone IS NULL AND NOT on_call)",
    )
    op.create_check_constraint(
        op.f("ck_users_second_factor_has_secret"),
        "users",
        "totp_since IS NULL OR totp_secret IS NOT NULL",
    )
    op.add_column(
        "company",
        sa.Column(
            "managers_need_totp", sa.Boolean(), server_default=sa.text("false"), nullable=False
        ),
    )
    op.add_column("company", sa.Column("first_run", JSONB))
    op.create_table(
        "set_up_links",
        sa.Column("token_hash", sa.Text(), nullable=False),
        sa.Column("expires_at", AT, nullable=False),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_set_up_links")),
    )
    op.create_table(
        "half_sign_ins",
        sa.Column("token_hash", sa.Text(), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("expires_at", AT, nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_half_sign_ins_user_id")),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_half_sign_ins")),
    )
    op.create_table(
        "recovery_codes",
        sa.Column("code_hash", sa.Text(), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_recovery_codes_user_id")),
        sa.PrimaryKeyConstraint("code_hash", name=op.f("pk_recovery_codes")),
    )
    op.create_index("ix_recovery_codes_user_id", "recovery_codes", ["user_id"])
    op.create_table(
        "account_events",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("at", AT, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("user_id", sa.BigInteger()),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("data", JSONB, server_default=sa.text("'{}'::jsonb"), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_account_events_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account_events")),
    )
