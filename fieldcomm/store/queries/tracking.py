"""What a customer's own page needs. Tokens come hashed; nothing here reads an address."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Session

AFTER_CLOSING = timedelta(days=14)  # how long a link outlives its job
SHOWN = 200  # promises on the page, the latest first

_LINK = text(
    "SELECT l.job_id FROM tracking_links l JOIN jobs j ON j.id = l.job_id"
    " WHERE l.token_hash = :hash AND l.revoked_at IS NULL AND l.expires_at > :now"
    " AND (j.closed_at IS NULL OR j.closed_at > :closed_since)"
)
_COUNT_LIVE = text(
    "SELECT count(*) FROM tracking_links WHERE job_id = :id AND revoked_at IS NULL"
    " AND expires_at > :now"
)
_LIVE = text(
    "SELECT token_hash FROM tracking_links WHERE job_id = :id AND revoked_at IS NULL"
    " AND expires_at > :now ORDER BY token_hash FOR UPDATE"
)
_REVOKE = text("UPDATE tracking_links SET revoked_at = :now WHERE token_hash = ANY(:hashes)")
_BY_CODE = text("SELECT id FROM jobs WHERE code = :code")
_JOB = text(
    "SELECT j.id, j.status, j.waiting_on, j.summary, j.closed_at, c.timezone, k.phone,"
    " coalesce(h.language, 'en') AS language, coalesce(h.consent, 'unknown') AS consent,"
    " u.name AS owner, CASE WHEN j.status = 'waiting' THEN (SELECT count(*) FROM jobs o"
    " WHERE o.status = 'waiting' AND (o.created_at, o.id) < (j.created_at, j.id)) END AS ahead"
    " FROM jobs j JOIN customers c ON c.id = j.customer_id JOIN contacts k ON k.id = j.contact_id"
    " LEFT JOIN phones h ON h.phone = k.phone LEFT JOIN users u ON u.id = j.owner_id"
    " WHERE j.id = :id"
)
# A window nobody has told them yet is nobody's business but ours.
_VISITS = text(
    "SELECT v.id, v.kind, v.window_from, v.window_to, v.status, v.version, v.eta,"
    " w.name AS contractor, EXISTS (SELECT 1 FROM photos f WHERE f.contractor_id = w.id) AS pictured,"
    " v.contractor_id FROM visits v LEFT JOIN contractors w ON w.id = v.contractor_id"
    " WHERE v.job_id = :id AND v.status <> 'cancelled'"
    " AND (v.told_at IS NOT NULL OR v.status IN ('en_route', 'on_site', 'done'))"
    " ORDER BY v.window_from, v.id"
)
_PROMISES = (
    "SELECT p.id, p.kind, p.words, p.due_at, p.state, p.cause, p.settled_at, p.created_at,"
    " coalesce(u.name, w.name) AS owner FROM promises p"
    " LEFT JOIN users u ON u.id = p.owner_user_id"
    " LEFT JOIN contractors w ON w.id = p.owner_contractor_id"
    " WHERE p.phone = :phone AND (p.job_id = :id OR p.job_id IS NULL)"
)
_PAGE_PROMISES = text(
    _PROMISES + " AND coalesce(p.cause, '') <> 'taken back' ORDER BY p.due_at DESC, p.id DESC"
    " LIMIT :n"
)
_ONE_PROMISE = text(_PROMISES + " AND p.id = :promise_id")
_DISPUTED = text(
    "SELECT DISTINCT CAST(data ->> 'promise' AS bigint) FROM events"
    " WHERE job_id = :id AND kind = 'disputed'"
)
_WROTE = text(
    "INSERT INTO messages (direction, state, channel, phone, job_id, moment, body, segments,"
    " priority, created_at)"
    " VALUES ('in', 'received', 'page', :phone, :job_id, :moment, :body, :segments, 1, :now)"
)
_HEARD = text("UPDATE phones SET last_in_at = :now WHERE phone = :phone")


def job_of_link(session: Session, token_hash: str, now: datetime) -> int | None:
    """The job a link leads to; None when it is unknown, revoked, over, or its job long closed."""
    given = {"hash": token_hash, "now": now, "closed_since": now - AFTER_CLOSING}
    found: int | None = session.scalar(_LINK, given)
    return found


def count_live(session: Session, job_id: int, now: datetime) -> int:
    """Without a lock: a page that is only looked at must not look like a change."""
    return session.scalar(_COUNT_LIVE, {"id": job_id, "now": now}) or 0


def live_links(session: Session, job_id: int, now: datetime) -> list[str]:
    return list(session.scalars(_LIVE, {"id": job_id, "now": now}))


def revoke(session: Session, hashes: list[str], now: datetime) -> None:
    session.execute(_REVOKE, {"hashes": hashes, "now": now})


def job_by_code(session: Session, code: str) -> Any:
    return session.execute(_BY_CODE, {"code": code}).one_or_none()


def page_job(session: Session, job_id: int) -> Any:
    return session.execute(_JOB, {"id": job_id}).one()


def page_visits(session: Session, job_id: int) -> Sequence[Any]:
    return session.execute(_VISITS, {"id": job_id}).all()


def page_promises(session: Session, job_id: int, phone: str) -> Sequence[Any]:
    return session.execute(_PAGE_PROMISES, {"id": job_id, "phone": phone, "n": SHOWN}).all()


def promise_to(session: Session, promise_id: int, job_id: int, phone: str) -> Any:
    given = {"promise_id": promise_id, "id": job_id, "phone": phone}
    return session.execute(_ONE_PROMISE, given).one_or_none()


def disputed(session: Session, job_id: int) -> set[int]:
    return set(session.scalars(_DISPUTED, {"id": job_id}))


def keep_words(session: Session, **columns: Any) -> None:
    """What they wrote on their page, as one of their texts."""
    session.execute(_WROTE, columns)
    session.execute(_HEARD, {"phone": columns["phone"], "now": columns["now"]})
