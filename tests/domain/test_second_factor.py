"""Codes of six figures: the right one, once, a step early or late, and nothing else."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pyotp
import pytest

from fieldcomm.clock import Entropy
from fieldcomm.domain.second_factor import (
    matching_step,
    new_recovery_codes,
    new_secret,
    plain_recovery_code,
    provisioning_uri,
)

NOW = datetime(2026, 1, 13, 17, 0, 10, tzinfo=UTC)
SECRET = new_secret(Entropy(7).choice)
TOTP = pyotp.TOTP(SECRET)
STEP = timedelta(seconds=30)


@pytest.mark.parametrize("steps", [-1, 0, 1])
def test_a_phone_may_be_a_step_off(steps: int) -> None:
    code = TOTP.at(NOW + steps * STEP)
    assert matching_step(SECRET, code, NOW, None) == TOTP.timecode(NOW) + steps


@pytest.mark.parametrize("steps", [-2, 2])
def test_two_steps_off_is_too_much(steps: int) -> None:
    assert matching_step(SECRET, TOTP.at(NOW + steps * STEP), NOW, None) is None


def test_a_code_counts_once_and_so_does_every_earlier_one() -> None:
    used = matching_step(SECRET, TOTP.at(NOW), NOW, None)
    assert used is not None
    assert matching_step(SECRET, TOTP.at(NOW), NOW, used) is None
    assert matching_step(SECRET, TOTP.at(NOW - STEP), NOW, used) is None
    assert matching_step(SECRET, TOTP.at(NOW + STEP), NOW, used) == used + 1


def test_a_code_may_be_typed_with_spaces() -> None:
    code = TOTP.at(NOW)
    assert matching_step(SECRET, f" {code[:3]} {code[3:]} ", NOW, None) is not None


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "abcdef", "١٢٣٤٥٦", "x" * 10_000])
def test_anything_else_is_no_code(typed: str) -> None:
    assert matching_step(SECRET, typed, NOW, None) is None


def test_recovery_codes_are_many_different_and_read_however_they_are_typed() -> None:
    codes = new_recovery_codes(Entropy(7).choice)
    assert len(set(codes)) == 10
    assert plain_recovery_code(codes[0].upper().replace("-", " ")) == codes[0].replace("-", "")
    assert plain_recovery_code("too short") is None


def test_the_qr_code_names_company_and_e_mail() -> None:
    uri = provisioning_uri(SECRET, "ana@example.com", "Kiwi Drying")
    assert uri.startswith("otpauth://totp/Kiwi%20Drying:ana%40example.com?secret=")
