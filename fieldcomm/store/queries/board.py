"""What the board shows: one statement ranks, counts and reads a page, however many jobs there are.

The risk is that of domain/risk.py, said once more in SQL so that ten thousand jobs need not travel
to be sorted; tests/services/test_board_ranking.py holds the two together.
"""

from __future__ import annotations

# ruff: noqa: S608  what is pasted in are words of our own enums
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Session

from fieldcomm.domain.job import Urgency
from fieldcomm.domain.risk import SIGN_BEFORE, SOON, UNSURE_BEFORE, Risk

_URGENCY = "ARRAY[" + ", ".join(f"'{urgency}'" for urgency in Urgency) + "]"
_COUNTS = ", ".join(
    f"coalesce(sum(n) FILTER (WHERE risk = {risk:d} AND seen), 0)::int AS n_{risk:d}"
    for risk in Risk
)
# Every open job by what decides its place. Promises and visits come from their indexes alone.
_RANKED = f"""
 owed AS (SELECT job_id, min(due_at) AS due_at, bool_or(on_board) AS on_board,
   bool_or(kind = 'reply') AS reply, max(created_at) FILTER (WHERE kind = 'reply') AS asked_at
   FROM promises WHERE state = 'open' AND kind <> 'check_in' AND job_id IS NOT NULL GROUP BY job_id),
 todo AS (SELECT job_id, max(opened_at) AS asked_at FROM tasks
   WHERE settled_at IS NULL AND kind <> 'call_list' AND job_id IS NOT NULL GROUP BY job_id),
 coming AS (SELECT DISTINCT ON (job_id) job_id, id, status, window_from, window_to, eta FROM visits
   WHERE status NOT IN ('done', 'cancelled')
   ORDER BY job_id, (status = 'missed'), window_from, id),
 standing AS (SELECT j.id, j.created_at, j.urgency, j.owner_id, j.waiting_on, j.snoozed_at,
   j.snoozed_until, j.contact_id, coalesce(o.due_at, v.window_from) AS due,
   greatest(o.asked_at, t.asked_at) AS asked_at,
   CASE WHEN o.due_at < :now OR v.status = 'missed' THEN {Risk.LATE:d}
    WHEN o.on_board OR o.due_at <= CAST(:soon AS timestamptz) THEN {Risk.SOON:d}
    WHEN o.reply OR t.job_id IS NOT NULL THEN {Risk.UNANSWERED:d}
    WHEN v.status IN ('proposed', 'accepted')
     AND v.window_from <= CAST(:unsure AS timestamptz) THEN {Risk.ARRIVAL:d}
    WHEN v.status = 'confirmed'
     AND v.window_from <= CAST(:sign AS timestamptz) THEN {Risk.ARRIVAL:d}
    WHEN v.status = 'en_route' AND (coalesce(v.eta, v.window_from) > v.window_to
     OR coalesce(v.eta, v.window_from) <= CAST(:overdue AS timestamptz)) THEN {Risk.ARRIVAL:d}
    ELSE {Risk.CALM:d} END AS risk
   FROM jobs j LEFT JOIN owed o ON o.job_id = j.id LEFT JOIN todo t ON t.job_id = j.id
   LEFT JOIN coming v ON v.job_id = j.id
   WHERE j.status NOT IN ('closed', 'cancelled') AND (CAST(:like AS text) IS NULL OR EXISTS (
    SELECT 1 FROM customers c JOIN contacts k ON k.id = j.contact_id WHERE c.id = j.customer_id
    AND (j.code = :code OR c.name ILIKE :like OR c.address ILIKE :like OR k.name ILIKE :like
    OR j.summary ILIKE :like OR (CAST(:digits AS text) IS NOT NULL AND k.phone LIKE :digits))))),
 asleep AS (SELECT s.*, CASE WHEN s.snoozed_until > :now AND s.risk > {Risk.SOON:d}
    AND coalesce(s.asked_at <= s.snoozed_at, true) THEN NOT EXISTS (SELECT 1 FROM contacts k
     JOIN phones h ON h.phone = k.phone WHERE k.id = s.contact_id AND h.last_in_at > s.snoozed_at)
    ELSE false END AS sleeps FROM standing s OFFSET 0),
 ranked AS MATERIALIZED (SELECT id, created_at, due, risk, sleeps,
   CASE WHEN urgency IS NULL THEN 99 ELSE array_position({_URGENCY}, urgency) END AS urgent,
   CASE WHEN :snoozed THEN sleeps ELSE NOT sleeps OR CAST(:like AS text) IS NOT NULL END
   AND (CAST(:urgency AS text) IS NULL OR urgency = :urgency OR (:urgency = 'any' AND urgency IS NOT NULL))
   AND (CAST(:owner AS bigint) IS NULL OR owner_id = :owner)
   AND (CAST(:waiting_on AS text) IS NULL OR waiting_on = :waiting_on) AS seen FROM asleep)"""
# The last word is found by walking the phone's texts backwards: with `job_id = j.id OR job_id IS NULL`
# PostgreSQL would gather all of them first, five hundred of each of fifty phones.
_PAGE = text(f"""WITH {_RANKED},
 groups AS (SELECT risk, sleeps, seen, count(*) AS n FROM ranked GROUP BY risk, sleeps, seen),
 counts AS (SELECT {_COUNTS}, coalesce(sum(n) FILTER (WHERE sleeps), 0)::int AS asleep,
   coalesce(sum(n), 0)::int AS everything, coalesce(sum(n) FILTER (WHERE seen
    AND (CAST(:risk AS int) IS NULL OR risk = :risk)), 0)::int AS total FROM groups),
 place AS (SELECT total, least(greatest(:page, 1), greatest(1, (total + :n - 1) / :n)) AS page
   FROM counts),
 page AS MATERIALIZED (SELECT id, risk, sleeps, urgent, due, created_at FROM ranked
   WHERE seen AND (CAST(:risk AS int) IS NULL OR risk = :risk)
   ORDER BY sleeps, risk, urgent, due NULLS LAST, created_at, id
   LIMIT :n OFFSET (SELECT (page - 1) * :n FROM place))
SELECT counts.*, place.page AS page_number, page.risk, page.sleeps, j.id, j.code, j.status,
  j.waiting_on, j.summary, j.urgency, j.snoozed_until, j.snooze_reason, j.snoozed_by,
  c.name AS customer, c.timezone, k.phone, k.name AS contact, w.name AS contractor,
  w.phone AS contractor_phone, u.name AS owner, h.consent, h.unreachable, h.chatter_off_at,
  n.kind AS promise_kind, n.words AS promise_words, n.due_at AS promise_due,
  coalesce(nu.name, nw.name) AS promise_owner, v.id AS visit_id, v.status AS visit_status,
  v.window_from, v.window_to, v.eta,
  m.body AS word, m.direction AS word_direction, m.created_at AS word_at
 FROM counts CROSS JOIN place LEFT JOIN page ON true
 LEFT JOIN jobs j ON j.id = page.id LEFT JOIN customers c ON c.id = j.customer_id
 LEFT JOIN contacts k ON k.id = j.contact_id LEFT JOIN phones h ON h.phone = k.phone
 LEFT JOIN contractors w ON w.id = j.contractor_id LEFT JOIN users u ON u.id = j.owner_id
 LEFT JOIN LATERAL (SELECT * FROM promises WHERE job_id = j.id AND state = 'open'
   ORDER BY (kind = 'check_in'), due_at, id LIMIT 1) n ON true
 LEFT JOIN users nu ON nu.id = n.owner_user_id
 LEFT JOIN contractors nw ON nw.id = n.owner_contractor_id
 LEFT JOIN LATERAL (SELECT * FROM visits WHERE job_id = j.id AND status NOT IN ('done', 'cancelled')
   ORDER BY (status = 'missed'), window_from, id LIMIT 1) v ON true
 LEFT JOIN LATERAL (SELECT body, direction, created_at FROM messages
   WHERE phone = k.phone AND coalesce(job_id, j.id) = j.id
   AND state NOT IN ('suppressed', 'expired') AND moment <> 'broadcast' ORDER BY id DESC LIMIT 1) m ON true
 ORDER BY page.sleeps, page.risk, page.urgent, page.due NULLS LAST, page.created_at, page.id""")
_TASKS = text(
    "SELECT t.id, t.kind, t.words, t.phone, t.opened_at, t.step, t.next_step_at, j.code, c.name AS customer,"
    " count(*) OVER () AS total FROM tasks t LEFT JOIN jobs j ON j.id = t.job_id"
    " LEFT JOIN customers c ON c.id = j.customer_id WHERE t.settled_at IS NULL"
    " AND (CAST(:job_id AS bigint) IS NULL OR t.job_id = :job_id)"
    " ORDER BY (t.kind <> 'safety'), t.opened_at, t.id LIMIT :n"
)
_JUMP = text(
    "SELECT j.code, j.status, j.summary, c.name AS customer, c.address, k.phone FROM jobs j"
    " JOIN customers c ON c.id = j.customer_id JOIN contacts k ON k.id = j.contact_id"
    " WHERE j.code = :code OR c.name ILIKE :like OR c.address ILIKE :like OR k.name ILIKE :like"
    " OR (CAST(:digits AS text) IS NOT NULL AND k.phone LIKE :digits)"
    " ORDER BY (j.code = :code) DESC, (j.status IN ('closed', 'cancelled')), j.changed_at DESC, j.id"
    " LIMIT :n"
)


def page_of_jobs(session: Session, **asked: Any) -> Sequence[Any]:
    """One page, worst first; every row carries the counts. No job: one row whose `id` is None.

    `now` aware UTC; `page` and `n`; `like`, `code`, `digits` patterns for LIKE, already escaped;
    `risk`, `urgency` ('any': whichever), `owner`, `waiting_on`, each None for all; `snoozed`.
    """
    now: datetime = asked["now"]
    moments = {
        "soon": now + SOON,
        "unsure": now + UNSURE_BEFORE,
        "sign": now + SIGN_BEFORE,
        "overdue": now - SIGN_BEFORE,
    }
    return session.execute(_PAGE, asked | moments).all()


def jump_to(session: Session, **patterns: Any) -> Sequence[Any]:
    """Jobs, open or over, by code, name, address or digits of a phone."""
    return session.execute(_JUMP, patterns).all()


def open_tasks(session: Session, *, job_id: int | None = None, limit: int) -> Sequence[Any]:
    """Danger first, then the oldest."""
    return session.execute(_TASKS, {"job_id": job_id, "n": limit}).all()
