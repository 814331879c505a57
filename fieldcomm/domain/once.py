"""Keys of what may happen once, ever. They live for ever, so they carry no number in the clear."""

from __future__ import annotations

from datetime import date
from hashlib import sha256


def check_in_key(phone: str, day: date, slot: int) -> str:
    """`check-in/<phone>/<date>/<slot>` (DESIGN 3.1), the phone as a hash."""
    return f"check-in/{hashed(phone)}/{day.isoformat()}/{slot}"


def inbound_key(sid: str) -> str:
    return f"in/{sid}"


def hashed(phone: str) -> str:
    return sha256(phone.encode()).hexdigest()[:20]
