"""Who at the desk does something, and with which form."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

UNDO = timedelta(seconds=10)  # machine time; what leaves the building is held so long


@dataclass
class Acting:
    """`key` is the form's: sent twice, it acts once. `what` is a word for the kind of act."""

    key: str
    what: str
    user_id: int | None
    name: str
    undo: timedelta = UNDO
    deed_id: int | None = None  # known once it is committed
    undoable: bool = False  # whether there is anything to take back
