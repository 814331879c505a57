"""Broadcasts: whom a filter finds, the texts to make, the counts."""

from __future__ import annotations

# ruff: noqa: S608  what is pasted in are constant conditions
import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Session

from fieldcomm.domain.broadcast import STATUSES, Filter

# Every job the filter finds, one row a job. The first reason that holds is the one shown.
_FOUND = (
    " FROM jobs j JOIN contacts k ON k.id = j.contact_id JOIN customers c ON c.id = j.customer_id"
    " LEFT JOIN phones p ON p.phone = k.phone"
    " WHERE j.status = ANY(:statuses)"
    " AND (CAST(:waiting_on AS text) IS NULL OR j.waiting_on = :waiting_on)"
    " AND (CAST(:place AS text) IS NULL OR strpos(lower(c.address), lower(:place)) > 0)"
    " AND (CAST(:contractor AS bigint) IS NULL OR j.contractor_id = :contractor)"
    " AND (CAST(:language AS text) IS NULL OR coalesce(p.language, 'en') = :language)"
    " AND (CAST(:urgency AS text) IS NULL OR j.urgency = :urgency)"
    " AND (CAST(:visit_on AS date) IS NULL OR EXISTS (SELECT 1 FROM visits v WHERE v.job_id = j.id"
    " AND v.status NOT IN ('done', 'cancelled')"
    " AND CAST(v.window_from AT TIME ZONE c.timezone AS date) = CAST(:visit_on AS date)))"
)
_WHY = (
    "CASE WHEN p.consent = 'stopped' THEN 'opted_out' WHEN p.unreachable IS NOT NULL THEN"
    " 'unreachable' WHEN coalesce(p.consent, 'unknown') <> 'given' THEN 'no_consent'"
    " WHEN NOT k.is_texted THEN 'not_texted' WHEN p.chatter_off_at IS NOT NULL THEN 'upset' END"
)
# One a phone: of several jobs the oldest.
_ONE_EACH = (
    f"SELECT DISTINCT ON (k.phone) k.phone, j.id AS job_id, {_WHY} AS excluded, k.name AS contact,"
    f" c.timezone, coalesce(p.language, 'en') AS language{_FOUND}"
    " ORDER BY k.phone, j.created_at, j.id"
)
_EACH = text(_ONE_EACH)
_JOBS_FOUND = text("SELECT count(*)" + _FOUND)
_CLEAR = text("DELETE FROM recipients WHERE broadcast_id = :id")
_FIX = text(
    "INSERT INTO recipients (broadcast_id, phone, job_id, excluded)"
    f" SELECT :id, phone, job_id, excluded FROM ({_ONE_EACH}) r"
)
_TO_TELL = text("SELECT count(*) FROM recipients WHERE broadcast_id = :id AND excluded IS NULL")

_COLUMNS = (
    "b.id, b.state, b.filter, b.text, b.text_es, b.overrode, b.author, b.created_at,"
    " b.confirmed_at, b.confirmed_by, b.changed_by, b.next_at, b.finished_at, b.incident_id,"
    " i.title AS incident, i.next_by"
    " FROM broadcasts b LEFT JOIN incidents i ON i.id = b.incident_id AND i.state = 'open'"
)
_READ = text(f"SELECT {_COLUMNS} WHERE b.id = :id")
_LOCK = text(f"SELECT {_COLUMNS} WHERE b.id = :id FOR UPDATE OF b")
_LIST = text(f"SELECT {_COLUMNS} ORDER BY b.id DESC LIMIT :n")
_NEXT = text(
    f"SELECT {_COLUMNS} WHERE b.state = 'running' AND b.next_at <= :machine"
    " ORDER BY b.next_at, b.id LIMIT 1 FOR UPDATE OF b SKIP LOCKED"
)
_INSERT = text(
    "INSERT INTO broadcasts (state, filter, text, text_es, overrode, author, created_at, incident_id)"
    " VALUES ('draft', CAST(:filter AS jsonb), :text, :text_es, CAST(:overrode AS jsonb), :by, :now,"
    " :incident_id) RETURNING id"
)
_REWRITE = text(
    "UPDATE broadcasts SET filter = CAST(:filter AS jsonb), text = :text, text_es = :text_es,"
    " overrode = CAST(:overrode AS jsonb), author = :by, incident_id = :incident_id"
    " WHERE id = :id AND state = 'draft' RETURNING id"
)
_DISCARD = text("DELETE FROM broadcasts WHERE id = :id AND state = 'draft'")
_START = text(
    "UPDATE broadcasts SET state = 'running', confirmed_at = :now, confirmed_by = :by,"
    " changed_by = NULL, next_at = :starts WHERE id = :id"
)
_SET_STATE = text(
    "UPDATE broadcasts SET state = :state, changed_by = :by, next_at = :next_at,"
    " finished_at = :finished WHERE id = :id"
)
_NEXT_AT = text("UPDATE broadcasts SET next_at = :at WHERE id = :id")
_FINISH = text(
    "UPDATE broadcasts SET state = 'finished', next_at = NULL, finished_at = :now WHERE id = :id"
)
_HOLD = text(
    "UPDATE messages SET state = 'held' WHERE broadcast_id = :id AND state = 'queued'"
    " AND direction = 'out'"
)
_GO_ON = text(
    "UPDATE messages SET state = 'queued', queued_at = :machine"
    " WHERE broadcast_id = :id AND state = 'held'"
    " AND not_before IS NULL AND hold_until IS NULL"
)
_STOP = text(
    "UPDATE messages SET state = 'suppressed', why = :why, not_before = NULL, hold_until = NULL,"
    " retry_at = NULL WHERE broadcast_id = :id AND state IN ('held', 'queued')"
)
_TO_MAKE = text(
    "SELECT phone, job_id FROM recipients WHERE broadcast_id = :id AND made_at IS NULL"
    " AND excluded IS NULL ORDER BY phone LIMIT :n OFFSET :skip"
)
_MADE = text(
    "UPDATE recipients SET made_at = :now WHERE broadcast_id = :id AND phone = ANY(:phones)"
)
_LEAVE_OUT = text(
    "UPDATE recipients SET excluded = :why WHERE broadcast_id = :id AND phone = ANY(:phones)"
)
_UNDER_WAY = text(
    "SELECT count(*) FILTER (WHERE state = 'queued') AS queued,"
    " coalesce(sum(segments) FILTER (WHERE state = 'queued'), 0) AS segments,"
    " count(*) FILTER (WHERE state IN ('attempting', 'unknown')) AS flying,"
    " count(*) AS pending FROM messages WHERE broadcast_id = :id"
    " AND state IN ('held', 'queued', 'attempting', 'unknown')"
)
_HEARD = text(
    "UPDATE recipients r SET heard_at = :now FROM (SELECT r.phone FROM recipients r"
    " JOIN messages m ON m.broadcast_id = r.broadcast_id AND m.phone = r.phone"
    " WHERE r.broadcast_id = :id AND r.made_at IS NOT NULL AND r.heard_at IS NULL"
    " AND m.state IN ('accepted', 'sent', 'delivered') ORDER BY r.phone LIMIT :n) h"
    " WHERE r.broadcast_id = :id AND r.phone = h.phone RETURNING r.phone"
)
# In order, so that two of these never wait for each other in a ring.
_PERSON = text(
    "UPDATE phones p SET last_person_at = greatest(p.last_person_at, :now) FROM (SELECT phone"
    " FROM phones WHERE phone = ANY(:phones) ORDER BY phone FOR UPDATE) o WHERE p.phone = o.phone"
)
_TEXTS = text(
    "SELECT broadcast_id, state, provider_sid IS NOT NULL AS taken, why, not_before IS NOT NULL"
    " AS for_morning, count(*) AS n, sum(segments) AS segments, min(not_before) AS not_before"
    " FROM messages WHERE broadcast_id = ANY(:ids) AND direction = 'out'"
    " GROUP BY broadcast_id, state, provider_sid IS NOT NULL, why, not_before IS NOT NULL"
)
_WHOM = text(
    "SELECT broadcast_id, excluded, made_at IS NOT NULL AS made, count(*) AS n FROM recipients"
    " WHERE broadcast_id = ANY(:ids) GROUP BY broadcast_id, excluded, made_at IS NOT NULL"
)
_SENDER = text("SELECT paused, segments_per_second FROM senders WHERE active ORDER BY id LIMIT 1")
_AHEAD = text("SELECT coalesce(sum(segments), 0) FROM messages WHERE state = 'queued'")


def _given(chosen: Filter) -> dict[str, Any]:
    return {
        "statuses": [str(status) for status in STATUSES[chosen.whom]],
        "waiting_on": chosen.waiting_on,
        "place": chosen.place,
        "contractor": chosen.contractor_id,
        "language": chosen.language,
        "urgency": chosen.urgency,
        "visit_on": chosen.visit_on,
    }


def each_found(session: Session, chosen: Filter) -> Iterator[Any]:
    """A row a phone: phone, job_id, excluded, contact, timezone, language; fetched bit by bit."""
    streaming = {"stream_results": True, "yield_per": 500}
    yield from session.execute(_EACH, _given(chosen), execution_options=streaming)


def jobs_found(session: Session, chosen: Filter) -> int:
    return session.scalar(_JOBS_FOUND, _given(chosen)) or 0


def fix_recipients(session: Session, id_: int, chosen: Filter) -> int:
    """From now on these and no others; returns how many get a text."""
    session.execute(_CLEAR, {"id": id_})
    session.execute(_FIX, {"id": id_, **_given(chosen)})
    return session.scalar(_TO_TELL, {"id": id_}) or 0


def read(session: Session, id_: int, *, lock: bool = False) -> Any:
    return session.execute(_LOCK if lock else _READ, {"id": id_}).one_or_none()


def latest(session: Session, n: int) -> Sequence[Any]:
    return session.execute(_LIST, {"n": n}).all()


def next_running(session: Session, machine: datetime) -> Any:
    """The one whose turn it is, locked; None: none is due, or others see to it."""
    return session.execute(_NEXT, {"machine": machine}).one_or_none()


def insert_draft(session: Session, **columns: Any) -> int:
    made: int = session.scalar(_INSERT, _as_rows(columns))
    return made


def rewrite_draft(session: Session, id_: int, **columns: Any) -> bool:
    return session.execute(_REWRITE, {"id": id_, **_as_rows(columns)}).first() is not None


def discard_draft(session: Session, id_: int) -> None:
    session.execute(_CLEAR, {"id": id_})
    session.execute(_DISCARD, {"id": id_})


def _as_rows(columns: dict[str, Any]) -> dict[str, Any]:
    return {
        **columns,
        "filter": json.dumps(columns["filter"]),
        "overrode": json.dumps(columns["overrode"]),
    }


def start(session: Session, id_: int, *, by: str, now: datetime, starts: datetime) -> None:
    session.execute(_START, {"id": id_, "by": by, "now": now, "starts": starts})


def set_state(
    session: Session,
    id_: int,
    state: str,
    *,
    by: str,
    next_at: datetime | None = None,
    finished: datetime | None = None,
) -> None:
    given = {"id": id_, "state": state, "by": by, "next_at": next_at, "finished": finished}
    session.execute(_SET_STATE, given)


def look_again_at(session: Session, id_: int, at: datetime) -> None:
    session.execute(_NEXT_AT, {"id": id_, "at": at})


def finish(session: Session, id_: int, now: datetime) -> None:
    session.execute(_FINISH, {"id": id_, "now": now})


def hold_texts(session: Session, id_: int) -> None:
    session.execute(_HOLD, {"id": id_})


def let_texts_go(session: Session, id_: int, machine: datetime) -> None:
    session.execute(_GO_ON, {"id": id_, "machine": machine})


def stop_texts(session: Session, id_: int, why: str) -> None:
    session.execute(_STOP, {"id": id_, "why": why})


def to_make(session: Session, id_: int, n: int, skip: int = 0) -> dict[str, int]:
    """Job by phone, of those whose text is still to be made."""
    rows = session.execute(_TO_MAKE, {"id": id_, "n": n, "skip": skip})
    return {row.phone: row.job_id for row in rows}


def mark_made(session: Session, id_: int, phones: Sequence[str], now: datetime) -> None:
    session.execute(_MADE, {"id": id_, "phones": list(phones), "now": now})


def leave_out(session: Session, id_: int, phones: Sequence[str], why: str) -> None:
    if phones:
        session.execute(_LEAVE_OUT, {"id": id_, "phones": list(phones), "why": why})


def under_way(session: Session, id_: int) -> Any:
    return session.execute(_UNDER_WAY, {"id": id_}).one()


def note_heard(session: Session, id_: int, now: datetime, n: int) -> int:
    """Whom the provider has a text for now: a person's word has reached them. Returns how many."""
    phones = list(session.scalars(_HEARD, {"id": id_, "now": now, "n": n}))
    if phones:
        session.execute(_PERSON, {"phones": sorted(phones), "now": now})
    return len(phones)


def texts_of(session: Session, ids: Sequence[int]) -> Sequence[Any]:
    return session.execute(_TEXTS, {"ids": list(ids)}).all()


def recipients_of(session: Session, ids: Sequence[int]) -> Sequence[Any]:
    return session.execute(_WHOM, {"ids": list(ids)}).all()


def sender(session: Session) -> Any:
    """`paused` (why, or None) and the pace; None: no sender is set up."""
    return session.execute(_SENDER).one_or_none()


def segments_ahead(session: Session) -> int:
    return session.scalar(_AHEAD) or 0
