"""What is looked for when a person is forgotten, and what is remembered all the same."""

from __future__ import annotations

import re

import pytest

from fieldcomm.domain.forgetting import (
    alias_of,
    is_alias,
    opt_out_hash,
    pattern_of,
    surnames,
    traces,
)
from fieldcomm.domain.safe_csv import cell, to_csv

DANA = "+14045550123"


def test_a_number_is_recognised_only_with_the_same_key() -> None:
    assert opt_out_hash(DANA, "key") == opt_out_hash(DANA, "key")
    assert opt_out_hash(DANA, "key") != opt_out_hash(DANA, "other key")
    assert opt_out_hash(DANA, "key") != opt_out_hash("+14045550124", "key")
    assert "4045550123" not in opt_out_hash(DANA, "key")


def test_an_alias_has_the_shape_of_a_number_and_is_nobodys() -> None:
    assert re.fullmatch(r"\+[1-9][0-9]{6,14}", alias_of(7))
    assert alias_of(7) != alias_of(8)
    assert is_alias(alias_of(7))
    assert not is_alias(DANA)


@pytest.mark.parametrize(
    "said",
    [
        "call Dana Reed now", "DANA REED.", "at 14 Oak St today", "404-555-0123", "(404) 555-0123",
        "4045550123", "+14045550123", "404.555.0123", "404 555 0123",
    ],
)  # fmt: skip
def test_every_usual_way_to_speak_of_somebody_is_found(said: str) -> None:
    found = traces(["Dana Reed"], [DANA], ["14 Oak St, Atlanta"])
    assert re.search(pattern_of(found), said, re.IGNORECASE)


@pytest.mark.parametrize("said", ["Danas Reeding", "114 Oak St", "14 Oak Street", "40455501234"])
def test_what_only_contains_it_is_not_meant(said: str) -> None:
    found = traces(["Dana Reed"], [DANA], ["14 Oak St, Atlanta"])
    assert not re.search(pattern_of(found), said, re.IGNORECASE)


def test_odd_names_are_taken_literally() -> None:
    found = traces(["Ana (the .* one)"], [], ["5 $ Rd"])
    assert re.search(pattern_of(found), "said Ana (the .* one) again")
    assert not re.search(pattern_of(found), "Ana the only one")


def test_surnames_are_those_lists_use_and_long_enough_to_mean_somebody() -> None:
    assert surnames(["Dana Reed", "Sam Fox", "Cher"]) == ["Cher", "Reed"]


@pytest.mark.parametrize(
    "words",
    ["=1+1", "+1", "-1", "@x", "\t=1", "\r=1", "\n=1", "  =1", "\u00a0=1", "\ufeff=1", "|x", "%x"],
)
def test_no_cell_starts_a_formula(words: str) -> None:
    assert cell(words) == f"'{words}"


def test_plain_cells_stay_as_they_are() -> None:
    assert [cell(v) for v in ("Dana", 5, -5, None, "a=b")] == ["Dana", "5", "-5", "", "a=b"]
    assert to_csv(["a", "b"], [["x,y", 'q"']]) == 'a,b\r\n"x,y","q"""\r\n'
