"""Job codes in a text: letter, digit, letter, as in K7F."""

from __future__ import annotations

import re
from collections.abc import Callable

from fieldcomm.domain.phrases.word_set import word_set

ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ"
_CODE = re.compile(rf"(?<![\w'’])#?([{ALPHABET}][2-9][{ALPHABET}])(?![\w'’])", re.IGNORECASE)
# Texting shorthand and ordinary names of that shape.
_SHORTHAND = word_set(
    """
    b4u b4n b4i b4t l8r l8s m8s h8s h8r w8n w8s w8d g2g n2m t2u u2u t2y u2r b2b p2p f2f d2d c2c
    g2b b2c g4s r2d c4d h2s n2u m2m u2b k9s l8t x2y w2w
    """
)
_UNIT_BEFORE = re.compile(
    r"(?:apt|apartment|unit|suite|ste|room|bldg|building|#)\.?\s*$", re.IGNORECASE
)


def find_code(text: str, known: Callable[[str], bool] | None = None) -> str | None:
    """The first job code in the text, upper case.

    Shorthand and flat numbers count only when `known` says there is such a job.
    A lower-case code that `known` denies is taken for a word.
    """
    for match in _CODE.finditer(text):
        code = match[1].upper()
        if known is not None and known(code):
            return code
        doubtful = match[1].lower() in _SHORTHAND or bool(
            _UNIT_BEFORE.search(text[: match.start()])
        )
        if not doubtful and (known is None or match[1].isupper()):
            return code
    return None
