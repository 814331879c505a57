"""Jobs, visits, updates and the timeline."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, Index
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, mapped_column, relationship

from fieldcomm.domain.job import JobStatus, Urgency, WaitingOn
from fieldcomm.domain.visit import VisitKind, VisitStatus
from fieldcomm.store.models.base import Base, Id, one_of, ref
from fieldcomm.store.models.people import Contact, Contractor, Customer, User


class Job(Base):
    """One piece of work for one customer, with a short code people can text."""

    __tablename__ = "jobs"

    id: Mapped[Id]
    code: Mapped[str] = mapped_column(unique=True)
    customer_id: Mapped[int] = ref("customers", index=True)
    contact_id: Mapped[int] = ref("contacts", index=True)  # who is texted about it
    owner_id: Mapped[int | None] = ref("users")
    contractor_id: Mapped[int | None] = ref("contractors", index=True)
    summary: Mapped[str]
    status: Mapped[str]
    waiting_on: Mapped[str | None]
    chase_at: Mapped[datetime | None]
    urgency: Mapped[str | None]  # what makes it worse while it waits, else null
    snoozed_at: Mapped[datetime | None]  # business time; whatever happens after it wakes the job
    snoozed_until: Mapped[datetime | None]
    snooze_reason: Mapped[str | None]
    snoozed_by: Mapped[str | None]
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]

    customer: Mapped[Customer] = relationship()
    contact: Mapped[Contact] = relationship()
    contractor: Mapped[Contractor | None] = relationship()
    owner: Mapped[User | None] = relationship()

    __table_args__ = (
        one_of("status", JobStatus),
        one_of("waiting_on", WaitingOn),
        one_of("urgency", Urgency),
        CheckConstraint("code ~ '^[A-Z][2-9][A-Z]([2-9][A-Z]?)*$'", name="code_shape"),
        CheckConstraint(
            "(snoozed_until IS NULL) = (snoozed_at IS NULL) AND (snoozed_until IS NULL"
            " OR (snooze_reason IS NOT NULL AND snoozed_by IS NOT NULL))",
            name="snooze_is_whole",
        ),
        CheckConstraint(
            "(status IN ('closed', 'cancelled')) = (closed_at IS NOT NULL)", name="closed_when_over"
        ),
        # snapshots and the board: WHERE status NOT IN ('closed', 'cancelled') AND contact_id = ANY(:ids)
        Index(
            "ix_jobs_open_by_contact",
            "contact_id",
            postgresql_where=sql("status NOT IN ('closed', 'cancelled')"),
        ),
        # "how many are ahead of me": WHERE status = 'waiting' ORDER BY created_at, id
        Index("ix_jobs_line", "created_at", "id", postgresql_where=sql("status = 'waiting'")),
        # "how many we finished since": WHERE finished_at > :since
        Index("ix_jobs_finished", "finished_at", postgresql_where=sql("finished_at IS NOT NULL")),
        # close_quiet_jobs: WHERE status = 'done' AND changed_at <= :quiet_since
        Index("ix_jobs_quiet", "changed_at", postgresql_where=sql("status = 'done'")),
        # erase_old: WHERE closed_at < :since
        Index("ix_jobs_over", "closed_at", postgresql_where=sql("closed_at IS NOT NULL")),
        # the board: the open jobs
        Index(
            "ix_jobs_open",
            "created_at",
            "id",
            postgresql_where=sql("status NOT IN ('closed', 'cancelled')"),
        ),
    )


class Visit(Base):
    """One arrival window on a job. `version` grows whenever a text about it stops being true."""

    __tablename__ = "visits"

    id: Mapped[Id]
    job_id: Mapped[int] = ref("jobs", index=True)
    contractor_id: Mapped[int | None] = ref("contractors")
    kind: Mapped[str]
    window_from: Mapped[datetime]
    window_to: Mapped[datetime]
    status: Mapped[str]
    version: Mapped[int] = mapped_column(server_default="1")
    eta: Mapped[datetime | None]
    slips: Mapped[int] = mapped_column(server_default="0")  # how often a time told was moved late
    tell_customer: Mapped[bool] = mapped_column(server_default=sql("true"))
    told_at: Mapped[datetime | None]  # when the customer was told this window
    moved_from: Mapped[datetime | None]  # start of the window the customer knew before
    asked_at: Mapped[datetime | None]  # when a move asked its contractor again
    created_at: Mapped[datetime]
    arrived_at: Mapped[datetime | None]
    left_at: Mapped[datetime | None]
    stepped_to: Mapped[datetime]  # steps up to here have run or been skipped
    next_step_at: Mapped[datetime | None]

    job: Mapped[Job] = relationship()
    contractor: Mapped[Contractor | None] = relationship()

    __table_args__ = (
        one_of("kind", VisitKind),
        one_of("status", VisitStatus),
        CheckConstraint("window_from < window_to", name="window_runs_forward"),
        CheckConstraint("version > 0", name="version_positive"),
        # run_visits: WHERE next_step_at <= :now ORDER BY next_step_at, id LIMIT :n
        Index(
            "ix_visits_step_due",
            "next_step_at",
            "id",
            postgresql_where=sql("next_step_at IS NOT NULL"),
        ),
        # a contractor's day: WHERE contractor_id = :c AND window_from >= :a AND window_from < :b
        Index(
            "ix_visits_day",
            "contractor_id",
            "window_from",
            postgresql_where=sql("status NOT IN ('done', 'cancelled')"),
        ),
        # the board's ranking, from the index alone: WHERE status NOT IN ('done', 'cancelled')
        Index(
            "ix_visits_board",
            "job_id",
            "window_from",
            "id",
            "status",
            "window_to",
            "eta",
            postgresql_where=sql("status NOT IN ('done', 'cancelled')"),
        ),
        # day lists: WHERE window_from >= :a AND window_from < :b
        Index(
            "ix_visits_window",
            "window_from",
            postgresql_where=sql("status NOT IN ('done', 'cancelled')"),
        ),
    )


class Update(Base):
    """A fact worth telling the customer. Job null: for everybody waiting."""

    __tablename__ = "updates"

    id: Mapped[Id]
    job_id: Mapped[int | None] = ref("jobs", index=True)
    text: Mapped[str]
    state: Mapped[str]
    author: Mapped[str]
    created_at: Mapped[datetime]
    released_at: Mapped[datetime | None]

    __table_args__ = (
        one_of("state", ("proposed", "released", "withdrawn")),
        CheckConstraint(
            "(state = 'released') = (released_at IS NOT NULL)", name="released_has_time"
        ),
        # news for check-ins: WHERE state = 'released' AND job_id IS NULL AND released_at > :since
        Index(
            "ix_updates_for_all",
            "released_at",
            postgresql_where=sql("job_id IS NULL AND state = 'released'"),
        ),
        # the desk's "waiting for release": WHERE state = 'proposed'
        Index("ix_updates_proposed", "created_at", postgresql_where=sql("state = 'proposed'")),
    )


class Event(Base):
    """The timeline: what happened, once written never changed. `phone` for what has no job."""

    __tablename__ = "events"

    id: Mapped[Id]
    job_id: Mapped[int | None] = ref("jobs")
    at: Mapped[datetime]
    kind: Mapped[str]
    actor: Mapped[str]
    data: Mapped[dict[str, Any]] = mapped_column(server_default=sql("'{}'::jsonb"))
    deed_id: Mapped[int | None] = ref("deeds")  # what it came of, to take it back

    __table_args__ = (
        # the job page: WHERE job_id = :id ORDER BY at DESC, id DESC LIMIT :n
        Index("ix_events_timeline", "job_id", "at", "id"),
    )


class Task(Base):
    """Something a person must do that no promise covers: read a text, accept a danger alert,
    decide about an unconfirmed text. It climbs like a promise where it has a ladder."""

    __tablename__ = "tasks"

    id: Mapped[Id]
    kind: Mapped[str]
    job_id: Mapped[int | None] = ref("jobs", index=True)
    phone: Mapped[str | None]
    message_id: Mapped[int | None] = ref("messages")
    words: Mapped[str]
    step: Mapped[int] = mapped_column(server_default="0")
    opened_at: Mapped[datetime]
    next_step_at: Mapped[datetime | None]
    settled_at: Mapped[datetime | None]
    settled_by: Mapped[str | None]

    __table_args__ = (
        # the board: WHERE settled_at IS NULL
        Index("ix_tasks_open", "opened_at", "id", postgresql_where=sql("settled_at IS NULL")),
        # run_safety: WHERE next_step_at <= :now AND settled_at IS NULL ORDER BY next_step_at, id
        Index(
            "ix_tasks_step_due",
            "next_step_at",
            "id",
            postgresql_where=sql("next_step_at IS NOT NULL AND settled_at IS NULL"),
        ),
    )
