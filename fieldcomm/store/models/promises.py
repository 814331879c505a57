"""The ledger: every promise made to a customer."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from fieldcomm.domain.promise import PromiseKind, PromiseState
from fieldcomm.store.models.base import Base, Id, one_of, phone_shaped, ref


class Promise(Base):
    """Who owes what, to whom, by when. `version` grows when a text about it stops being true."""

    __tablename__ = "promises"

    id: Mapped[Id]
    kind: Mapped[str]
    job_id: Mapped[int | None] = ref("jobs")
    visit_id: Mapped[int | None] = ref("visits")
    phone: Mapped[str]  # of the person it was made to
    owner_user_id: Mapped[int | None] = ref("users")
    owner_contractor_id: Mapped[int | None] = ref("contractors")
    words: Mapped[str]
    due_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(server_default="open")
    cause: Mapped[str | None]
    settled_at: Mapped[datetime | None]
    replaced_by: Mapped[int | None] = ref("promises")
    version: Mapped[int] = mapped_column(server_default="1")
    created_at: Mapped[datetime]
    stepped_to: Mapped[datetime]
    next_step_at: Mapped[datetime | None]
    on_board: Mapped[bool] = mapped_column(server_default=text("false"))

    __table_args__ = (
        one_of("kind", PromiseKind),
        one_of("state", PromiseState),
        phone_shaped("phone"),
        CheckConstraint("(state = 'open') = (settled_at IS NULL)", name="settled_has_time"),
        CheckConstraint("state <> 'broken' OR cause IS NOT NULL", name="broken_has_cause"),
        CheckConstraint("state = 'open' OR next_step_at IS NULL", name="settled_climbs_no_further"),
        CheckConstraint(
            "owner_user_id IS NULL OR owner_contractor_id IS NULL", name="at_most_one_owner"
        ),
        # run_ladders: WHERE next_step_at <= :now ORDER BY next_step_at, id LIMIT :n
        Index(
            "ix_promises_step_due",
            "next_step_at",
            "id",
            postgresql_where=text("next_step_at IS NOT NULL"),
        ),
        # snapshots: WHERE state = 'open' AND phone = ANY(:phones)
        Index("ix_promises_open_by_phone", "phone", postgresql_where=text("state = 'open'")),
        # the job page: WHERE job_id = :id
        Index("ix_promises_job", "job_id"),
        # the board: WHERE state = 'open' AND kind <> 'check_in' ORDER BY due_at
        Index("ix_promises_open_due", "due_at", postgresql_where=text("state = 'open'")),
        # owner's prompts and capacity: WHERE state = 'open' AND owner_user_id = :u
        Index(
            "ix_promises_owner", "owner_user_id", "due_at", postgresql_where=text("state = 'open'")
        ),
        # what is to be made good: WHERE state = 'broken' AND kind <> 'check_in' AND settled_at > :since
        Index(
            "ix_promises_broken",
            "settled_at",
            "id",
            postgresql_where=text("state = 'broken' AND kind <> 'check_in'"),
        ),
        Index(
            "ix_promises_owner_contractor",
            "owner_contractor_id",
            "due_at",
            postgresql_where=text("state = 'open'"),
        ),
    )
