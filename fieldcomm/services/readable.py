"""What people wrote as PostgreSQL can hold it, the original bytes beside it where they differ."""

from __future__ import annotations

import base64
from collections.abc import Mapping

LONGEST = 20_000  # characters of one value; a text has 1600 at most
LONGEST_NAME = 100


def readable(params: Mapping[str, str]) -> dict[str, str]:
    """Names and values without NUL and lone surrogates, which PostgreSQL's text cannot hold.

    Where something was replaced, `<name>_b64` keeps what came, as UTF-8 with surrogates passed.
    """
    found: dict[str, str] = {}
    for name, value in params.items():
        held = clean(value)
        key = clean(name)[:LONGEST_NAME]
        found[key] = held[:LONGEST]
        if held != value:
            raw = value[:LONGEST].encode("utf-8", "surrogatepass")
            found[f"{key}_b64"] = base64.b64encode(raw).decode()
    return found


def clean(value: str) -> str:
    """The value with U+FFFD for every character PostgreSQL cannot hold."""
    if value.isascii() and "\0" not in value:
        return value  # nearly all of them
    return "".join(map(_visible, value))


def _visible(char: str) -> str:
    held = char != "\0" and not "\ud800" <= char <= "\udfff"
    return char if held else "\N{REPLACEMENT CHARACTER}"
