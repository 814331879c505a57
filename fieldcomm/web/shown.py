"""What people write is shown, never obeyed: markup is escaped by the templates, and characters that
turn the direction of all that follows on the line are left out (Unicode TR9, explicit formatting)."""

from __future__ import annotations

import re
from typing import Any

_TURNING = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)])
_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")


def as_shown(value: Any) -> Any:
    """For Jinja's `finalize`: any value as it may be shown. Right-to-left words stay as they are."""
    if isinstance(value, str) and not value.isascii() and _TURNS.search(value):
        return value.translate(_TURNING)  # letter by letter: the rows of a board are long
    return value
