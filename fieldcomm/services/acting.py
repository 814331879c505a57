"""Who at the desk does something, and with which form."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from fieldcomm.domain.tone import Finding

BY_TEXT = timedelta(hours=12)  # how long the desk can take back what a contractor texted
UNDO = timedelta(seconds=10)  # machine time; what leaves the building is held so long


@dataclass
class Acting:
    """`key` is the form's: sent twice, it acts once. `what` is a word for the kind of act."""

    key: str
    what: str
    user_id: int | None
    name: str
    undo: timedelta = UNDO
    holds: bool = True  # whether its texts wait until it cannot be taken back any more
    tone_overridden: Sequence[Finding] = ()  # what the tone check found, and they sent it anyway
    deed_id: int | None = None  # known once it is committed
    undoable: bool = False  # whether there is anything to take back
