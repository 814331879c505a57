"""The expressions people use for times, found in a text but not yet placed on a calendar."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from functools import lru_cache

from fieldcomm.domain.time_words import clocks, days, parts, spans
from fieldcomm.domain.time_words.piece import Kind, Piece

__all__ = ["Kind", "Piece", "find_pieces", "plain"]

_PHONE = re.compile(r"\+?1?[\s.-]?\(?\b\d{3}\)?[\s.-]?\d{3}[\s.-]?\d{4}\b|\b\d{3}[-.]\d{4}\b")
_STREET = re.compile(
    r"\b\d{1,5}\s+(?:[nsew]\.?\s+)?[a-z]+\s+(?:street|st|avenue|ave|road|rd|drive|dr|lane|ln|court|ct|blvd|way|circle|cir|place|pl)\b"
)
_MONEY = re.compile(
    r"\$\s?\d[\d,.]*|\b\d+\s?(?:dollars|bucks|percent|%|rh|gpp|sq|ft|feet|inch|inches)"
)
_SECRET = re.compile(
    r"\b(?:code|pin|combo|lockbox|alarm|keypad|unit|apt|suite|ste|room|claim|policy|ext|codigo|clave)\b(?: (?:is|es|number|no|to|de|for|the|la|el|puerta|gate|door|box)\b)*\W{0,3}\d{2,}"
)


def plain(text: str) -> str:
    """Lower case without accents, every character in its place."""
    return "".join(_plain(c) for c in text) if not text.isascii() else text.lower()


def _plain(char: str) -> str:
    base = unicodedata.normalize("NFKD", char)[0].lower()
    return {"’": "'", "‘": "'"}.get(base, base[0] if base else " ")


def find_pieces(text: str, *, bare: bool = False) -> list[Piece]:
    """All expressions in order of appearance. `bare` also takes a lone number for an hour."""
    return list(_find(text, bare))


@lru_cache(maxsize=64)
def _find(text: str, bare: bool) -> tuple[Piece, ...]:
    line = _masked(plain(text))
    found: list[Piece] = []
    for regex, make in _FINDERS:
        _take(regex.finditer(line), make, found)
    loose = (m for m in clocks.LOOSE.finditer(line) if bare or _beside_day(m, found, line))
    _take(loose, clocks.clock, found)
    return tuple(sorted(found, key=lambda piece: piece.start))


def _take(
    matches: Iterable[re.Match[str]],
    make: Callable[[re.Match[str]], Piece | None],
    found: list[Piece],
) -> None:
    """Add what the matches say where nothing was found yet."""
    for match in matches:
        if any(p.start < match.end() and match.start() < p.end for p in found):
            continue
        if piece := make(match):
            found.append(piece)


def _masked(line: str) -> str:
    """Numbers that are no times (phones, houses, money, codes) are blanked out."""
    for regex in (_PHONE, _STREET, _MONEY, _SECRET):
        line = regex.sub(lambda m: "_" * len(m[0]), line)
    return line


_JOINS = frozenset(
    [
        "",
        "on",
        "at",
        "a las",
        "el",
        "in the",
        "de",
        "la",
        "around",
        "like",
        "about",
        "say",
        "by",
        "after",
        "before",
    ]
)


def _beside_day(match: re.Match[str], found: list[Piece], line: str) -> bool:
    """`tomorrow 3`, `3 thurs`: the day makes the number an hour."""
    for piece in found:
        if piece.kind not in (Kind.DAY, Kind.PART):
            continue
        after = piece.end <= match.start()
        between = line[piece.end : match.start()] if after else line[match.end() : piece.start]
        if between.strip(" ,") in _JOINS:
            return True
    return False


_FINDERS = [
    *((re.compile(rule), spans.span) for rule in spans.BEFORE_CLOCKS),
    *((re.compile(rule), clocks.clock) for rule in clocks.CERTAIN),
    *((re.compile(rule), spans.span) for rule in spans.AFTER_CLOCKS),
    *((re.compile(rule), days.day) for rule in days.RULES),
    *((re.compile(rule), clocks.clock) for rule in clocks.BARE_HOURS),
    *((re.compile(rule), parts.part) for rule in parts.RULES),
]
