"""How a text is cut into SMS segments, and how it is kept cheap to send.

GSM-7: 160 units alone, 153 each when cut; `[ \\ ] ^ { | } ~ EUR` cost two units and the pair is
never split. Anything else turns the whole text into UCS-2: 70 and 67, surrogate pairs never split.
Source: 3GPP TS 23.038 (alphabet) and 23.040 (concatenation).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

_BASIC = (
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_EXTENSION = "^{}\\[~]|€"
_GSM_TEXT = re.compile(f"[{re.escape(_BASIC + _EXTENSION)}]*")
_NOT_GSM = re.compile(f"[^{re.escape(_BASIC + _EXTENSION)}]")
_ESCAPED = re.compile(f"[{re.escape(_EXTENSION)}]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")


class Encoding(StrEnum):
    GSM7 = "gsm7"
    UCS2 = "ucs2"


@dataclass(frozen=True, slots=True)
class Segments:
    """What a text costs. `units` are septets in GSM-7, 16-bit words in UCS-2."""

    encoding: Encoding
    units: int
    segments: int


def count(text: str) -> Segments:
    """Encoding, units and segments of a text as a carrier bills it. An empty text is one segment."""
    if is_gsm(text):
        return _measured(Encoding.GSM7, text, len(_ESCAPED.findall(text)), 160, 153)
    astral = sum(1 for character in text if ord(character) > 0xFFFF)
    return _measured(Encoding.UCS2, text, astral, 70, 67)


def is_gsm(text: str) -> bool:
    """Whether every character is in the GSM-7 alphabet."""
    return _GSM_TEXT.fullmatch(text) is not None


def plain(text: str) -> str:
    """The same words in GSM-7 where GSM-7 has a look-alike.

    Curly quotes, dashes, odd spaces, ellipses and accents GSM-7 lacks are folded; control
    characters, lone surrogates and emoji are dropped. Letters of other scripts stay: a name
    we cannot write cheaply is still a name.
    """
    if is_gsm(text):
        return text
    composed = unicodedata.normalize("NFC", _CONTROL.sub("", text))
    return _NOT_GSM.sub(_folded, composed)


def storable(text: str) -> str:
    """The text without what PostgreSQL and carriers refuse: NUL, controls, lone surrogates."""
    return _CONTROL.sub("", text)


def _measured(encoding: Encoding, text: str, doubled: int, alone: int, cut: int) -> Segments:
    units = len(text) + doubled
    if units <= alone:
        return Segments(encoding, units, 1)
    if not doubled:
        return Segments(encoding, units, -(-units // cut))
    return Segments(encoding, units, _packed(_costs(encoding, text), cut))


def _costs(encoding: Encoding, text: str) -> Iterable[int]:
    if encoding is Encoding.GSM7:
        return (2 if character in _EXTENSION else 1 for character in text)
    return (2 if ord(character) > 0xFFFF else 1 for character in text)


def _packed(costs: Iterable[int], capacity: int) -> int:
    """Segments needed when a character of two units must not straddle two of them."""
    segments, used = 1, 0
    for cost in costs:
        if used + cost > capacity:
            segments, used = segments + 1, 0
        used += cost
    return segments


def _folded(match: re.Match[str]) -> str:
    character = match.group()
    if character in _LOOKALIKES:
        return _LOOKALIKES[character]
    if 0x300 <= ord(character) <= 0x36F:
        return ""
    apart = unicodedata.normalize("NFKD", character)
    if apart != character:
        bare = "".join(_LOOKALIKES.get(part, part) for part in apart if not _is_accent(part))
        if is_gsm(bare):
            return _spaced_fraction(match, bare)
    return (
        character if unicodedata.category(character)[0] in "LMNP" else _space_or_nothing(character)
    )


def _is_accent(character: str) -> bool:
    return unicodedata.combining(character) != 0


def _spaced_fraction(match: re.Match[str], bare: str) -> str:
    """`2½` is `2 1/2`, not `21/2`."""
    after_digit = match.start() > 0 and match.string[match.start() - 1].isdigit()
    return f" {bare}" if "/" in bare and after_digit else bare


def _space_or_nothing(character: str) -> str:
    separator = unicodedata.category(character).startswith("Z") or character == "\t"
    return " " if separator else ""


_LOOKALIKES = {
    **dict.fromkeys("\u2018\u2019\u201a\u201b\u2032\u02bc\u00b4`\u2039\u203a", "'"),
    **dict.fromkeys("\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb", '"'),
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2043", "-"),
    **dict.fromkeys("\u2022\u25cf\u25aa\u00b7", "-"),
    **dict.fromkeys("\u2028\u2029\u0085", "\n"),
    **dict.fromkeys("\u200b\u200c\u200d\u2060\ufeff\u00ad\ufe0e\ufe0f\u00b0", ""),
    "\u2026": "...",
    "\u2044": "/",
    "\u00d7": "x",
    "\u00f7": "/",
    "\t": " ",
    "ç": "c",
    "ð": "d",
    "Ð": "D",
    "đ": "d",
    "Đ": "D",
    "þ": "th",
    "Þ": "Th",
    "ł": "l",
    "Ł": "L",
    "ı": "i",
    "œ": "oe",
    "Œ": "OE",
    "¢": "c",
    "©": "(c)",
    "®": "(R)",
    "™": "(TM)",
}
