"""Parts of a day: in the morning, after lunch, por la tarde."""

from __future__ import annotations

import re

from fieldcomm.domain.time_words.piece import Kind, Piece

PARTS = {
    "first thing": "start",
    "primera hora": "start",
    "a primera hora": "start",
    "end of the day": "end",
    "end of day": "end",
    "eod": "end",
    "cob": "end",
    "close of business": "end",
    "fin del dia": "end",
    "early morning": "start",
    "mid morning": "midmorning",
    "midmorning": "midmorning",
    "late morning": "latemorning",
    "early afternoon": "afternoon",
    "mid afternoon": "midafternoon",
    "late afternoon": "lateafternoon",
    "after work": "evening",
    "after school": "midafternoon",
    "after lunch": "afternoon",
    "despues de comer": "afternoon",
    "in the morning": "morning",
    "por la manana": "morning",
    "en la manana": "morning",
    "de la manana": "morning",
    "la manana": "morning",
    "temprano": "morning",
    "morning": "morning",
    "mornin": "morning",
    "afternoon": "afternoon",
    "aftrnoon": "afternoon",
    "afternon": "afternoon",
    "arvo": "afternoon",
    "por la tarde": "afternoon",
    "en la tarde": "afternoon",
    "de la tarde": "afternoon",
    "esta tarde": "afternoon",
    "manana tarde": "afternoon",
    "tarde": "",
    "evening": "evening",
    "evenin": "evening",
    "at night": "evening",
    "por la noche": "evening",
    "en la noche": "evening",
    "de la noche": "evening",
    "noche": "",
    "night": "evening",
}
RULES = [
    r"(?<!good )(?<!buenas )(?<!mas )\b(?P<part>"
    + "|".join(sorted((p for p, name in PARTS.items() if name), key=len, reverse=True))
    + r")\b(?!\s+routine)",
    r"\besta (?P<part>tarde)\b",
]


def part(match: re.Match[str]) -> Piece | None:
    name = PARTS[match["part"]] or "afternoon"
    return Piece(Kind.PART, *match.span(), part=name)
