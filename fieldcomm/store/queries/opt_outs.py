"""Opt-outs of people who were erased: they hold for the number, should it ever come back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import text
from sqlalchemy.orm import Session

from fieldcomm.domain.forgetting import opt_out_hash

WORDING = "Opted out before what we knew of them was erased"
_KEY = text(
    "SELECT erasure_key FROM company WHERE id = 1 AND EXISTS (SELECT 1 FROM opt_out_hashes)"
)
_SET_KEY = text(
    "UPDATE company SET erasure_key = coalesce(erasure_key, :key) WHERE id = 1 RETURNING erasure_key"
)
_FOUND = text("SELECT hash, at FROM opt_out_hashes WHERE hash = ANY(:hashes)")
_STOPPED = text("UPDATE phones SET consent = 'stopped' WHERE phone = :phone")
_RECORDED = text(
    "INSERT INTO consents (phone, state, source, wording, actor, at)"
    " VALUES (:phone, 'stopped', 'erased record', :wording, 'fieldcomm', :at)"
)
_STANDS = text(
    "SELECT p.phone, p.consent, (SELECT max(c.at) FROM consents c WHERE c.phone = p.phone"
    " AND c.state = 'stopped') AS at FROM phones p WHERE p.phone = ANY(:phones) ORDER BY p.phone"
)
_KEEP = text(
    "INSERT INTO opt_out_hashes (hash, at) VALUES (:hash, :at)"
    " ON CONFLICT (hash) DO UPDATE SET at = excluded.at"
)
_LET_GO = text("DELETE FROM opt_out_hashes WHERE hash = :hash")


def remember_opt_outs(session: Session, phones: Sequence[str]) -> None:
    """Of numbers we have not known until now: those that opted out once are not texted."""
    key = session.scalar(_KEY)
    if key is None:
        return
    hashes = {opt_out_hash(phone, key): phone for phone in phones}
    for row in session.execute(_FOUND, {"hashes": list(hashes)}).all():
        phone = hashes[row.hash]
        session.execute(_STOPPED, {"phone": phone})
        session.execute(_RECORDED, {"phone": phone, "wording": WORDING, "at": row.at})


def keep_opt_outs(session: Session, phones: Sequence[str], fresh_key: str, now: datetime) -> None:
    """Before numbers are erased: who opted out is kept as a hash, who came back is not any more."""
    key: str = session.scalar(_SET_KEY, {"key": fresh_key}) or fresh_key
    for row in session.execute(_STANDS, {"phones": list(phones)}).all():
        hashed = {"hash": opt_out_hash(row.phone, key)}
        if row.consent == "stopped":
            session.execute(_KEEP, {**hashed, "at": row.at or now})
        else:
            session.execute(_LET_GO, hashed)
