"""Updates: facts worth telling, written by the desk or proposed by a crew and released."""

from __future__ import annotations

from typing import Any

from sqlalchemy import insert, text

from fieldcomm.domain.effects import AddUpdate, Note
from fieldcomm.services.apply import apply
from fieldcomm.services.deps import Deps
from fieldcomm.services.errors import Refused
from fieldcomm.services.unit import Unit, retrying, unit
from fieldcomm.services.visits import job_of
from fieldcomm.store.models import Event

_RELEASE = text(
    "UPDATE updates SET state = :state, released_at = :at, text = coalesce(:text, text)"
    " WHERE id = :id AND state = 'proposed'"
    " AND job_id = (SELECT id FROM jobs WHERE code = :code) RETURNING job_id, text"
)


def add_update(deps: Deps, code: str, words: str, *, by: str = "office") -> None:
    """Write and release an Update for one job; the next check-in carries it. Raises Refused."""
    said = checked_update(words)

    def run() -> None:
        with unit(deps) as work:
            snapshot, job = job_of(work, code)
            update = AddUpdate(said, by, job.id, released=True)
            note = Note("update_released", by, job.id, {"text": said})
            apply(work, [(snapshot, [update, note])])

    retrying(run)


def release_update(deps: Deps, code: str, update_id: int, *, words: str | None, by: str) -> None:
    """Release what a contractor proposed for this job, in better words if given. Raises Refused."""
    with unit(deps) as work:
        given = {
            "id": update_id,
            "code": code.strip().upper(),
            "state": "released",
            "at": work.now,
            "text": checked_update(words) if words else None,
        }
        _settle(work, given, "update_released", by)


def withdraw_update(deps: Deps, code: str, update_id: int, *, by: str) -> None:
    """A proposal that should not reach the customer. Raises Refused."""
    with unit(deps) as work:
        given = {"id": update_id, "code": code.strip().upper(), "state": "withdrawn"}
        _settle(work, {**given, "at": None, "text": None}, "update_withdrawn", by)


def _settle(work: Unit, given: dict[str, Any], kind: str, by: str) -> None:
    """Who decided it stays on the timeline, like every other word to a customer."""
    if work.deed is not None:
        work.deed.changing("updates", given["id"], ("state", "released_at", "text"))
    row = work.session.execute(_RELEASE, given).one_or_none()
    if row is None:
        raise Refused("That update is not waiting for release any more.")
    event = {"kind": kind, "actor": by, "data": {"text": row.text}}
    work.session.execute(insert(Event).values(job_id=row.job_id, at=work.now, **event))


def checked_update(words: str) -> str:
    said = " ".join(words.replace("\0", "").split())
    if not said:
        raise Refused("The update is empty; write what is new for the customer.")
    if len(said) > 300:
        raise Refused(f"The update has {len(said)} characters; 300 fit into a text.")
    return said
