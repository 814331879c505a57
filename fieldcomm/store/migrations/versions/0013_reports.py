"""Reports look at a span of time, at a cost of that span and not of the whole history."""

from __future__ import annotations

from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    op.create_index("ix_promises_due", "promises", ["due_at"])
    # Rows come in the order of their time: a few pages tell where a span lies.
    op.create_index("ix_messages_created", "messages", ["created_at"], postgresql_using="brin")
    op.create_index("ix_consents_at", "consents", ["at"], postgresql_using="brin")
