"""What the board shows: two statements for any number of jobs, one for tasks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Session

# One light row for every open job: what decides the order.
_STANDING = text(
    "SELECT j.id, j.created_at, p.due_at, coalesce(p.on_board, false) AS on_board,"
    " coalesce(p.replies, 0) AS replies, coalesce(t.tasks, 0) AS tasks, n.id AS promise_id,"
    " v.status AS visit_status, v.window_from, v.window_to, v.eta, v.id AS visit_id"
    " FROM jobs j"
    " LEFT JOIN (SELECT job_id, min(due_at) AS due_at, bool_or(on_board) AS on_board,"
    "   count(*) FILTER (WHERE kind = 'reply') AS replies FROM promises"
    "   WHERE state = 'open' AND kind <> 'check_in' GROUP BY job_id) p ON p.job_id = j.id"
    " LEFT JOIN (SELECT DISTINCT ON (job_id) job_id, id FROM promises"
    "   WHERE state = 'open' ORDER BY job_id, (kind = 'check_in'), due_at, id) n ON n.job_id = j.id"
    " LEFT JOIN (SELECT job_id, count(*) AS tasks FROM tasks WHERE settled_at IS NULL"
    "   GROUP BY job_id) t ON t.job_id = j.id"
    " LEFT JOIN (SELECT DISTINCT ON (job_id) * FROM visits"
    "   WHERE status NOT IN ('done', 'cancelled')"
    "   ORDER BY job_id, (status = 'missed'), window_from, id) v ON v.job_id = j.id"
    " WHERE j.status NOT IN ('closed', 'cancelled') AND (CAST(:like AS text) IS NULL OR EXISTS ("
    "   SELECT 1 FROM customers c JOIN contacts k ON k.id = j.contact_id WHERE c.id = j.customer_id"
    "   AND (j.code = :code OR c.name ILIKE :like OR c.address ILIKE :like OR k.name ILIKE :like"
    "   OR j.summary ILIKE :like OR (CAST(:digits AS text) IS NOT NULL AND k.phone LIKE :digits))))"
)
_ROWS = text(
    "SELECT j.id, j.code, j.status, j.waiting_on, j.summary, c.name AS customer, c.timezone,"
    " k.phone, k.name AS contact, w.name AS contractor, u.name AS owner, h.consent, h.unreachable,"
    " h.next_check_in_at, h.chatter_off_at, n.kind AS promise_kind, n.words AS promise_words,"
    " n.due_at AS promise_due, coalesce(nu.name, nw.name) AS promise_owner,"
    " m.body AS word, m.direction AS word_direction, m.created_at AS word_at, m.state AS word_state"
    " FROM jobs j JOIN customers c ON c.id = j.customer_id JOIN contacts k ON k.id = j.contact_id"
    " LEFT JOIN contractors w ON w.id = j.contractor_id LEFT JOIN users u ON u.id = j.owner_id"
    " LEFT JOIN phones h ON h.phone = k.phone"
    " LEFT JOIN promises n ON n.id = ANY(:promise_ids) AND n.job_id = j.id"
    " LEFT JOIN users nu ON nu.id = n.owner_user_id"
    " LEFT JOIN contractors nw ON nw.id = n.owner_contractor_id"
    " LEFT JOIN LATERAL (SELECT body, direction, created_at, state FROM messages"
    "   WHERE phone = k.phone AND (job_id = j.id OR job_id IS NULL)"
    "   AND state NOT IN ('suppressed', 'expired') ORDER BY id DESC LIMIT 1) m ON true"
    " WHERE j.id = ANY(:ids)"
)
_TASKS = text(
    "SELECT t.id, t.kind, t.words, t.phone, t.opened_at, t.step, t.next_step_at, j.code, c.name AS customer,"
    " count(*) OVER () AS total FROM tasks t LEFT JOIN jobs j ON j.id = t.job_id"
    " LEFT JOIN customers c ON c.id = j.customer_id WHERE t.settled_at IS NULL"
    " AND (CAST(:job_id AS bigint) IS NULL OR t.job_id = :job_id)"
    " ORDER BY (t.kind <> 'safety'), t.opened_at, t.id LIMIT :n"
)


def standings(
    session: Session, *, like: str | None, code: str | None, digits: str | None
) -> Sequence[Any]:
    """Every open job, or those a search finds: patterns for LIKE, already escaped."""
    given = {"like": like, "code": code, "digits": digits}
    return session.execute(_STANDING, given).all()


def job_rows(session: Session, ids: list[int], promise_ids: list[int]) -> dict[int, Any]:
    """The rows of one page, by job id."""
    found = session.execute(_ROWS, {"ids": ids, "promise_ids": promise_ids})
    return {row.id: row for row in found}


def open_tasks(session: Session, *, job_id: int | None = None, limit: int) -> Sequence[Any]:
    """Danger first, then the oldest."""
    return session.execute(_TASKS, {"job_id": job_id, "n": limit}).all()
