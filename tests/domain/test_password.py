"""Which passwords we take, and what we say of the others."""

from __future__ import annotations

import pytest

from fieldcomm.domain.password import normal, why_not

WHO = {"email": "ana.ruiz@kiwi.example", "name": "Ana Ruiz", "company": "Kiwi Drying"}


@pytest.mark.parametrize(
    "fine",
    [
        "otter lantern quarry moss",
        "Tr0ub4dor&3-and-more",
        "x9$kLm2!pQw7",
        "ñandú corre lejos",
        "日本語のパスワードは長くてもよい",
    ],
)
def test_long_and_unusual_ones_are_taken_whatever_they_are_made_of(fine: str) -> None:
    assert why_not(fine, **WHO) is None


@pytest.mark.parametrize(
    "weak",
    [
        "elevenchars", "password1234", "P@ssw0rd!!!!", "passwordpassword", "qwertyuiop12", "123456789012",
        "210987654321", "abcabcabcabc", "aaaaaaaaaaaaa", "anaruiz12345", "kiwidrying!!", "Ana.Ruiz.2026", "x" * 201,
    ],
)  # fmt: skip
def test_the_first_a_guesser_tries_are_not(weak: str) -> None:
    assert why_not(weak, **WHO)


def test_the_same_password_typed_on_another_keyboard_is_the_same() -> None:
    assert normal("cafe\N{COMBINING ACUTE ACCENT} am Eck") == normal("café am Eck")
