"""Which contractor a task is about, for links from the board: addresses carry no phone numbers."""

from __future__ import annotations

from sqlalchemy import text

from fieldcomm.services.deps import Deps
from fieldcomm.services.unit import unit

_CREW = text("SELECT c.id FROM tasks t JOIN contractors c ON c.phone = t.phone WHERE t.id = :id")


def contractor_of_task(deps: Deps, task_id: int) -> int | None:
    with unit(deps) as work:
        found: int | None = work.session.scalar(_CREW, {"id": task_id})
        return found
