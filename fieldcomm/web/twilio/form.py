"""A webhook's form, exactly as it came over the wire."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote_to_bytes

from fieldcomm.messaging.signature import Form

URLENCODED = "application/x-www-form-urlencoded"
LONGEST = 1024 * 1024  # bytes; Twilio's have a few thousand


def posted(environ: dict[str, Any]) -> Form | None:
    """Names and values in the order they came; None when this is no form of Twilio's kind.

    Not Flask's reading: that turns bytes which are no UTF-8 back into escapes, and the signature is
    over what they stood for. A lone surrogate stays one here.
    """
    kind = environ.get("CONTENT_TYPE", "").partition(";")[0].strip().lower()
    body = _body(environ) if kind == URLENCODED else None
    if body is None:
        return None
    # Latin-1 carries any byte through `str`, where most of the work is done at once.
    pairs = (part.partition("=") for part in body.decode("latin-1").split("&") if part)
    return [(_text(name), _text(value)) for name, _, value in pairs]


def _body(environ: dict[str, Any]) -> bytes | None:
    """None for more than Twilio ever sends, and for a length that is none."""
    length = environ.get("CONTENT_LENGTH") or ""
    if environ.get("wsgi.input_terminated"):  # chunked: it ends by itself
        most = LONGEST + 1
    elif length.isascii() and length.isdigit() and len(length) < 9:
        most = int(length)
    else:
        return None
    body: bytes = environ["wsgi.input"].read(most) if most <= LONGEST + 1 else b""
    return body if most <= LONGEST + 1 and len(body) <= LONGEST else None


def _text(escaped: str) -> str:
    if escaped.isalnum() and escaped.isascii():
        return escaped  # nearly all of them
    raw = escaped.replace("+", " ").encode("latin-1")
    whole = unquote_to_bytes(raw) if b"%" in raw else raw
    try:
        return whole.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return whole.decode("utf-8", "replace")
