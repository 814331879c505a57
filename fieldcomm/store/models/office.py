"""The company's settings and the office's sign-in."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, Index, SmallInteger, text
from sqlalchemy.orm import Mapped, mapped_column

from fieldcomm.store.models.base import Base, Id, ref


class Company(Base):
    """One company per database: one row, id 1."""

    __tablename__ = "company"

    id: Mapped[int] = mapped_column(SmallInteger, primary_key=True, server_default="1")
    name: Mapped[str]
    timezone: Mapped[str]
    check_in_times: Mapped[list[Any]]
    check_in_spread_minutes: Mapped[int]
    quiet_hours: Mapped[str]
    working_hours: Mapped[str]
    holidays_country: Mapped[str] = mapped_column(server_default="US")
    extra_holidays: Mapped[list[Any]] = mapped_column(server_default=text("'[]'::jsonb"))
    callbacks_per_hour: Mapped[int] = mapped_column(server_default="6")
    clock_offset_ms: Mapped[int] = mapped_column(BigInteger, server_default="0")
    paused: Mapped[bool] = mapped_column(server_default=text("false"))
    surge_since: Mapped[datetime | None]  # business time; null: ordinary days
    surge_by: Mapped[str | None]
    jobs_per_day: Mapped[int | None]
    keep_months: Mapped[int | None]  # customers are erased so long after their last job; null: kept
    next_erasing_at: Mapped[datetime | None]  # business time; null while nothing is to be erased
    erasure_key: Mapped[str | None]  # what numbers of opted-out people are hashed with
    paused_at: Mapped[datetime | None]
    paused_by: Mapped[str | None]
    paused_reason: Mapped[str | None]
    # What differs from the defaults of domain/policy.py, by the keys of domain/timings.py.
    policy: Mapped[dict[str, Any]] = mapped_column(server_default=text("'{}'::jsonb"))
    public_phone: Mapped[str | None]  # for calls, where it is another than the one people text
    review_link: Mapped[str | None]
    wording_version: Mapped[int] = mapped_column(server_default="0")  # goes up with `wordings`
    replan_after: Mapped[str | None]  # the last phone planned anew; null: all are

    __table_args__ = (
        CheckConstraint("id = 1", name="one_row"),
        CheckConstraint("keep_months BETWEEN 1 AND 240", name="keep_months_sensible"),
    )


class WebSession(Base):
    """A signed-in browser. Times are machine time; the cookie's token is stored hashed."""

    __tablename__ = "web_sessions"

    id: Mapped[Id]
    token_hash: Mapped[str] = mapped_column(unique=True)
    user_id: Mapped[int | None] = ref("users", index=True)
    data: Mapped[dict[str, Any]] = mapped_column(server_default=text("'{}'::jsonb"))
    created_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    expires_at: Mapped[datetime]


class SignInLink(Base):
    """A one-time link that lets a user set a password."""

    __tablename__ = "sign_in_links"

    token_hash: Mapped[str] = mapped_column(primary_key=True)
    user_id: Mapped[int] = ref("users")
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class SignInAttempt(Base):
    """Failed tries, for slowing down guessers. `who` is a hash of e-mail or address."""

    __tablename__ = "sign_in_attempts"

    id: Mapped[Id]
    who: Mapped[str]
    at: Mapped[datetime]

    __table_args__ = (Index("ix_sign_in_attempts_who", "who", "at"),)


class TrackingLink(Base):
    """A customer's link to their own page: 256 random bits, stored hashed, expiring, revocable."""

    __tablename__ = "tracking_links"

    token_hash: Mapped[str] = mapped_column(primary_key=True)
    job_id: Mapped[int] = ref("jobs", index=True)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
