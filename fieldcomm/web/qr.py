"""QR codes that stand in the page itself: a sheet with eight of them comes whole or not at all."""

from __future__ import annotations

from urllib.parse import quote

import segno


def text_link(number: str, words: str) -> str:
    """Opens a phone's texting app (RFC 5724; `?body=` is what iOS and Android both read)."""
    return f"sms:{number}?body={quote(words)}"


def qr_address(words: str) -> str:
    """A data: address for an image. Black on white whatever the page's colours: scanners want it so."""
    code = segno.make(words, error="m", micro=False)
    return str(code.svg_data_uri(scale=4, border=3, light="#fff", dark="#000"))
