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
    "after work": "afterwork",
    "despues del trabajo": "afterwork",
    "after school": "afterschool",
    "after lunch": "afterlunch",
    "after dinner": "afterwork",
    "despues de comer": "afterlunch",
    "despues del almuerzo": "afterlunch",
    "despues de la comida": "afterlunch",
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
_NAMES = "|".join(sorted((p for p, name in PARTS.items() if name), key=len, reverse=True))
# "Morning, can you call at 3" greets; "morning at 9" does not.
_GREETS = r"(?!^\W*(?:morning|mornin|afternoon|evening)\b(?!\s*(?:at|around|of|works?|is|or|would|after|before|between|by|best|only|better|please|pls|\d|$)))"
RULES = [
    rf"{_GREETS}(?<!good )(?<!gud )(?<!gd )(?<!buenas )(?<!mas )\b(?P<part>{_NAMES})\b(?!\s+(?:routine|shift|sickness))",
    r"\besta (?P<part>tarde)\b",
]


def part(match: re.Match[str]) -> Piece | None:
    """The part of the day a match of the rules above names."""
    name = PARTS[match["part"]] or "afternoon"
    return Piece(Kind.PART, *match.span(), part=name)
