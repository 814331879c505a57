"""What a text costs, and how it is kept cheap."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldcomm.domain.segments import Encoding, count, is_gsm, plain, storable


@pytest.mark.parametrize(
    ("text", "encoding", "units", "segments"),
    [
        ("", "gsm7", 0, 1),
        ("a" * 160, "gsm7", 160, 1),
        ("a" * 161, "gsm7", 161, 2),
        ("a" * 306, "gsm7", 306, 2),
        ("a" * 307, "gsm7", 307, 3),
        ("€" * 80, "gsm7", 160, 1),
        ("é" * 160, "gsm7", 160, 1),
        ("á" * 70, "ucs2", 70, 1),
        ("á" * 71, "ucs2", 71, 2),
        ("á" * 134, "ucs2", 134, 2),
        ("á" * 135, "ucs2", 135, 3),
        ("👍" * 35, "ucs2", 70, 1),
        ("👍" * 36, "ucs2", 72, 2),
    ],
)
def test_a_text_costs_what_carriers_bill(
    text: str, encoding: str, units: int, segments: int
) -> None:
    cost = count(text)
    assert (cost.encoding, cost.units, cost.segments) == (encoding, units, segments)


def test_an_escape_pair_is_never_split() -> None:
    assert count("a" * 152 + "€" + "a" * 152).segments == 3  # 306 units, yet the pair moves on
    assert count("a" * 151 + "€" + "a" * 153).segments == 2


def test_a_surrogate_pair_is_never_split() -> None:
    assert count("á" * 66 + "👍" + "á" * 66).segments == 3  # 134 units
    assert count("á" * 65 + "👍" + "á" * 67).segments == 2


@pytest.mark.parametrize(
    ("raw", "folded"),
    [
        ("“Don’t” – wait…", '"Don\'t" - wait...'),
        ("a\u00a0b\u2009c\td", "a b c d"),
        ("áéíóú ñÑ ü ¿qué? ¡ya!", "aéiou ñÑ ü ¿qué? ¡ya!"),
        ("cafe\u0301", "café"),
        ("Nguyễn Łukasz Đỗ", "Nguyen Lukasz Do"),
        ("2½ inches, ½ inch", "2 1/2 inches,  1/2 inch".replace("  ", " ")),
        ("72°F", "72F"),
        ("ok 👍🏽", "ok "),
        ("a\x00b\x07c\ud800d", "abcd"),
        ("`code`", "'code'"),
        ("ﬁne ①", "fine 1"),
        ("李娜", "李娜"),
        ("line\nline", "line\nline"),
    ],
)
def test_typographic_characters_become_plain_ones(raw: str, folded: str) -> None:
    assert plain(raw) == folded


@given(st.text(st.characters(codec="utf-8"), max_size=200))
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert plain(plain(text)) == plain(text)


@given(st.text(st.characters(exclude_categories=()), max_size=100))
def test_nothing_unstorable_survives(text: str) -> None:
    for kept in (plain(text), storable(text)):
        assert "\x00" not in kept
        kept.encode("utf-8")


@given(st.text("abc é€[]~ñ\n", max_size=900))
def test_segments_hold_their_units(text: str) -> None:
    cost = count(text)
    assert is_gsm(text)
    assert cost.encoding is Encoding.GSM7
    assert cost.units <= (160 if cost.segments == 1 else 153 * cost.segments)
    assert cost.units > 152 * (cost.segments - 1) or cost.segments == 1
