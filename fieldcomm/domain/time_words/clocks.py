"""Times of the clock: at 3, half past 4, 1430 hrs, a las 5 y media."""

from __future__ import annotations

import re

from fieldcomm.domain.time_words.days import TOMORROW, WEEKDAY
from fieldcomm.domain.time_words.numbers import (
    HORAS,
    HOUR,
    HOUR_WORDS,
    HOURS,
    MINUTES,
    WORDS,
    number,
)
from fieldcomm.domain.time_words.piece import Kind, Piece

_MERIDIEM = r"(?:[ap]\.?\s?m\b\.?|(?<=\d)[ap](?![a-z0-9.]))"
_PREP = (
    r"(?P<prep>at about|at around|at like|at|by about|by|after|before|b4|around|arnd|round|about|abt|until|till|til|"
    r"between|btwn|from|closer to|not before|more like|like|past|approx|approximately|eta is|eta now|eta|there|here|"
    r"a las|a la|alas|a eso de las|como a las|como las|despues de las|despues de la|antes de las|antes de la|"
    r"hasta las|desde las|sobre las|tipo|para las|entre las|tipo las|las|la(?= una\b))\s*"
)
_NOT_HOUR = (
    r"(?!\s*(?:days?|weeks?|months?|years?|hours?|hrs?|mins?|minutes?|times?|guys|people|men|fans?|rooms?|jobs?|houses?|homes|"
    r"dehus?|dehumidifiers?|others?|of\b|more\b|dias?|semanas?|horas?|minutos?|veces|veses|personas|st\b|nd\b|rd\b|th\b|/|%|\d|:\d|-\d{3}|\.\d|"
    r"visits?|calls?\b(?!\s+(?:me|us|her|him|them|back|then|after))|trips?|bed|bath|texts?\b(?!\s+me)|messages?|kids|cats?|dogs?|doors?|units?|stops?|[a-z]\d))"
)
_WHAT_FOLLOWS = (
    r"\s*(?:$|[.,!?;)\n]|-|(?:today|tonight|"
    + TOMORROW
    + r"|if|and|or|so|but|to|works?|work|pls|plz|please|thx|thanks|when|on|for|this|call|best|then|sharp|latest|"
    r"that|is|then|ok|in|si|por|y|o|gracias|hoy|manana|el|de|now|at the|"
    + WEEKDAY
    + r"|would|will|because|bc|cuz|instead|again|im|ill|i'll|i'm|i|we|my|not)\b)"
)
_ENDS_HOUR = rf"(?={_WHAT_FOLLOWS})"
_TRAIL = rf"(?:\s*(?P<half>{_MERIDIEM})|\s*-?(?P<ish>ish)\b|\s*o'?\s?clock\b)?"
_OFF = r"5|10|20|25|five|ten|twenty(?:[\s-]five)?|a few|cinco|diez|veinte|veinticinco"
_PAST_OR_TO = r"past|after|aft|to|till|til|of|before|b4"

# What can only be a time, ranges first: their start is the time meant.
CERTAIN = [
    rf"\b(?:{_PREP})?(?P<h>{HOUR})(?::?(?P<m>[0-5]\d))?\s*(?:-|–|to|and|y las|a las|y|or)\s*(?:1?\d(?::?[0-5]\d)?)\s*(?P<half>{_MERIDIEM})",
    rf"\b(?P<prep>between|btwn|from|entre las|entre|de)\s+(?P<h>{HOUR})(?::?(?P<m>[0-5]\d))?\s*(?P<half>{_MERIDIEM})?\s*(?:-|–|and|to|y las|y|n|&|a las|a)\s*(?:{HOUR})\b(?!\s*(?:{MINUTES}|{HOURS}|days?|dias))",
    rf"\b(?P<prep>half)\s+(?:past|after)\s+(?P<h>{HOUR})\b{_TRAIL}",
    rf"(?<!and a )(?<!and )(?<!\d )\b(?P<prep>half)[\s-]+(?P<h>1[0-2]|[1-9]|{HOUR_WORDS})\b(?![:\d]|\s*(?:{HOURS}|{MINUTES}|days?|fans?|of)\b){_TRAIL}",
    rf"\b(?P<prep>quarter|a quarter|qtr|quater|1/4)\s+(?P<side>{_PAST_OR_TO})\s+(?P<h>{HOUR})\b{_TRAIL}",
    rf"\b(?P<off>{_OFF})\s+(?:min\w*\s+)?(?P<side>{_PAST_OR_TO})\s+(?P<h>{HOUR})\b{_NOT_HOUR}{_TRAIL}",
    rf"\b(?P<cuarto>cuarto|diez|cinco|veinte|10|5|20) (?:para|pa) (?:las?)\s+(?P<h>{HOUR})\b",
    rf"\b(?:(?:a|como a|para|despues de|antes de|hasta) )?las?\s+(?P<h>{HOUR})\s+(?P<y>y|menos|con)\s+(?P<m>media|cuarto|{WORDS}|\d{{1,2}})\b{_TRAIL}",
    rf"\b(?P<h>{HORAS}|1?\d)\s+y\s+(?P<m>media|cuarto)\b(?!\s*hora){_TRAIL}",
    rf"\b(?P<h>{HOUR_WORDS})[\s-]+(?P<m>oh five|fifteen|twenty five|twenty|thirty five|thirty|forty five|forty|fifty five|fifty|ten)\b(?!\s*{MINUTES}){_TRAIL}",
    r"\b(?P<noon>noonish|noon|midday|mediodia|medio ?dia|12 noon)\b",
    r"(?<!after )(?<!before )(?<!till )(?<!until )(?<!at )(?<!from )(?<!finished )(?<!eating )(?<!up )\b(?P<noon>lunch ?time)\b",
    r"\b(?P<midnight>midnight|medianoche)\b",
    r"\b(?P<h>[01]?\d|2[0-3])(?P<m>[0-5]\d)\s?(?:hrs|hours|hr|h)\b",
    rf"\b(?P<h>\d{{1,2}})\s?(?::|h(?=\d\d\b)|;)\s?(?P<m>[0-5]\d)(?:\b|(?=ish|[ap]m?\b))(?:\s?hrs?\b)?{_TRAIL}",
    rf"\bat\s+(?P<h>1[0-2]|[1-9])\s(?P<m>00|15|20|30|40|45|10|50)\b(?!\s*(?:{MINUTES}))",
    rf"\b(?P<h>\d{{1,2}})\.(?P<m>[0-5][05])\b(?!\d|\s*(?:{HOURS}|{MINUTES})){_TRAIL}",
    rf"\b(?P<h>\d{{1,2}})(?P<m>[0-5]\d)?\s?(?P<half>{_MERIDIEM})",
    rf"\b(?P<h>{HOUR_WORDS})(?:\s+(?P<m>thirty|fifteen|forty five))?\s?(?P<half>[ap]\.?\s?m\b\.?)",
    rf"\b(?P<h>1[0-2]|\d|{HOUR_WORDS})\s*-?(?P<ish>ish)\b",
]  # fmt: skip
_STRONG = r"(?:at about|at around|at like|at|by about|by|after|aft|before|b4|until|till|til|closer to|not before|more like|eta is|eta now|eta|make|a las|a la|alas|a eso de las|como a las|como las|despues de las|despues de la|antes de las|antes de la|hasta las|desde las|sobre las|tipo las|tipo|para las|las|la(?= una\b))"
# A lone hour, made a time by the word before it.
BARE_HOURS = [
    rf"\b(?P<h>1?\d|{HOUR_WORDS})\s*o'?\s?clock\b(?:\s*(?P<half>{_MERIDIEM}))?",
    rf"(?:\b{_PREP}|(?P<at>@)\s*)(?P<h>[01]?\d|2[0-3])(?P<m>[0-5]\d)\b(?!\s*[a-z]+\s+(?:st|ave|rd|dr|ln|ct)\b)(?!\s*(?:-|/|\d)){_TRAIL}",
    rf"(?:^|(?<=[\s,]))(?P<h>0?[6-9]|1\d|2[0-3])(?P<m>[0-5][05])(?=\W*$|\s*[,.!]|{_ENDS_HOUR}|\s+(?:ring|phone|more)\b){_TRAIL}",
    rf"(?:^|(?<=[\s,]))(?P<h>[1-9])(?P<m>00|15|30|45)(?=\W*$|\s*[,.!]\s|\s+(?:call|ring|phone|works|pls|please|today|tomorrow|instead|now|more like)\b){_TRAIL}",
    rf"\b(?P<prep>(?:push|pushing|move|make|bump|change|switch|do|say|pushed|moved)\s+(?:(?:it|that|this|her|him|them|the call|call|eta|my eta|callback)\s+)?(?:back\s+)?(?:(?:to|till|until|for|at)\s+)?)(?P<h>{HOUR})\b{_NOT_HOUR}{_TRAIL}",
    rf"\b(?P<prep>there|here|arrive|arriving|call it)\s+(?P<h>{HOUR})\b{_NOT_HOUR}{_ENDS_HOUR}{_TRAIL}",
    rf"\b(?P<prep>{_STRONG})\s*(?P<h>{HOUR})\b{_NOT_HOUR}{_TRAIL}",
    rf"\b(?P<prep>is|does|would)\s+(?P<h>{HOUR})(?=\s+(?:ok|okay|good|fine|possible|alright|works?|better|be)\b)",
    rf"(?<![:\w.$#])(?P<h>{HOUR})(?=\s+(?:is|would be|works)\s+(?:ok|okay|better|good|fine|best|easier|more realistic)\b)",
    rf"(?<![:\w.$#])(?P<h>{HOUR})(?=\s+instead of (?:1[0-2]|[1-9])(?:\W*$|[,.!]))",
    rf"(?P<prep>@)\s*(?P<h>{HOUR})\b{_NOT_HOUR}{_TRAIL}",
    rf"\b(?P<prep>around|arnd|round|about|abt|like|past|approx|approximately|for|between|from|say|maybe|probably|closer)\s*(?P<h>{HOUR})\b{_NOT_HOUR}{_ENDS_HOUR}{_TRAIL}",
]  # fmt: skip
LOOSE = re.compile(
    rf"(?<![\w:/.$#-])(?P<h>(?:1[3-9]|2[0-3])(?=[0-5]\d)|1[0-2]|0?[1-9]|{HOUR_WORDS})(?P<m>(?<=\d)[0-5]\d)?(?:\s?-\s?1?\d(?!\d))?(?![\w:/%-]|\.\d|\s*(?:{MINUTES}|{HOURS}|days?|fans?|dehu|times?|dias?|more|people|guys)\b)"
)


def clock(match: re.Match[str]) -> Piece | None:
    """The time a match of the rules above says, or None when no such time exists."""
    got = match.groupdict()
    start, end = match.span()
    prep = (got.get("prep") or "").strip()
    if got.get("noon"):
        return Piece(Kind.CLOCK, start, end, 12, 0, "24", prep)
    if got.get("midnight"):
        return Piece(Kind.CLOCK, start, end, 0, 0, "24", prep)
    hour, minute = int(number(got["h"] or "")), _minute(got, prep)
    if got.get("y") == "menos" or got.get("cuarto") or got.get("side") in _TO:
        hour, minute = (hour - 1) or 12, 60 - minute
    if hour > 23 or minute > 59:
        return None
    half = (got.get("half") or "")[:1]
    if half and 1 <= hour <= 12:
        return Piece(Kind.CLOCK, start, end, hour, minute, half + "m", prep)
    exact = hour > 12 or hour == 0
    if exact and not got.get("m") and _HOUSE.match(match.string, end):
        return None
    return Piece(Kind.CLOCK, start, end, hour, minute, "24" if exact else None, prep)


# "at 14 oak" is a house, "at 14 today" is none.
_HOUSE = re.compile(rf"\s+(?!hrs|hours|horas|{_WHAT_FOLLOWS})[a-z]{{3}}")
_TO = frozenset(["to", "till", "til", "of", "before", "b4"])
_FRACTIONS = {"media": 30, "half": 30, "cuarto": 15, "quarter": 15, "qtr": 15, "quater": 15, "oh five": 5, "fifty five": 55}  # fmt: skip


def _minute(got: dict[str, str | None], prep: str) -> int:
    fraction = prep.split()[-1] if prep else ""
    if fraction in _FRACTIONS or fraction == "1/4":
        return _FRACTIONS.get(fraction, 15)
    raw = got.get("off") or got.get("cuarto") or got.get("m")
    if not raw:
        return 0
    if raw == "a few":
        return 5
    return _FRACTIONS.get(raw) or int(number(raw.replace("-", " ")))
