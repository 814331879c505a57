"""Who signed in and who changed whose rights: written with the change, never changed after."""

from __future__ import annotations

from typing import Any

from fieldcomm.services.unit import Unit
from fieldcomm.store.queries import accounts as rows


def record(work: Unit, kind: str, user_id: int | None, actor: str, **data: Any) -> None:
    """`user_id` is whom it is about; `actor` the name of who did it."""
    rows.record(work.session, work.machine, kind, user_id, actor, data)
