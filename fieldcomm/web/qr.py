"""QR codes as pictures of their own, so that pages need no script and no data: address."""

from __future__ import annotations

import io
from urllib.parse import quote

import segno


def text_link(number: str, words: str) -> str:
    """Opens a phone's texting app (RFC 5724; `?body=` is what iOS and Android both read)."""
    return f"sms:{number}?body={quote(words)}"


def qr_svg(words: str) -> bytes:
    """Black on white whatever the page's colours: scanners want it so."""
    written = io.BytesIO()
    segno.make(words, error="m", micro=False).save(
        written, kind="svg", scale=4, border=3, light="#fff", dark="#000", xmldecl=False
    )
    return written.getvalue()
