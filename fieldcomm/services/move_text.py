"""A text that was filed under the wrong job goes to the right one, and what it opened with it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import insert, text

from fieldcomm.services.deps import Deps
from fieldcomm.services.errors import Refused
from fieldcomm.services.unit import Unit, retrying, unit
from fieldcomm.store import locks
from fieldcomm.store.models import Event

_TEXT = text(
    "SELECT m.id, m.phone, m.job_id, m.body, m.created_at, j.code FROM messages m"
    " LEFT JOIN jobs j ON j.id = m.job_id WHERE m.id = :id AND m.direction = 'in'"
)
_JOB = text(
    "SELECT j.id, j.code, j.status, k.phone FROM jobs j JOIN contacts k ON k.id = j.contact_id"
    " WHERE j.code = :code"
)
_MOVE = text("UPDATE messages SET job_id = :job WHERE id = :id")
# What this text and no later one of theirs has opened: promises to answer it, tasks about it.
_NEXT = text(
    "SELECT min(created_at) FROM messages WHERE phone = :phone AND direction = 'in' AND id > :id"
)
_PROMISES = text(
    "SELECT id FROM promises WHERE phone = :phone AND state = 'open'"
    " AND kind IN ('reply', 'callback') AND visit_id IS NULL AND job_id IS NOT DISTINCT FROM :old"
    " AND created_at >= :at AND (CAST(:next AS timestamptz) IS NULL OR created_at < :next)"
    " AND created_at < :at + interval '10 minutes' ORDER BY id FOR UPDATE"
)
_TASKS = text(
    "SELECT id FROM tasks WHERE settled_at IS NULL AND phone = :phone AND kind <> 'safety'"
    " AND job_id IS NOT DISTINCT FROM :old AND opened_at >= :at"
    " AND (CAST(:next AS timestamptz) IS NULL OR opened_at < :next)"
    " AND opened_at < :at + interval '10 minutes' ORDER BY id FOR UPDATE"
)
_MOVE_PROMISES = text(
    "UPDATE promises SET job_id = :job, version = version + 1 WHERE id = ANY(:ids)"
)
_MOVE_TASKS = text("UPDATE tasks SET job_id = :job WHERE id = ANY(:ids)")


def move_text(deps: Deps, message_id: int, to_code: str, *, by: str) -> str:
    """File an inbound text under another job, with the open promises and tasks it led to. What was
    promised stays promised, to the same person and by the same time. Returns the job's code.
    Raises Refused."""
    return retrying(lambda: _move(deps, message_id, to_code.strip().upper(), by))


def _move(deps: Deps, message_id: int, to_code: str, by: str) -> str:
    with unit(deps) as work:
        found, job = _read(work, message_id, to_code)
        locks.know_phones(work.session, [found.phone, job.phone])
        locks.lock_phones(work.session, [found.phone, job.phone])
        locks.lock_jobs(work.session, [i for i in (found.job_id, job.id) if i])
        found, job = _read(work, message_id, to_code)
        next_at = work.session.scalar(_NEXT, {"phone": found.phone, "id": found.id})
        opened = {
            "phone": found.phone,
            "old": found.job_id,
            "at": found.created_at,
            "next": next_at,
        }
        promises = list(work.session.scalars(_PROMISES, opened))
        tasks = list(work.session.scalars(_TASKS, opened))
        _remember(work, found.id, promises, tasks)
        work.session.execute(_MOVE, {"job": job.id, "id": found.id})
        work.session.execute(_MOVE_PROMISES, {"job": job.id, "ids": promises})
        work.session.execute(_MOVE_TASKS, {"job": job.id, "ids": tasks})
        _note(work, found, job, by)
        return str(job.code)


def _read(work: Unit, message_id: int, to_code: str) -> tuple[Any, Any]:
    found = work.session.execute(_TEXT, {"id": message_id}).one_or_none()
    if found is None:
        raise Refused("Only a text that somebody sent us can be moved.")
    job = work.session.execute(_JOB, {"code": to_code}).one_or_none()
    if job is None:
        raise Refused(f"There is no job {to_code!r}; write its code, like K7F.")
    if job.id == found.job_id:
        raise Refused(f"That text is on {job.code} already.")
    return found, job


def _remember(work: Unit, message: int, promises: list[int], tasks: list[int]) -> None:
    if work.deed is None:
        return
    work.deed.changing("messages", message, ("job_id",))
    for id_ in promises:
        work.deed.changing("promises", id_, ("job_id", "version"))
    for id_ in tasks:
        work.deed.changing("tasks", id_, ("job_id",))


def _note(work: Unit, found: Any, job: Any, by: str) -> None:
    """On both timelines, so that neither has a hole nobody can explain."""
    deed_id = work.deed.id if work.deed else None
    data = {"words": found.body[:300], "from": found.code, "to": job.code}
    for job_id, kind in ((found.job_id, "text_moved_away"), (job.id, "text_moved_here")):
        if job_id is not None:
            work.session.execute(
                insert(Event).values(
                    job_id=job_id, at=work.now, kind=kind, actor=by, data=data, deed_id=deed_id
                )
            )
