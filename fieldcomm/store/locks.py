"""The locks every deciding transaction takes, in statements of their own, before it reads
(DESIGN section 4): the phones in order, then the job rows in id order."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import text
from sqlalchemy.orm import Session

from fieldcomm.store.queries.opt_outs import remember_opt_outs

_LOCK = text(
    "SELECT pg_advisory_xact_lock(hashtextextended(p, 0)) FROM unnest(CAST(:phones AS text[])) AS p"
)
_TRY = text(
    "SELECT p FROM unnest(CAST(:phones AS text[])) AS p"
    " WHERE pg_try_advisory_xact_lock(hashtextextended(p, 0))"
)
_JOBS = text("SELECT id FROM jobs WHERE id = ANY(:ids) ORDER BY id FOR UPDATE")
_PHONES_EXIST = text(
    "INSERT INTO phones (phone) SELECT p FROM unnest(CAST(:phones AS text[])) AS p"
    " ORDER BY p ON CONFLICT DO NOTHING RETURNING phone"
)


def lock_phones(session: Session, phones: Sequence[str]) -> None:
    """Wait for and take the lock of every phone, in order."""
    session.execute(_LOCK, {"phones": sorted(set(phones))})


def try_lock_phones(session: Session, phones: Sequence[str]) -> list[str]:
    """Take the locks that are free; returns the phones locked, in the order given."""
    got = set(session.scalars(_TRY, {"phones": sorted(set(phones))}))
    return [phone for phone in phones if phone in got]


def lock_jobs(session: Session, ids: Sequence[int]) -> None:
    if ids:
        session.execute(_JOBS, {"ids": sorted(ids)})


def know_phones(session: Session, phones: Sequence[str]) -> None:
    """Make sure every phone has its row; who opted out and was erased since is recognised."""
    new = session.scalars(_PHONES_EXIST, {"phones": sorted(set(phones))}).all()
    if new:
        remember_opt_outs(session, new)
