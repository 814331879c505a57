"""Numbers as forms and addresses hold them: figures in a text that may as well be anything."""

from __future__ import annotations


def number_of(raw: str | None, *, digits: int = 17) -> int | None:
    """A count or an id as a form holds it; None for none, for what is no number, and for more than
    so many digits (17 still fit into the column of an id)."""
    if not raw or not (raw.isascii() and raw.isdigit()) or len(raw) > digits:
        return None
    return int(raw)
