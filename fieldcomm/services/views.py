"""What the command line and scripts see: plain dicts in the shapes the public contract fixes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import text

from fieldcomm.services.deps import Deps
from fieldcomm.services.errors import Refused
from fieldcomm.services.unit import Unit, unit

_JOBS = (
    "SELECT j.id, j.code, j.status, j.waiting_on, j.summary, c.name, k.phone, c.timezone, c.address,"
    " p.language, p.consent, p.next_check_in_at, w.name AS contractor_name,"
    " w.phone AS contractor_phone FROM jobs j JOIN customers c ON c.id = j.customer_id"
    " JOIN contacts k ON k.id = j.contact_id LEFT JOIN phones p ON p.phone = k.phone"
    " LEFT JOIN contractors w ON w.id = j.contractor_id"
)
_ALL_JOBS = text(_JOBS + " ORDER BY j.created_at, j.id")
_ONE_JOB = text(_JOBS + " WHERE j.code = :code")
_VISITS = text(
    "SELECT id, job_id, kind, window_from, window_to, status, eta FROM visits"
    " WHERE job_id = ANY(:ids) ORDER BY window_from, id"
)
_PROMISES = (
    "SELECT p.id, p.kind, j.code, p.job_id, p.words, p.due_at, p.state, p.settled_at,"
    " coalesce(u.name, w.name) AS owner_name, coalesce(u.phone, w.phone) AS owner_phone"
    " FROM promises p LEFT JOIN jobs j ON j.id = p.job_id LEFT JOIN users u ON u.id = p.owner_user_id"
    " LEFT JOIN contractors w ON w.id = p.owner_contractor_id"
)
_PROMISES_OF = text(_PROMISES + " WHERE p.job_id = ANY(:ids) ORDER BY p.due_at, p.id")
_ALL_PROMISES = text(
    _PROMISES + " WHERE (NOT :only_open OR p.state = 'open') ORDER BY p.due_at, p.id"
)
_MESSAGES = (
    "SELECT m.id, m.job_id, j.code, m.direction, m.phone, m.body, m.moment, m.state, m.segments,"
    " m.provider_sid, m.error_code, m.created_at, m.sent_at, s.phone AS sender"
    " FROM messages m LEFT JOIN jobs j ON j.id = m.job_id LEFT JOIN senders s ON s.id = m.sender_id"
)
_MESSAGES_OF = text(_MESSAGES + " WHERE m.job_id = ANY(:ids) ORDER BY m.id")
_SOME_MESSAGES = text(
    _MESSAGES + " WHERE (CAST(:job_id AS bigint) IS NULL OR m.job_id = :job_id)"
    " AND (CAST(:phone AS text) IS NULL OR m.phone = :phone AND m.direction = 'out') ORDER BY m.id"
)


def list_jobs(deps: Deps) -> list[dict[str, Any]]:
    """Every job, oldest first, in a constant number of statements."""
    with unit(deps) as work:
        return _jobs(work, work.session.execute(_ALL_JOBS).all())


def show_job(deps: Deps, code: str) -> dict[str, Any]:
    """One job. Raises Refused for an unknown code."""
    with unit(deps) as work:
        rows = work.session.execute(_ONE_JOB, {"code": code.strip().upper()}).all()
        if not rows:
            raise Refused(f"There is no job {code!r}; `fieldcomm job list` shows them.")
        return _jobs(work, rows)[0]


def list_promises(deps: Deps, *, only_open: bool = False) -> list[dict[str, Any]]:
    with unit(deps) as work:
        rows = work.session.execute(_ALL_PROMISES, {"only_open": only_open})
        return [_promise(row) for row in rows]


def list_messages(
    deps: Deps, *, code: str | None = None, to: str | None = None
) -> list[dict[str, Any]]:
    """Texts in the order they were made. Raises Refused for an unknown code."""
    with unit(deps) as work:
        job_id = None
        if code is not None:
            query = text("SELECT id FROM jobs WHERE code = :code")
            job_id = work.session.scalar(query, {"code": code.strip().upper()})
            if job_id is None:
                raise Refused(f"There is no job {code!r}; `fieldcomm job list` shows them.")
        rows = work.session.execute(_SOME_MESSAGES, {"job_id": job_id, "phone": to})
        return [_message(row, deps) for row in rows]


def _jobs(work: Unit, rows: Sequence[Any]) -> list[dict[str, Any]]:
    ids = {"ids": [row.id for row in rows]}
    visits = _by_job(work.session.execute(_VISITS, ids))
    promises = _by_job(work.session.execute(_PROMISES_OF, ids))
    messages = _by_job(work.session.execute(_MESSAGES_OF, ids))
    return [
        {
            "code": row.code,
            "status": row.status,
            "waiting_on": row.waiting_on,
            "summary": row.summary,
            "customer": {
                "name": row.name,
                "phone": row.phone,
                "timezone": row.timezone,
                "language": row.language or "en",
                "consent": "stopped" if row.consent == "stopped" else "given",
            },
            "contractor": _person(row.contractor_name, row.contractor_phone),
            "next_check_in_at": iso(row.next_check_in_at) if _hears(row.status) else None,
            "visits": [_visit(visit) for visit in visits[row.id]],
            "promises": [_promise(promise) for promise in promises[row.id]],
            "messages": [_message(message, work.deps) for message in messages[row.id]],
        }
        for row in rows
    ]


def _hears(status: str) -> bool:
    return status in ("waiting", "scheduled")


def _by_job(rows: Iterable[Any]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.job_id].append(row)
    return found


def _visit(row: Any) -> dict[str, Any]:
    return {
        "kind": row.kind,
        "from": iso(row.window_from),
        "to": iso(row.window_to),
        "status": row.status,
        "eta": iso(row.eta),
    }


def _promise(row: Any) -> dict[str, Any]:
    return {
        "id": row.id,
        "kind": row.kind,
        "job": row.code,
        "owner": _person(row.owner_name, row.owner_phone),
        "words": row.words,
        "due_at": iso(row.due_at),
        "state": row.state,
        "settled_at": iso(row.settled_at),
    }


def _message(row: Any, deps: Deps) -> dict[str, Any]:
    ours = row.sender or deps.our_phone
    out = row.direction == "out"
    return {
        "id": row.id,
        "job": row.code,
        "direction": row.direction,
        "from": ours if out else row.phone,
        "to": row.phone if out else ours,
        "body": row.body,
        "moment": row.moment,
        "state": row.state,
        "segments": row.segments,
        "provider_sid": row.provider_sid,
        "error_code": row.error_code,
        "created_at": iso(row.created_at),
        "sent_at": iso(row.sent_at),
    }


def _person(name: str | None, phone: str | None) -> dict[str, Any] | None:
    return {"name": name, "phone": phone} if name else None


def iso(at: datetime | None) -> str | None:
    """ISO 8601 in UTC."""
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z") if at else None
