"""What a look at the provider's list says of a text that was perhaps taken."""

from __future__ import annotations

import pytest

from fieldcomm.domain.doubt import ABSENT_ONCE, LEAST, LOOKS, Finding, judge, list_has_come_so_far

LATER = {f"SM{n}" for n in range(LEAST)}


@pytest.mark.parametrize(
    ("alike", "come_so_far", "looked", "found"),
    [
        (1, False, 0, Finding.OURS),
        (1, True, ABSENT_ONCE, Finding.OURS),
        (2, True, 0, Finding.SEVERAL),
        (0, False, 0, Finding.NOT_YET),
        (0, False, LOOKS - 2, Finding.NOT_YET),
        (0, False, LOOKS - 1, Finding.NOBODY_KNOWS),
        (0, True, 0, Finding.ABSENT),
        (0, True, LOOKS - 1, Finding.ABSENT),
        (0, True, ABSENT_ONCE, Finding.NEVER_TAKEN),
        (0, False, ABSENT_ONCE, Finding.NOBODY_KNOWS),
    ],
)
def test_a_look(alike: int, come_so_far: bool, looked: int, found: Finding) -> None:
    assert judge(alike, come_so_far=come_so_far, looked=looked) is found


def test_nothing_is_sent_again_without_two_looks_at_a_list_that_has_come_so_far() -> None:
    for alike in range(3):
        for come_so_far in (True, False):
            for looked in range(ABSENT_ONCE, LOOKS + 1):
                if judge(alike, come_so_far=come_so_far, looked=looked) is Finding.NEVER_TAKEN:
                    assert (alike, come_so_far, looked) == (0, True, ABSENT_ONCE)


def test_too_few_witnesses_or_one_that_is_missing_prove_nothing() -> None:
    assert list_has_come_so_far(LATER, LATER | {"SM9"})
    assert not list_has_come_so_far(LATER, LATER - {"SM0"})
    assert not list_has_come_so_far(set(list(LATER)[1:]), LATER)
    assert not list_has_come_so_far(set(), LATER)
