"""After a restore nothing leaves until the provider's list has been read in: one row a restore."""

from __future__ import annotations

from alembic import op

from fieldcomm.store.restores import CREATE

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    op.execute(CREATE)
    op.drop_constraint(op.f("ck_inbox_source_known"), "inbox", type_="check")
    sources = "source IN ('webhook', 'poll', 'restored')"
    op.create_check_constraint(op.f("ck_inbox_source_known"), "inbox", sources)
