"""What to call somebody, from the name as the office wrote it."""

from __future__ import annotations

import re
from functools import lru_cache

# A household, a business or a crew is called by its whole name.
_MANY = re.compile(r"(?i)[&+/\d]|\b(and|y|family|familia|crew|team|llc|inc|co|corp|ltd|the|hoa)\b")
_TITLE = re.compile(r"(?i)(mr|mrs|ms|mx|dr|miss|rev|sr|sra|srta|don|doña)\.?")


@lru_cache(maxsize=65536)
def first_name(name: str) -> str:
    """`Dana Reed` and `Reed, Dana` are Dana; `Dr. Kim`, `Hill & Sons` and `Crew 4` stay whole."""
    name = " ".join(name.split())
    if _MANY.search(name):
        return name
    last, comma, first = name.partition(", ")
    words = (first if comma else last).split()
    if not words or _TITLE.fullmatch(words[0]):
        return name
    return words[0]
