"""Which language, and how often."""

from __future__ import annotations

import re
from dataclasses import replace

from fieldcomm.domain.intent.reading import Reading
from fieldcomm.domain.intent.slots.heard import Heard
from fieldcomm.domain.time_words import plain

_LANGUAGES = re.compile(r"(?P<es>espan\w*|spanish|castell\w*)|(?P<en>engl\w*|ingles)")
_REFUSED = re.compile(
    r"(?:\bno|\bdont|don't|\bnot|\bpoco|doesn't|doesnt|\bwhy\b|\bpor que\b|isnt|isn't|stop)\s+(?:(?!espan|spanish|engl|ingl)\w+\s+){0,5}$"
)
_WEAK = re.compile(
    r"\w*\s+(?:is|isnt|isn't|es|no)\s+(?:\w+\s+){0,2}(?:good|great|bad|poor|hard|bueno|malo|limited|perfect)"
)


def language(reading: Reading, heard: Heard) -> Reading:
    """The language asked for: the last one named that is not the one refused or spoken badly."""
    line = plain(heard.text)
    named = list(_LANGUAGES.finditer(line))
    wanted = [m for m in named if not _REFUSED.search(line[: m.start()]) and not _weak(line, m)]
    if wanted:
        return replace(reading, code=wanted[-1].lastgroup)
    if named:
        return replace(reading, code="es" if named[-1]["en"] else "en")
    return replace(reading, code=None)


def _weak(line: str, named: re.Match[str]) -> bool:
    return bool(_WEAK.match(line, named.end()))


_ON_CHANGES = re.compile(
    r"chang|cambi|news|new\b|nuevo|noved|noticia|import|happen|unless|if there|si hay|when there|something|algo|actual|need to know|crew is coming|scheduled"
)


def less(reading: Reading, heard: Heard) -> Reading:
    line = plain(heard.text)
    if _ONLY_WHEN.search(line):
        return replace(reading, how="changes")
    daily = re.search(r"\b(?:once|1x?|one|una vez|un mensaje|uno|daily|diario)\b", line)
    return replace(reading, how="changes" if _ON_CHANGES.search(line) and not daily else "daily")


_ONLY_WHEN = re.compile(
    r"\b(?:only|just|solo|solamente|nomas|unless|except)\b.{0,40}\b(?:if|when|unless|si|cuando|something|cambios)\b"
)
