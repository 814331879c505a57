"""How tokens that open something are stored."""

from __future__ import annotations

from hashlib import sha256


def hash_token(token: str) -> str:
    """Random enough that it needs no salt: 131 bits or more (a recovery code has fewer, and works once)."""
    return sha256(token.encode()).hexdigest()
