"""Customers and their contacts, contractors, the office, and the phones all of them text from."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from fieldcomm.store.models.base import Base, Id, one_of, phone_shaped, ref


class Customer(Base):
    """A household or business. Its time zone is the job site's: a 415 phone in Atlanta lives
    on Atlanta time."""

    __tablename__ = "customers"

    id: Mapped[Id]
    name: Mapped[str]
    address: Mapped[str]
    timezone: Mapped[str]
    notes: Mapped[str] = mapped_column(server_default="")
    story: Mapped[str] = mapped_column(server_default="")
    told_by: Mapped[str | None]  # who last changed story or notes, and when
    told_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    merged_into: Mapped[int | None] = ref("customers")  # the household this one turned out to be
    erased_at: Mapped[datetime | None]  # when everything that named them was erased

    contacts: Mapped[list[Contact]] = relationship(back_populates="customer", order_by="Contact.id")

    __table_args__ = (
        # who was merged into a household: WHERE merged_into = :id
        Index(
            "ix_customers_merged_into",
            "merged_into",
            postgresql_where=text("merged_into IS NOT NULL"),
        ),
    )


class Contact(Base):
    """A person with a phone at a customer."""

    __tablename__ = "contacts"

    id: Mapped[Id]
    customer_id: Mapped[int] = ref("customers", index=True)
    name: Mapped[str]
    phone: Mapped[str] = mapped_column(index=True)
    role: Mapped[str] = mapped_column(server_default="decides")
    is_texted: Mapped[bool] = mapped_column(server_default=text("true"))
    decides: Mapped[bool] = mapped_column(server_default=text("false"))
    opens_door: Mapped[bool] = mapped_column(server_default=text("false"))
    created_at: Mapped[datetime]
    removed_at: Mapped[datetime | None]  # the row stays: jobs of the past were theirs

    customer: Mapped[Customer] = relationship(back_populates="contacts")

    __table_args__ = (
        UniqueConstraint("customer_id", "phone"),
        one_of(
            "role", ("decides", "opens_door", "spouse", "tenant", "landlord", "adjuster", "other")
        ),
        phone_shaped("phone"),
    )


class Phone(Base):
    """One phone number we talk with, and where the conversation with it stands.

    Consent, language, check-ins and "what was last asked" belong to the phone and not to a
    contact: the law counts numbers, and two jobs on one phone must make no more texts than one.
    Its row is also the lock every decision about the number takes first.
    """

    __tablename__ = "phones"

    phone: Mapped[str] = mapped_column(primary_key=True)
    consent: Mapped[str] = mapped_column(server_default="unknown")
    language: Mapped[str] = mapped_column(server_default="en")
    frequency: Mapped[str] = mapped_column(server_default="twice")
    unreachable: Mapped[str | None]  # why texts cannot reach it (landline, invalid), else null

    next_check_in_at: Mapped[datetime | None]
    last_check_in_at: Mapped[datetime | None]
    check_in_wording: Mapped[int] = mapped_column(server_default="0")
    empty_check_ins: Mapped[int] = mapped_column(server_default="0")

    asked: Mapped[str | None]  # moment of the last text that asked something
    asked_at: Mapped[datetime | None]
    asked_refs: Mapped[dict[str, Any] | None]  # ids of what it was about
    choices: Mapped[list[Any] | None]  # what 1, 2, 3 mean

    last_in_at: Mapped[datetime | None]
    last_person_at: Mapped[datetime | None]  # when a person of ours last texted or spoke with them
    last_told_at: Mapped[datetime | None]  # last text of any kind that we decided for it
    chatter_off_at: Mapped[datetime | None]  # since when they are upset: no check-ins
    answers_given: Mapped[int] = mapped_column(server_default="0")  # turns the wording of answers

    __table_args__ = (
        phone_shaped("phone"),
        one_of("consent", ("unknown", "given", "stopped")),
        one_of("language", ("en", "es")),
        one_of("frequency", ("twice", "daily", "changes")),
        # run_check_ins: WHERE next_check_in_at <= :now ORDER BY next_check_in_at, phone LIMIT :n
        Index(
            "ix_phones_check_in_due",
            "next_check_in_at",
            "phone",
            postgresql_where=text("next_check_in_at IS NOT NULL"),
        ),
    )


class Contractor(Base):
    """The person or crew who does the work and reports by text."""

    __tablename__ = "contractors"

    id: Mapped[Id]
    name: Mapped[str]
    phone: Mapped[str] = mapped_column(unique=True)
    active: Mapped[bool] = mapped_column(server_default=text("true"))
    next_list_at: Mapped[datetime | None]  # when the next day list is looked at
    created_at: Mapped[datetime]

    __table_args__ = (
        phone_shaped("phone"),
        # run_day_lists: WHERE next_list_at <= :now ORDER BY next_list_at, id
        Index(
            "ix_contractors_list_due",
            "next_list_at",
            "id",
            postgresql_where=text("next_list_at IS NOT NULL AND active"),
        ),
    )


class User(Base):
    """Somebody in the office."""

    __tablename__ = "users"

    id: Mapped[Id]
    email: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    phone: Mapped[str | None] = mapped_column(unique=True)
    role: Mapped[str]
    on_call: Mapped[bool] = mapped_column(server_default=text("false"))
    password_hash: Mapped[str | None]
    created_at: Mapped[datetime]
    deactivated_at: Mapped[datetime | None]
    last_seen_at: Mapped[datetime | None]  # machine time, like what follows
    totp_secret: Mapped[str | None]  # shown, not yet confirmed, while totp_since is empty
    totp_since: Mapped[datetime | None]
    totp_last_step: Mapped[int | None] = mapped_column(BigInteger)  # a code counts once

    __table_args__ = (
        one_of("role", ("dispatcher", "manager")),
        CheckConstraint(
            "deactivated_at IS NULL OR (password_hash IS NULL AND phone IS NULL AND NOT on_call)",
            name="gone_cannot_enter",
        ),
        CheckConstraint(
            "totp_since IS NULL OR totp_secret IS NOT NULL", name="second_factor_has_secret"
        ),
        CheckConstraint("email = lower(email) AND email LIKE '%_@_%'", name="email_shape"),
        phone_shaped("phone"),
    )


class Consent(Base):
    """Consent history: append-only (47 CFR 64.1200 asks for proof)."""

    __tablename__ = "consents"

    id: Mapped[Id]
    phone: Mapped[str] = mapped_column(index=True)
    state: Mapped[str]
    source: Mapped[str]  # text | desk | provider | phone call
    wording: Mapped[str]
    actor: Mapped[str]
    at: Mapped[datetime]

    __table_args__ = (
        one_of("state", ("given", "stopped")),
        phone_shaped("phone"),
        # reports: WHERE at >= :a AND at < :b
        Index("ix_consents_at", "at", postgresql_using="brin"),
    )


class OptOutHash(Base):
    """A number that opted out and whose person was erased since: hashed with the company's key
    (domain/forgetting.py), so that it can be recognised and not read. `at`: when it opted out."""

    __tablename__ = "opt_out_hashes"

    hash: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[datetime]
