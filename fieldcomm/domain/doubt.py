"""A text that was perhaps taken: what a look at the provider's list says about it.

That a text is not listed proves nothing by itself, however long one waits: the list may be behind.
Only what was taken *after* it and is listed shows that the list has come so far. Absent then, and
again a `list_lag` and a lease later, it was never taken and may be sent again. Without such
witnesses nobody knows, and a person decides.
"""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum

LEAST = 3  # witnesses: one or two might have been listed out of turn
MOST = 5
LOOKS = 4  # at a list that may be behind
ABSENT_ONCE = -1  # in place of how often it was looked for


class Finding(StrEnum):
    OURS = "ours"  # one text like it that is nobody else's
    SEVERAL = "several"  # nobody can say which
    NOT_YET = "not_yet"  # absent, but the list may be behind
    ABSENT = "absent"  # absent from a list that has come so far
    NEVER_TAKEN = "never_taken"  # absent again
    NOBODY_KNOWS = "nobody_knows"  # the list stayed behind, or nothing shows how far it has come


def list_has_come_so_far(witnesses: Collection[str], listed: Collection[str]) -> bool:
    """Whether all of `witnesses` are listed, texts taken after the one in doubt, and they suffice."""
    return len(witnesses) >= LEAST and set(witnesses) <= set(listed)


def judge(alike: int, *, come_so_far: bool, looked: int) -> Finding:
    """`alike`: unowned texts at the provider that could be it; `looked`: answered looks before this
    one, or ABSENT_ONCE."""
    if alike:
        return Finding.OURS if alike == 1 else Finding.SEVERAL
    if come_so_far:
        return Finding.NEVER_TAKEN if looked == ABSENT_ONCE else Finding.ABSENT
    last = looked == ABSENT_ONCE or looked + 1 >= LOOKS
    return Finding.NOBODY_KNOWS if last else Finding.NOT_YET
