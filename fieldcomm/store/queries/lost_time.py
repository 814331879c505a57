"""What fell due in the time a restore has lost is not done a second time. Business time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Session

_PROMISES = text(
    "UPDATE promises SET stepped_to = greatest(stepped_to, :cut), on_board = true"
    " WHERE state = 'open' AND kind <> 'check_in' AND next_step_at <= :cut"
)
_CHECK_INS = text(
    "WITH lost AS (UPDATE promises SET state = 'broken', cause = :cause, settled_at = :now,"
    "  next_step_at = NULL, version = version + 1"
    "  WHERE state = 'open' AND kind = 'check_in' AND due_at <= :due RETURNING job_id)"
    " INSERT INTO events (job_id, at, kind, actor, data) SELECT job_id, :now, 'check_in_missed',"
    "  'fieldcomm', jsonb_build_object('cause', CAST(:cause AS text)) FROM lost"
)
_KEPT = text(
    "UPDATE promises SET state = CASE WHEN due_at < :at THEN 'kept_late' ELSE 'kept' END,"
    " settled_at = :at, version = version + 1, next_step_at = NULL"
    " WHERE phone = :phone AND kind = 'check_in' AND state = 'open' AND due_at <= :until"
)
# One that nobody had taken on says "nobody comes" by itself: a person says so now, or not.
_VISITS = text(
    "UPDATE visits SET stepped_to = greatest(stepped_to, :cut), next_step_at ="
    " CASE WHEN status = 'proposed' AND moved_from IS NOT NULL THEN NULL ELSE next_step_at END"
    " WHERE next_step_at <= :cut RETURNING job_id"
)
# Danger goes on climbing: it is repeated until somebody takes it on.
_TASKS = text(
    "UPDATE tasks SET next_step_at = NULL"
    " WHERE next_step_at <= :cut AND settled_at IS NULL AND kind <> 'safety'"
)
_LISTS = text("UPDATE contractors SET next_list_at = :next WHERE next_list_at <= :cut")
_DOORS = text(
    "SELECT d.job_id, d.written_at, v.id AS visit_id, w.phone FROM door_notes d"
    " JOIN visits v ON v.job_id = d.job_id JOIN contractors w ON w.id = v.contractor_id"
    " WHERE w.phone = ANY(:phones) AND v.window_from > :since AND v.window_from < :until"
)
_BROADCASTS = text(
    "UPDATE recipients r SET excluded = :why FROM broadcasts b WHERE b.id = r.broadcast_id"
    " AND b.state IN ('running', 'paused') AND r.made_at IS NULL AND r.excluded IS NULL"
    " AND r.phone = ANY(:phones)"
)
# Words that were made anew on their way out do not match what the provider lists.
_UNSURE = text(
    "UPDATE messages SET state = 'unconfirmed', why = :why, not_before = NULL, hold_until = NULL,"
    " retry_at = NULL WHERE direction = 'out' AND state IN ('held', 'queued') AND attempt = 0"
    " AND (not_before IS NULL OR not_before <= :cut)"
    " AND created_at < :restored_at AND phone = ANY(:phones) RETURNING id, job_id, phone"
)
_NOT_ANY_MORE = text(
    "UPDATE messages SET state = 'suppressed', why = :why, not_before = NULL, hold_until = NULL,"
    " retry_at = NULL WHERE direction = 'out' AND state IN ('held', 'queued')"
    " AND created_at < :restored_at"
)
_PHONES_DUE = text("SELECT phone FROM phones WHERE next_check_in_at <= :now")
_TASK = text(
    "INSERT INTO tasks (kind, job_id, phone, message_id, words, opened_at)"
    " VALUES (:kind, :job_id, :phone, :message_id, :words, :now)"
)
_POLLED = text("UPDATE senders SET polled_to = greatest(polled_to, :at)")


def skip_promises(session: Session, cut: datetime) -> None:
    session.execute(_PROMISES, {"cut": cut})


def break_check_ins(session: Session, now: datetime, due: datetime, cause: str) -> None:
    """Those that were due by `due` and are still open."""
    session.execute(_CHECK_INS, {"now": now, "due": due, "cause": cause})


def keep_check_ins(session: Session, phone: str, at: datetime, until: datetime) -> None:
    """The word that was due by `until` was given at `at`."""
    session.execute(_KEPT, {"phone": phone, "at": at, "until": until})


def skip_visits(session: Session, cut: datetime) -> list[int]:
    """Returns the jobs whose visits had a step then."""
    return sorted(set(session.scalars(_VISITS, {"cut": cut})))


def skip_tasks(session: Session, cut: datetime) -> None:
    session.execute(_TASKS, {"cut": cut})


def skip_lists(session: Session, cut: datetime, next_: datetime) -> None:
    session.execute(_LISTS, {"cut": cut, "next": next_})


def door_notes(
    session: Session, phones: Sequence[str], since: datetime, until: datetime
) -> Sequence[Any]:
    """Door notes of visits in that time whose crews are among `phones`."""
    return session.execute(_DOORS, {"phones": phones, "since": since, "until": until}).all()


def leave_out_of_broadcasts(session: Session, phones: Sequence[str], why: str) -> None:
    session.execute(_BROADCASTS, {"phones": phones, "why": why})


def unsure(
    session: Session, phones: Sequence[str], cut: datetime, restored_at: datetime, why: str
) -> Sequence[Any]:
    """Texts to `phones` that were to leave by `cut` and may have left in other words."""
    given = {"phones": phones, "cut": cut, "restored_at": restored_at, "why": why}
    return session.execute(_UNSURE, given).all()


def drop_waiting(session: Session, restored_at: datetime, why: str) -> None:
    session.execute(_NOT_ANY_MORE, {"restored_at": restored_at, "why": why})


def phones_due(session: Session, now: datetime) -> list[str]:
    return list(session.scalars(_PHONES_DUE, {"now": now}))


def open_task(
    session: Session,
    kind: str,
    words: str,
    now: datetime,
    *,
    job_id: int | None = None,
    phone: str | None = None,
    message_id: int | None = None,
) -> None:
    given = {"job_id": job_id, "phone": phone, "message_id": message_id}
    session.execute(_TASK, {"kind": kind, "words": words, "now": now, **given})


def polled(session: Session, at: datetime) -> None:
    """Inbound texts up to then are not fetched any more; machine time."""
    session.execute(_POLLED, {"at": at})
