"""What everybody who takes over a job reads first: the story, told once, and the notes on file."""

from __future__ import annotations

from sqlalchemy import insert, text

from fieldcomm.services.deps import Deps
from fieldcomm.services.errors import Refused
from fieldcomm.services.story import checked_story, refuse_overwriting
from fieldcomm.services.unit import unit
from fieldcomm.store.models import Event

_CUSTOMER = text(
    "SELECT j.id AS job_id, c.id, c.story, c.notes FROM jobs j"
    " JOIN customers c ON c.id = j.customer_id WHERE j.code = :code FOR UPDATE OF c"
)
_TELL = text(
    "UPDATE customers SET story = :story, notes = :notes, told_by = :by, told_at = :now"
    " WHERE id = :id"
)


def tell_story(deps: Deps, code: str, *, story: str, notes: str, seen: str, by: str) -> None:
    """Change both. `seen` is the story as the page showed it: somebody else's words written
    meanwhile are not overwritten. Raises Refused."""
    told, kept = checked_story(story, "story"), checked_story(notes, "notes")
    with unit(deps) as work:
        row = work.session.execute(_CUSTOMER, {"code": code.strip().upper()}).one_or_none()
        if row is None:
            raise Refused(f"There is no job {code!r}.")
        refuse_overwriting(row.story, seen)
        if work.deed is not None:
            work.deed.changing("customers", row.id, ("story", "notes", "told_by", "told_at"))
        given = {"story": told, "notes": kept, "by": by, "now": work.now, "id": row.id}
        work.session.execute(_TELL, given)
        work.session.execute(
            insert(Event).values(
                job_id=row.job_id,
                at=work.now,
                kind="story_told",
                actor=by,
                data={"before": {"story": row.story, "notes": row.notes}},
                deed_id=work.deed.id if work.deed else None,
            )
        )
