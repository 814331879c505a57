"""A webhook's form, exactly as it came over the wire."""

from __future__ import annotations

from urllib.parse import unquote_to_bytes

from flask import request

from fieldcomm.messaging.signature import Form

URLENCODED = "application/x-www-form-urlencoded"


def form_as_sent() -> Form | None:
    """Names and values in the order they came; None when this is no form of Twilio's kind.

    Not Flask's: it turns bytes that are no UTF-8 back into escapes, and the signature is over what
    they stood for. A lone surrogate stays one here.
    """
    if request.mimetype != URLENCODED:
        return None
    pairs = (part.partition(b"=") for part in request.get_data().split(b"&") if part)
    return [(_text(name), _text(value)) for name, _, value in pairs]


def _text(raw: bytes) -> str:
    whole = unquote_to_bytes(raw.replace(b"+", b" "))
    try:
        return whole.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return whole.decode("utf-8", "replace")
