"""What reports count: one statement a sheet, each bound to the period by an index.

Every statement takes `a` and `b` (the period, aware), `now` and `tz` (the company's zone).
"""

from __future__ import annotations

# ruff: noqa: S608  what is pasted in are constants of this file
from collections.abc import Sequence
from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Session

_WEEK = "CAST(date_trunc('week', {at} AT TIME ZONE :tz) AS date)"
_REACHED = "('accepted', 'sent', 'delivered')"
_ASKED = "('ask_when', 'complaint')"  # "when?" and "nobody came": they should not have had to

_PROMISES = text(
    f"SELECT {_WEEK.format(at='p.due_at')} AS week, p.kind, w.name AS contractor,"
    " CASE WHEN p.state <> 'open' THEN p.state WHEN p.due_at <= :now THEN 'late' ELSE 'ahead' END"
    " AS state, count(*) AS n FROM promises p"
    " LEFT JOIN contractors w ON w.id = p.owner_contractor_id"
    " WHERE p.due_at >= :a AND p.due_at < :b AND coalesce(p.cause, '') <> 'taken back'"
    " GROUP BY 1, 2, w.id, w.name, 4"
)


def _waking(at: str) -> str:
    """Seconds awake since 1970 at a local time: differences of it leave quiet hours out.

    `qs` and `qe` are the quiet hours' start and end in seconds of the day.
    """
    day = f"floor(extract(epoch FROM {at}) / 86400)"
    clock = f"(extract(epoch FROM {at}) - 86400 * {day})"
    over_night = f"{day} * (:qs - :qe) + least(greatest({clock} - :qe, 0), :qs - :qe)"
    by_day = f"{day} * (86400 - :qe + :qs) + {clock} - least(greatest({clock} - :qs, 0), :qe - :qs)"
    return f"(CASE WHEN :qs > :qe THEN {over_night} ELSE {by_day} END)"


_SILENCES = text(
    "WITH spans AS (SELECT j.id, j.code, c.name AS customer, c.timezone, k.phone,"
    " greatest(j.created_at, :a) AS s,"
    " least(coalesce(j.finished_at, j.closed_at, :now), :b, :now) AS e"
    " FROM jobs j JOIN customers c ON c.id = j.customer_id JOIN contacts k ON k.id = j.contact_id"
    " LEFT JOIN phones h ON h.phone = k.phone"
    " WHERE j.created_at < least(:b, :now) AND coalesce(j.finished_at, j.closed_at, :now) > :a"
    # Who asked for less, or for nothing, is left in peace.
    " AND coalesce(h.frequency, 'twice') = 'twice' AND coalesce(h.consent, '') <> 'stopped'),"
    " points AS (SELECT id, s AS at FROM spans UNION ALL SELECT id, e FROM spans"
    " UNION ALL SELECT x.id, coalesce(m.sent_at, m.created_at) FROM spans x"
    f" JOIN messages m ON m.phone = x.phone AND m.direction = 'out' AND m.state IN {_REACHED}"
    " AND m.created_at >= :a AND m.created_at < :b"
    " AND coalesce(m.sent_at, m.created_at) BETWEEN x.s AND x.e"
    " UNION ALL SELECT x.id, v.at FROM spans x JOIN events v ON v.job_id = x.id"
    " AND v.kind = 'call_spoke' AND v.at BETWEEN x.s AND x.e),"
    " gaps AS (SELECT id, at AS since, lead(at) OVER (PARTITION BY id ORDER BY at) AS until"
    " FROM points),"
    " awake AS (SELECT x.code, x.customer, g.since, g.until,"
    f" {_waking('g.until AT TIME ZONE x.timezone')} - {_waking('g.since AT TIME ZONE x.timezone')}"
    " AS seconds FROM gaps g JOIN spans x ON x.id = g.id WHERE g.until IS NOT NULL)"
    " SELECT DISTINCT ON (seconds, code) code, customer, since, until, seconds FROM awake"
    " WHERE seconds > 0 ORDER BY seconds DESC, code LIMIT :n"
)
_CHASES = text(
    f"SELECT {_WEEK.format(at='m.created_at')} AS week, j.code, c.name AS customer, count(*) AS n"
    " FROM messages m JOIN jobs j ON j.id = m.job_id JOIN customers c ON c.id = j.customer_id"
    " WHERE m.created_at >= :a AND m.created_at < :b AND m.direction = 'in'"
    f" AND m.moment IN {_ASKED} GROUP BY 1, j.id, j.code, c.name ORDER BY n DESC, j.code"
)
_OPEN_JOBS = text(
    "SELECT count(*) FROM jobs WHERE created_at < least(:b, :now)"
    " AND coalesce(closed_at, :now) >= :a"
)


def _since_asked(at: str) -> str:
    """Seconds; null where there was no answer, 0 where it was under way before we read them."""
    span = f"CASE WHEN {at} < x.created_at THEN interval '0' ELSE {at} - x.created_at END"
    return f"extract(epoch FROM {span})"


# One question is one, however many texts it took: the first since our last word.
_ANSWERS = text(
    "WITH asked AS (SELECT m.id, m.phone, m.job_id, m.created_at FROM messages m"
    " WHERE m.created_at >= :a AND m.created_at < :b AND m.direction = 'in'"
    " AND m.job_id IS NOT NULL AND m.moment NOT IN ('thanks', 'stop', 'start')"
    " AND coalesce((SELECT o.direction FROM messages o WHERE o.phone = m.phone AND o.id < m.id"
    "  ORDER BY o.id DESC LIMIT 1), 'out') = 'out'),"
    " answered AS (SELECT x.created_at,"
    f" {_since_asked('a.at')} AS any_s, {_since_asked('least(p.at, c.at)')} AS person_s FROM asked x"
    " LEFT JOIN LATERAL (SELECT coalesce(o.sent_at, o.created_at) AS at FROM messages o"
    f"  WHERE o.phone = x.phone AND o.id > x.id AND o.direction = 'out' AND o.state IN {_REACHED}"
    "  ORDER BY o.id LIMIT 1) a ON true"
    " LEFT JOIN LATERAL (SELECT coalesce(o.sent_at, o.created_at) AS at FROM messages o"
    f"  WHERE o.phone = x.phone AND o.id > x.id AND o.direction = 'out' AND o.state IN {_REACHED}"
    "  AND o.moment = 'manual' ORDER BY o.id LIMIT 1) p ON true"
    " LEFT JOIN LATERAL (SELECT v.at FROM events v WHERE v.job_id = x.job_id"
    "  AND v.at >= x.created_at AND v.kind = 'call_spoke' ORDER BY v.at LIMIT 1) c ON true)"
    f" SELECT {_WEEK.format(at='created_at')} AS week, count(*) AS asked,"
    " count(any_s) AS answered, count(person_s) AS by_person,"
    " percentile_cont(0.5) WITHIN GROUP (ORDER BY any_s) AS median,"
    " percentile_cont(0.9) WITHIN GROUP (ORDER BY any_s) AS p90,"
    " percentile_cont(0.5) WITHIN GROUP (ORDER BY person_s) AS person_median,"
    " percentile_cont(0.9) WITHIN GROUP (ORDER BY person_s) AS person_p90"
    " FROM answered GROUP BY ROLLUP (1) ORDER BY 1 NULLS FIRST"
)
_TEXTS = text(
    f"SELECT {_WEEK.format(at='created_at')} AS week, direction, state, count(*) AS n,"
    " coalesce(sum(segments), 0) AS segments FROM messages"
    # What was written on a customer's page cost nothing.
    " WHERE created_at >= :a AND created_at < :b AND channel <> 'page' GROUP BY 1, 2, 3"
)
_FAILURES = text(
    "SELECT error_code AS code, count(*) AS n, count(DISTINCT phone) AS phones FROM messages"
    " WHERE created_at >= :a AND created_at < :b AND direction = 'out'"
    " AND state IN ('undelivered', 'failed') GROUP BY 1 ORDER BY n DESC, code"
)
_STOPS = text(
    f"SELECT {_WEEK.format(at='at')} AS week, count(*) AS n FROM consents"
    " WHERE at >= :a AND at < :b AND state = 'stopped' GROUP BY 1"
)


def promises(session: Session, given: dict[str, Any]) -> Sequence[Any]:
    """Counts by week (its Monday), kind, contractor and state; `late` and `ahead` are open ones."""
    return session.execute(_PROMISES, given).all()


def silences(session: Session, given: dict[str, Any], n: int) -> Sequence[Any]:
    """The longest stretches a waiting customer heard nothing, in seconds outside quiet hours."""
    return session.execute(_SILENCES, {**given, "n": n}).all()


def chases(session: Session, given: dict[str, Any]) -> Sequence[Any]:
    return session.execute(_CHASES, given).all()


def open_jobs(session: Session, given: dict[str, Any]) -> int:
    return session.scalar(_OPEN_JOBS, given) or 0


def answers(session: Session, given: dict[str, Any]) -> Sequence[Any]:
    """By week, and the whole period first (week null). Seconds."""
    return session.execute(_ANSWERS, given).all()


def texts(session: Session, given: dict[str, Any]) -> Sequence[Any]:
    return session.execute(_TEXTS, given).all()


def failures(session: Session, given: dict[str, Any]) -> Sequence[Any]:
    return session.execute(_FAILURES, given).all()


def stops(session: Session, given: dict[str, Any]) -> Sequence[Any]:
    return session.execute(_STOPS, given).all()
