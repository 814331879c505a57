"""Customers as the People pages show them: found, likely twice, and everything of one."""

from __future__ import annotations

# ruff: noqa: S608  what is pasted in are constants
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Session

_LIVING = "c.merged_into IS NULL AND c.erased_at IS NULL"
_SUMMARY = (
    "SELECT c.id, c.name, c.address, c.timezone, c.created_at,"
    " (SELECT jsonb_agg(jsonb_build_array(k.name, k.phone, h.consent) ORDER BY k.id) FROM contacts k"
    "  LEFT JOIN phones h ON h.phone = k.phone WHERE k.customer_id = c.id AND k.removed_at IS NULL)"
    " AS contacts,"
    " (SELECT string_agg(j.code, ',' ORDER BY j.id DESC) FROM jobs j WHERE j.customer_id = c.id"
    "  AND j.status NOT IN ('closed', 'cancelled')) AS open_codes,"
    " (SELECT count(*) FROM jobs j WHERE j.customer_id = c.id) AS jobs,"
    " (SELECT max(j.changed_at) FROM jobs j WHERE j.customer_id = c.id) AS last_at FROM customers c"
)
_RECENT = text(f"{_SUMMARY} WHERE {_LIVING} ORDER BY c.id DESC LIMIT :n")
_SEARCH = text(
    f"{_SUMMARY} WHERE {_LIVING} AND (c.name ILIKE :like OR c.address ILIKE :like"
    " OR EXISTS (SELECT 1 FROM contacts k WHERE k.customer_id = c.id AND (k.name ILIKE :like"
    "  OR CAST(:digits AS text) IS NOT NULL AND k.phone LIKE :digits))"
    " OR EXISTS (SELECT 1 FROM jobs j WHERE j.customer_id = c.id AND j.code = :code))"
    " ORDER BY c.id DESC LIMIT :n"
)
_SOME = text(f"{_SUMMARY} WHERE {_LIVING} AND c.id = ANY(:ids) ORDER BY c.id")
# The same phone, or the same address written a little differently; among the newest, for the list
# is looked at by the hour and old records are found on their own page.
_TWICE = text(
    "WITH said AS (SELECT c.id, regexp_replace(lower(c.address), '[^a-z0-9]', '', 'g') AS place"
    f"  FROM customers c WHERE {_LIVING} AND (c.id = :id OR c.id IN"
    "  (SELECT id FROM customers ORDER BY id DESC LIMIT 5000)))"
    " SELECT one, other, min(why) AS why FROM ("
    "  SELECT x.id AS one, y.id AS other, 'the same phone' AS why FROM said x"
    "   JOIN contacts k ON k.customer_id = x.id AND k.removed_at IS NULL"
    "   JOIN contacts o ON o.phone = k.phone AND o.removed_at IS NULL AND o.customer_id > x.id"
    "   JOIN said y ON y.id = o.customer_id"
    "  UNION ALL SELECT x.id, y.id, 'the same address' FROM said x"
    "   JOIN said y ON y.place = x.place AND y.id > x.id WHERE length(x.place) > 5) pairs"
    " WHERE CAST(:id AS bigint) IS NULL OR :id IN (one, other)"
    " GROUP BY one, other ORDER BY other DESC, one LIMIT :n"
)
_CUSTOMER = text(
    "SELECT id, name, address, timezone, notes, story, created_at, merged_into, erased_at"
    " FROM customers WHERE id = :id"
)
_CONTACT = (
    "SELECT k.id, k.name, k.phone, k.role, k.is_texted, k.decides OR k.role = 'decides' AS decides,"
    " k.opens_door OR k.role = 'opens_door' AS opens_door, coalesce(h.consent, 'unknown') AS consent,"
    " coalesce(h.language, 'en') AS language, coalesce(h.frequency, 'twice') AS frequency,"
    " h.unreachable, h.next_check_in_at, h.chatter_off_at, (SELECT string_agg(j.code, ','"
    "  ORDER BY j.id) FROM jobs j WHERE j.contact_id = k.id AND j.status NOT IN ('closed', 'cancelled'))"
    " AS texted_about, k.removed_at FROM contacts k LEFT JOIN phones h ON h.phone = k.phone"
    " WHERE k.customer_id = :id"
)
_CONTACTS = text(f"{_CONTACT} AND k.removed_at IS NULL ORDER BY k.id")
_CONTACTS_EVER = text(f"{_CONTACT} ORDER BY k.id")
_JOBS = text(
    "SELECT j.id, j.code, j.summary, j.status, j.waiting_on, j.created_at, j.closed_at,"
    " k.name AS contact, w.name AS contractor FROM jobs j JOIN contacts k ON k.id = j.contact_id"
    " LEFT JOIN contractors w ON w.id = j.contractor_id WHERE j.customer_id = :id ORDER BY j.id DESC"
)
_OF_THEM = (
    " (m.job_id IN (SELECT id FROM jobs WHERE customer_id = :id) OR m.job_id IS NULL AND m.phone IN"
    " (SELECT phone FROM contacts WHERE customer_id = :id))"
)
_TEXTS = text(
    "SELECT m.id, m.direction, m.phone, m.body, m.state, m.why, m.error_code, m.created_at, m.moment,"
    " j.code, (SELECT k.name FROM contacts k WHERE k.phone = m.phone AND k.customer_id = :id LIMIT 1)"
    " AS contact, coalesce(w.name, u.name) AS ours FROM messages m LEFT JOIN jobs j ON j.id = m.job_id"
    " LEFT JOIN contractors w ON w.phone = m.phone LEFT JOIN users u ON u.phone = m.phone"
    f" WHERE {_OF_THEM} ORDER BY m.id DESC LIMIT :n OFFSET :skip"
)
_TEXTS_TOTAL = text(f"SELECT count(*) FROM messages m WHERE {_OF_THEM}")
_PROMISES = text(
    "SELECT m.id, m.kind, m.words, m.due_at, m.state, m.cause, m.settled_at, m.created_at, m.phone,"
    " j.code, coalesce(u.name, w.name) AS owner FROM promises m LEFT JOIN jobs j ON j.id = m.job_id"
    " LEFT JOIN users u ON u.id = m.owner_user_id LEFT JOIN contractors w ON w.id = m.owner_contractor_id"
    f" WHERE {_OF_THEM} ORDER BY m.due_at DESC, m.id DESC LIMIT :n OFFSET :skip"
)
_PROMISES_TOTAL = text(f"SELECT count(*) FROM promises m WHERE {_OF_THEM}")
_CONSENTS = text(
    "SELECT phone, state, source, wording, actor, at FROM consents WHERE phone IN"
    " (SELECT phone FROM contacts WHERE customer_id = :id) ORDER BY id DESC LIMIT :n"
)
_VISITS = text(
    "SELECT j.code, v.kind, v.window_from, v.window_to, v.status, v.eta, v.told_at, v.arrived_at,"
    " v.left_at, w.name AS contractor FROM visits v JOIN jobs j ON j.id = v.job_id"
    " LEFT JOIN contractors w ON w.id = v.contractor_id WHERE j.customer_id = :id ORDER BY v.id"
)
_EVENTS = text(
    "SELECT j.code, e.at, e.kind, e.actor, e.data FROM events e JOIN jobs j ON j.id = e.job_id"
    " WHERE j.customer_id = :id ORDER BY e.id"
)
_UPDATES = text(
    "SELECT j.code, u.text, u.state, u.author, u.created_at, u.released_at FROM updates u"
    " JOIN jobs j ON j.id = u.job_id WHERE j.customer_id = :id ORDER BY u.id"
)
_GESTURES = text(
    "SELECT j.code, g.kind, g.words, g.by, g.at FROM gestures g JOIN jobs j ON j.id = g.job_id"
    " WHERE j.customer_id = :id ORDER BY g.id"
)
_DOOR_NOTES = text(
    "SELECT j.code, d.words, d.author, d.written_at, d.expires_at FROM door_notes d"
    " JOIN jobs j ON j.id = d.job_id WHERE j.customer_id = :id ORDER BY d.job_id"
)
_PHOTOS = text(
    "SELECT f.id, m.id AS text_id, f.content FROM photos f JOIN messages m ON m.id = f.message_id"
    f" WHERE f.state = 'kept' AND ({_OF_THEM}) ORDER BY f.id"
)
_TASKS = text(
    "SELECT j.code, m.kind, m.phone, m.words, m.opened_at, m.settled_at, m.settled_by FROM tasks m"
    f" LEFT JOIN jobs j ON j.id = m.job_id WHERE {_OF_THEM} ORDER BY m.id"
)
_MERGED = text("SELECT id, name, address FROM customers WHERE merged_into = :id ORDER BY id")
EVERYTHING = 1_000_000


def recent_customers(session: Session, limit: int) -> Sequence[Any]:
    return session.execute(_RECENT, {"n": limit}).all()


def search_customers(
    session: Session, patterns: Mapping[str, str | None], limit: int
) -> Sequence[Any]:
    """`patterns`: a code, and `like` and `digits` for LIKE, already escaped."""
    return session.execute(_SEARCH, {**patterns, "n": limit}).all()


def some_customers(session: Session, ids: Sequence[int]) -> dict[int, Any]:
    return {row.id: row for row in session.execute(_SOME, {"ids": list(ids)})}


def likely_twice(session: Session, limit: int, customer_id: int | None = None) -> Sequence[Any]:
    """Pairs of ids, the newest first, and why they look alike."""
    return session.execute(_TWICE, {"n": limit, "id": customer_id}).all()


def customer_by_id(session: Session, id_: int) -> Any:
    return session.execute(_CUSTOMER, {"id": id_}).one_or_none()


def contacts_of(session: Session, id_: int) -> Sequence[Any]:
    return session.execute(_CONTACTS, {"id": id_}).all()


def contacts_ever_of(session: Session, id_: int) -> Sequence[Any]:
    """Also whoever was taken off the household since (`removed_at`)."""
    return session.execute(_CONTACTS_EVER, {"id": id_}).all()


def jobs_of(session: Session, id_: int) -> Sequence[Any]:
    return session.execute(_JOBS, {"id": id_}).all()


def merged_into(session: Session, id_: int) -> Sequence[Any]:
    return session.execute(_MERGED, {"id": id_}).all()


def texts_of(session: Session, id_: int, limit: int = EVERYTHING, skip: int = 0) -> Sequence[Any]:
    """Theirs, and those of our people about their jobs; the newest first."""
    return session.execute(_TEXTS, {"id": id_, "n": limit, "skip": skip}).all()


def promises_of(
    session: Session, id_: int, limit: int = EVERYTHING, skip: int = 0
) -> Sequence[Any]:
    return session.execute(_PROMISES, {"id": id_, "n": limit, "skip": skip}).all()


def totals_of(session: Session, id_: int) -> tuple[int, int]:
    """How many texts, how many promises."""
    given = {"id": id_}
    return session.scalar(_TEXTS_TOTAL, given) or 0, session.scalar(_PROMISES_TOTAL, given) or 0


def consents_of(session: Session, id_: int, limit: int = EVERYTHING) -> Sequence[Any]:
    return session.execute(_CONSENTS, {"id": id_, "n": limit}).all()


def visits_of(session: Session, id_: int) -> Sequence[Any]:
    return session.execute(_VISITS, {"id": id_}).all()


def events_of(session: Session, id_: int) -> Sequence[Any]:
    return session.execute(_EVENTS, {"id": id_}).all()


def updates_of(session: Session, id_: int) -> Sequence[Any]:
    return session.execute(_UPDATES, {"id": id_}).all()


def gestures_of(session: Session, id_: int) -> Sequence[Any]:
    return session.execute(_GESTURES, {"id": id_}).all()


def door_notes_of(session: Session, id_: int) -> Sequence[Any]:
    return session.execute(_DOOR_NOTES, {"id": id_}).all()


def photos_of(session: Session, id_: int) -> Sequence[Any]:
    return session.execute(_PHOTOS, {"id": id_}).all()


def tasks_of(session: Session, id_: int) -> Sequence[Any]:
    return session.execute(_TASKS, {"id": id_}).all()
