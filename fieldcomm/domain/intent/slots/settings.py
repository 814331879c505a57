"""Which language, and how often."""

from __future__ import annotations

import re
from dataclasses import replace

from fieldcomm.domain.intent.reading import Reading
from fieldcomm.domain.intent.slots.heard import Heard
from fieldcomm.domain.time_words import plain


def language(reading: Reading, heard: Heard) -> Reading:
    line = plain(heard.text)
    spanish = re.search(r"espan|spanish|castell", line)
    english = re.search(r"engl|ingles", line)
    if spanish and english:
        dont = re.search(r"(?:no|dont|don't|not|poco)\b[^.]*\b(?:engl|ingl)", line)
        code = (
            "es"
            if dont or not re.search(r"(?:no|dont|don't|not)\b[^.]*\b(?:espan|spanish)", line)
            else "en"
        )
    elif spanish:
        code = (
            "en"
            if re.search(r"(?:no|dont|don't|not)\s+(?:\w+\s+){0,3}(?:espan|spanish)", line)
            else "es"
        )
    elif english:
        code = (
            "es"
            if re.search(
                r"(?:no|dont|don't|not|poco|doesn't|doesnt)\s+(?:\w+\s+){0,4}(?:engl|ingl)", line
            )
            else "en"
        )
    else:
        code = None
    return replace(reading, code=code)


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
