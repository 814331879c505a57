"""A webhook's form as PostgreSQL can hold it, the original bytes beside it where they differ."""

from __future__ import annotations

import base64

from fieldcomm.messaging.signature import Form

LONGEST = 20_000  # characters of one value; a text has 1600 at most


def readable(form: Form) -> dict[str, str]:
    """Names and values without what PostgreSQL text cannot hold: NUL and lone surrogates.

    Where something was replaced, `<name>_b64` keeps what came, UTF-8 and surrogates passed.
    """
    found: dict[str, str] = {}
    for name, value in form:
        clean = _clean(value)
        key = _clean(name)[:100]
        found[key] = clean[:LONGEST]
        if clean != value:
            raw = value[:LONGEST].encode("utf-8", "surrogatepass")
            found[f"{key}_b64"] = base64.b64encode(raw).decode()
    return found


def _clean(value: str) -> str:
    value = value.replace("\0", "\N{REPLACEMENT CHARACTER}")
    return value.encode("utf-8", "replace").decode("utf-8") if not _whole(value) else value


def _whole(value: str) -> bool:
    return not any("\ud800" <= char <= "\udfff" for char in value)
