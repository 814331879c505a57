"""How passwords are stored."""

from __future__ import annotations

from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from fieldcomm.domain.password import LONGEST, normal


def hash_password(password: str) -> str:
    return _hasher().hash(normal(password))


def matches(known: str | None, password: str) -> bool:
    """Takes as long for somebody we do not know."""
    if len(password) > LONGEST:
        return False
    try:
        _hasher().verify(known or _nobodys(), normal(password))
    except (VerificationError, InvalidHashError):
        return False
    return known is not None


def is_outdated(known: str) -> bool:
    """Whether it was hashed more cheaply than we do now."""
    return _hasher().check_needs_rehash(known)


@cache
def _hasher() -> PasswordHasher:
    # OWASP's minimum: eight threads hashing at once stay under 160 MB.
    return PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)


@cache
def _nobodys() -> str:
    return _hasher().hash("the password of nobody at all")
