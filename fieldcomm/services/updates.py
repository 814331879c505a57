"""Updates: facts worth telling, written by the desk or proposed by a crew and released."""

from __future__ import annotations

from typing import Any

from sqlalchemy import text

from fieldcomm.domain.effects import AddUpdate, Note
from fieldcomm.services.apply import apply
from fieldcomm.services.deps import Deps
from fieldcomm.services.errors import Refused
from fieldcomm.services.unit import Unit, retrying, unit
from fieldcomm.services.visits import job_of

_RELEASE = text(
    "UPDATE updates SET state = :state, released_at = :at, text = coalesce(:text, text)"
    " WHERE id = :id AND state = 'proposed' RETURNING job_id"
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


def release_update(deps: Deps, update_id: int, *, words: str | None, by: str) -> None:
    """Release what a contractor proposed, in better words if given. Raises Refused."""
    with unit(deps) as work:
        given = {
            "id": update_id,
            "state": "released",
            "at": work.now,
            "text": checked_update(words) if words else None,
        }
        _settle(work, given)


def withdraw_update(deps: Deps, update_id: int) -> None:
    """A proposal that should not reach the customer. Raises Refused."""
    with unit(deps) as work:
        given = {"id": update_id, "state": "withdrawn", "at": None, "text": None}
        _settle(work, given)


def _settle(work: Unit, given: dict[str, Any]) -> None:
    if work.deed is not None:
        work.deed.changing("updates", given["id"], ("state", "released_at", "text"))
    if work.session.execute(_RELEASE, given).one_or_none() is None:
        raise Refused("That update is not waiting for release any more.")


def checked_update(words: str) -> str:
    said = " ".join(words.replace("\0", "").split())
    if not said:
        raise Refused("The update is empty; write what is new for the customer.")
    if len(said) > 300:
        raise Refused(f"The update has {len(said)} characters; 300 fit into a text.")
    return said
