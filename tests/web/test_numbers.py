"""A number out of a form may be anything at all."""

from __future__ import annotations

import pytest

from fieldcomm.web.numbers import number_of


@pytest.mark.parametrize(
    ("raw", "number"), [("0", 0), ("17", 17), ("007", 7), ("9" * 17, 10**17 - 1)]
)
def test_figures_are_a_number(raw: str, number: int) -> None:
    assert number_of(raw) == number


@pytest.mark.parametrize("raw", [None, "", " 1", "-1", "1.5", "1e3", "²", "٣", "9" * 18])
def test_what_is_no_number_of_ours_is_none(raw: str | None) -> None:
    assert number_of(raw) is None


def test_a_tighter_bound_refuses_more() -> None:
    assert number_of("99", digits=2) == 99
    assert number_of("100", digits=2) is None
