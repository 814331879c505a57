"""What a use case says about bad input."""

from __future__ import annotations


class Refused(Exception):
    """The input cannot be used; the message says what would work. Nothing was changed."""
