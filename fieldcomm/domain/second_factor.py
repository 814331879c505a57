"""The second factor: a code of six figures from a phone (RFC 6238), or a recovery code."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import datetime
from hmac import compare_digest

import pyotp

DRIFT = 1  # steps of 30 s a phone's clock may be off, either way
ISSUER = "fieldcomm"
RECOVERY_CODES = 10
# Nothing that is read wrongly off paper.
_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
_GROUPS, _GROUP = 4, 4  # 16 of 31 letters: 79 bits


def matching_step(secret: str, code: str, at: datetime, last_step: int | None) -> int | None:
    """The step this code belongs to; None: it is wrong, or of a step already used.

    Compares every allowed step, so that the time taken tells nothing.
    """
    digits = re.sub(r"\s", "", code)
    if not re.fullmatch(r"[0-9]{6}", digits, re.ASCII):
        return None
    totp = pyotp.TOTP(secret)
    now = totp.timecode(at)
    steps = range(now - DRIFT, now + DRIFT + 1)
    found = [step for step in steps if compare_digest(totp.generate_otp(step), digits)]
    fresh = [step for step in found if last_step is None or step > last_step]
    return fresh[0] if fresh else None


def new_secret(choose: Callable[[Sequence[str]], str]) -> str:
    """160 bits in base32, as RFC 4226 recommends."""
    return "".join(choose("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567") for _ in range(32))


def provisioning_uri(secret: str, email: str, company: str) -> str:
    """What the QR code holds."""
    return pyotp.TOTP(secret).provisioning_uri(name=email, issuer_name=company or ISSUER)


def new_recovery_codes(choose: Callable[[Sequence[str]], str]) -> list[str]:
    return [
        "-".join("".join(choose(_ALPHABET) for _ in range(_GROUP)) for _ in range(_GROUPS))
        for _ in range(RECOVERY_CODES)
    ]


def plain_recovery_code(typed: str) -> str | None:
    """As it is hashed, however it was typed; None when it cannot be one."""
    letters = re.sub(r"[\s-]", "", typed).lower()
    return letters if len(letters) == _GROUPS * _GROUP and letters.isalnum() else None
