"""The expressions people use for times, found in a text but not yet placed on a calendar."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

_UNITS = {
    **dict(zip(["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"], range(13), strict=True)),
    "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "forty five": 45, "forty-five": 45,
    "fifty": 50, "sixty": 60, "ninety": 90, "twenty five": 25, "twenty-five": 25,
    "thirty five": 35, "thirty-five": 35,
    "una": 1, "uno": 1, "un": 1, "dos": 2, "tres": 3, "cuatro": 4, "cinco": 5, "seis": 6, "siete": 7,
    "ocho": 8, "nueve": 9, "diez": 10, "once": 11, "doce": 12, "quince": 15, "veinte": 20,
    "veinticinco": 25, "treinta": 30, "cuarenta": 40, "cuarenta y cinco": 45, "cincuenta": 50,
}  # fmt: skip
_WORDS = "|".join(sorted(_UNITS, key=len, reverse=True))
_NUM = rf"(?:\d{{1,3}}(?:\.\d+)?|{_WORDS})"
_HOUR_WORDS = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
_HORAS = "una|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce"
_H = rf"(?:[01]?\d|2[0-3]|{_HOUR_WORDS}|{_HORAS})"
_MIN = r"(?:minutos|minuto|minutes|minute|minuts|mins|min|mns|m(?![a-z]))"
_HRS = r"(?:horas|hora|hours|hour|hrs|hr|h(?![a-z]))"
_MERIDIEM = r"(?:[ap]\.?\s?m\b\.?|[ap](?![a-z0-9.]))"

WEEKDAYS = {
    0: "monday|mon|lunes|mondays",
    1: "tuesday|tues|tue|tuesdays|tusday|teusday|martes",
    2: "wednesday|wednes|weds|wed|wensday|wendsday|wednsday|wedensday|wednesdays|miercoles|miercole",
    3: "thursday|thursdays|thurs|thur|thu|thrusday|thurday|thursay|jueves",
    4: "friday|fridays|fri|firday|viernes",
    5: "saturday|saturdays|saterday|satruday|sat|sabado",
    6: "sunday|sundays|sun|domingo",
}  # fmt: skip
MONTHS = [
    "january|jan|enero|ene",
    "february|feb|febrero",
    "march|mar|marzo",
    "april|apr|abril",
    "may|mayo",
    "june|jun|junio",
    "july|jul|julio",
    "august|aug|agosto",
    "september|sept|sep|septiembre",
    "october|oct|octubre",
    "november|nov|noviembre",
    "december|dec|diciembre|dic",
]
_MONTH = "|".join(MONTHS)
_WEEKDAY = "|".join(WEEKDAYS.values())
_TOMORROW = (
    r"tomorr?ow|tommorr?ow|tomm?orow|tomorro|tmrrw|tmrw|tmr|tmw|tmmrw|tmrow|tmro|tomo|tomoro|tomrw"
    r"|2morrow|2moro|2mrw|tomarrow|tomrrow|tommrow|tmorrow|tom(?=\s+(?:at|morning|afternoon|after|by|around)\b)"
)

_PHONE = re.compile(r"\+?1?[\s.-]?\(?\b\d{3}\)?[\s.-]?\d{3}[\s.-]?\d{4}\b|\b\d{3}[-.]\d{4}\b")
_STREET = re.compile(
    r"\b\d{1,5}\s+(?:[nsew]\.?\s+)?[a-z]+\s+(?:street|st|avenue|ave|road|rd|drive|dr|lane|ln|court|ct|blvd|way|circle|cir|place|pl)\b"
)
_MONEY = re.compile(
    r"\$\s?\d[\d,.]*|\b\d+\s?(?:dollars|bucks|percent|%|rh|gpp|sq|ft|feet|inch|inches)"
)


class Kind(StrEnum):
    CLOCK = "clock"
    SPAN = "span"  # so long from now
    DAY = "day"
    PART = "part"  # of the day


@dataclass(frozen=True, slots=True)
class Piece:
    """One expression. Clock: hour, minute, half (am, pm, 24 or none). Span: minutes, `ahead` when
    said as "in 20". Day: `day` names it. Part: `part`. Positions are in the text as given."""

    kind: Kind
    start: int
    end: int
    hour: int = 0
    minute: int = 0
    half: str | None = None
    prep: str = ""
    minutes: int = 0
    ahead: bool = False
    day: tuple[str, int, int, int] | None = None
    part: str | None = None


def plain(text: str) -> str:
    """Lower case without accents, every character in its place."""
    return "".join(_plain(c) for c in text) if not text.isascii() else text.lower()


def _plain(char: str) -> str:
    base = unicodedata.normalize("NFKD", char)[0].lower()
    return {"’": "'", "‘": "'"}.get(base, base[0] if base else " ")


def number(word: str) -> float:
    return float(_UNITS[word]) if word in _UNITS else float(word)


def find_pieces(text: str, *, bare: bool = False) -> list[Piece]:
    """All expressions in order of appearance. `bare` also takes a lone number for an hour."""
    line = _masked(plain(text))
    taken: list[tuple[int, int]] = []
    found: list[Piece] = []
    for regex, make in _FINDERS:
        for match in regex.finditer(line):
            if any(s < match.end() and match.start() < e for s, e in taken):
                continue
            if piece := make(match):
                found.append(piece)
                taken.append((piece.start, piece.end))
    for match in _LOOSE.finditer(line):
        if any(s < match.end() and match.start() < e for s, e in taken):
            continue
        if bare or _beside_day(match, found, line):
            piece = _clock(match)
            if piece:
                found.append(piece)
                taken.append((piece.start, piece.end))
    return sorted(found, key=lambda piece: piece.start)


def _masked(line: str) -> str:
    for regex in (_PHONE, _STREET, _MONEY):
        line = regex.sub(lambda m: "_" * len(m[0]), line)
    return line


# --- clocks

_PREP = (
    r"(?P<prep>at about|at around|at like|at|@|by about|by|after|before|b4|around|arnd|round|about|abt|until|till|til|"
    r"between|btwn|from|closer to|not before|more like|like|past|approx|eta|eta is|"
    r"a las|a la|alas|a eso de las|como a las|como las|despues de las|despues de la|antes de las|antes de la|"
    r"hasta las|desde las|sobre las|tipo|para las|entre las|las|la(?= una\b))\s*"
)
_NOT_HOUR = (
    r"(?!\s*(?:days?|weeks?|months?|years?|hours?|hrs?|mins?|minutes?|times?|guys|people|men|fans?|rooms?|jobs?|houses?|homes|"
    r"dehus?|dehumidifiers?|others?|of\b|more\b|dias?|semanas?|horas?|minutos?|veces|veses|personas|st\b|nd\b|rd\b|th\b|/|%|\d|:\d|-\d{3}|\.\d|"
    r"visits?|calls?|trips?|bed|bath|texts?|messages?|kids|cats?|dogs?|doors?|units?|stops?|[a-z]\d))"
)
_ENDS_HOUR = (
    r"(?=\s*(?:$|[.,!?;)\n]|-|(?:today|tonight|"
    + _TOMORROW
    + r"|if|and|or|so|but|to|works?|work|pls|plz|please|thx|thanks|when|on|for|this|"
    r"that|is|then|ok|in|si|por|y|o|gracias|hoy|manana|el|de|"
    + _WEEKDAY
    + r"|would|will|because|bc|cuz|instead|again|im|ill)\b))"
)
_TRAIL = rf"(?:\s*(?P<half>{_MERIDIEM})|\s*-?(?P<ish>ish)\b|\s*o'?\s?clock\b)?"

_RULES_CLOCK = [
    # ranges: the start is the time meant
    rf"\b(?:{_PREP})?(?P<h>{_H})(?::(?P<m>[0-5]\d))?\s*(?:-|–|to|and|y las|a las|y|or)\s*(?:1?\d(?::[0-5]\d)?)\s*(?P<half>{_MERIDIEM})",
    rf"\b(?P<prep>between|btwn|from|entre las|entre|de)\s+(?P<h>{_H})(?::(?P<m>[0-5]\d))?\s*(?P<half>{_MERIDIEM})?\s*(?:-|–|and|to|y las|y|n|&|a las|a)\s*(?:{_H})\b(?!\s*(?:{_MIN}|{_HRS}|days?|dias))",
    rf"(?P<prep>half)\s+(?:past|after)\s+(?P<h>{_H})\b{_TRAIL}",
    rf"(?P<prep>quarter|a quarter)\s+(?P<side>past|after|to|till|til|of|before)\s+(?P<h>{_H})\b{_TRAIL}",
    rf"\b(?P<off>5|10|20|25|five|ten|twenty)\s+(?:min\w*\s+)?(?P<side>past|after|to|till|til)\s+(?P<h>{_H})\b{_TRAIL}",
    rf"\bcuarto para (?:las?)\s+(?P<cuarto>{_H})\b",
    rf"\b(?:(?:a|como a|para|despues de|antes de|hasta) )?las?\s+(?P<h>{_H})\s+(?P<y>y|menos|con)\s+(?P<m>media|cuarto|{_WORDS}|\d{{1,2}})\b{_TRAIL}",
    rf"\b(?P<h>{_HORAS}|1?\d)\s+y\s+(?P<m>media|cuarto)\b(?!\s*hora){_TRAIL}",
    rf"\b(?P<h>{_HOUR_WORDS})[\s-]+(?P<m>oh five|fifteen|twenty five|twenty|thirty five|thirty|forty five|forty|fifty five|fifty|ten)\b(?!\s*{_MIN}){_TRAIL}",
    r"\b(?P<noon>noonish|noon|midday|mediodia|medio dia|medio ?dia|12 noon)\b",
    r"(?<!after )\b(?P<noon>lunch ?time|lunch)\b",
    r"\b(?P<midnight>midnight|medianoche)\b",
    rf"\b(?P<h>\d{{1,2}})\s?(?::|h(?=\d\d\b)|;)\s?(?P<m>[0-5]\d)(?:\b|(?=ish|[ap]m?\b))(?:\s?hrs?\b)?{_TRAIL}",
    rf"\bat\s+(?P<h>1[0-2]|[1-9])\s(?P<m>00|15|20|30|40|45|10|50)\b(?!\s*(?:{_MIN}))",
    rf"\b(?P<h>\d{{1,2}})\.(?P<m>[0-5][05])\b(?!\d|\s*(?:{_HRS}|{_MIN})){_TRAIL}",
    rf"\b(?P<h>\d{{1,2}})(?P<m>[0-5]\d)?\s?(?P<half>{_MERIDIEM})",
    rf"\b(?P<h>{_HOUR_WORDS})(?:\s+(?P<m>thirty|fifteen|forty five))?\s?(?P<half>[ap]\.?\s?m\b\.?)",
    rf"\b(?P<h>1?\d|{_HOUR_WORDS})\s*-?(?P<ish>ish)\b",
    rf"\b(?P<h>1?\d|{_HOUR_WORDS})\s*o'?\s?clock\b(?:\s*(?P<half>{_MERIDIEM}))?",
    rf"\b{_PREP}(?P<h>[01]?\d|2[0-3])(?P<m>[0-5]\d)\b(?!\s*[a-z]+\s+(?:st|ave|rd|dr|ln|ct)\b)(?!\s*(?:-|/|\d)){_TRAIL}",
]  # fmt: skip
_STRONG = r"(?:at about|at around|at like|at|@|by about|by|after|before|b4|until|till|til|closer to|not before|more like|eta is|eta|make|a las|a la|alas|a eso de las|como a las|como las|despues de las|despues de la|antes de las|antes de la|hasta las|desde las|sobre las|tipo|para las|las|la(?= una\b))"
_RULES_CLOCK += [
    rf"\b(?P<prep>(?:push|pushing|move|make|bump|change|switch|do|say|pushed|moved)\s+(?:(?:it|that|this|her|him|them|the call|call|eta|my eta|callback)\s+)?(?:back\s+)?(?:(?:to|till|until|for|at)\s+)?)(?P<h>{_H})\b{_NOT_HOUR}{_TRAIL}",
    rf"\b(?P<prep>there|here|arrive|arriving|call it)\s+(?P<h>{_H})\b{_NOT_HOUR}{_ENDS_HOUR}{_TRAIL}",
    rf"\b(?P<prep>{_STRONG})\s*(?P<h>{_H})\b{_NOT_HOUR}{_TRAIL}",
    rf"(?P<prep>@)\s*(?P<h>{_H})\b{_NOT_HOUR}{_TRAIL}",
    rf"\b(?P<prep>around|arnd|round|about|abt|like|past|approx|for|between|from|say)\s*(?P<h>{_H})\b{_NOT_HOUR}{_ENDS_HOUR}{_TRAIL}",
]
_LOOSE = re.compile(
    rf"(?<![\w:/.$#-])(?P<h>(?:1[3-9]|2[0-3])(?=[0-5]\d)|1[0-2]|0?[1-9]|{_HOUR_WORDS})(?P<m>(?<=\d)[0-5]\d)?(?![\w:/%]|\.\d|-\d|\s*(?:{_MIN}|{_HRS}|days?|fans?|dehu|times?|dias?|more|people|guys)\b)"
)


def _clock(match: re.Match[str]) -> Piece | None:
    got = match.groupdict()
    start, end = match.span()
    prep = (got.get("prep") or "").strip()
    if got.get("noon"):
        return Piece(Kind.CLOCK, start, end, 12, 0, "24", prep)
    if got.get("midnight"):
        return Piece(Kind.CLOCK, start, end, 0, 0, "24", prep)
    raw = got.get("h") or got.get("cuarto")
    if raw is None:
        return None
    hour, minute = int(number(raw)), _minute(got)
    if prep == "half":
        minute = 30
    elif prep.endswith("quarter"):
        minute = 15
    if got.get("off"):
        minute = int(number(got["off"]))
    if (
        got.get("side") in ("to", "till", "til", "of", "before")
        or got.get("y") == "menos"
        or got.get("cuarto")
    ):
        hour, minute = (hour - 1) or 12, 60 - (15 if got.get("cuarto") else minute)
    if hour > 23 or minute > 59:
        return None
    half = (got.get("half") or "")[:1]
    if half and 1 <= hour <= 12:
        return Piece(Kind.CLOCK, start, end, hour, minute, half + "m", prep)
    exact = hour > 12 or hour == 0
    return Piece(Kind.CLOCK, start, end, hour, minute, "24" if exact else None, prep)


def _minute(got: dict[str, str | None]) -> int:
    raw = got.get("m")
    if not raw:
        return 0
    if raw in ("media", "cuarto"):
        return 30 if raw == "media" else 15
    named = {"oh five": 5, "fifty five": 55}
    return named.get(raw) or int(number(raw))


# --- so long from now

_AHEAD = r"(?P<ahead>in about|in like|in around|in|n|within|en como|en unos|en unas|en|dentro de|como en)\s+(?:the next |about |like |around |roughly |maybe |abt |another )?"
_RULES_SPAN = [
    rf"(?:{_AHEAD})?\b(?P<hm>an|a|1|one|una|1?\d|(?=hour))\s*{_HRS}\s*(?:and|n|&|y|,)?\s*(?:a\s+)?(?P<m>half|media|quarter|cuarto|\d{{1,2}}(?=\s*{_MIN}|$|\s*[.,!]))\b(?:\s*{_MIN})?",
    rf"(?:{_AHEAD})?\b(?P<frac>half an|half a|half|1/2 an|1/2|media)\s*{_HRS}\b",
    rf"(?:{_AHEAD})?\b(?P<mixed>\d)\s+1/2\s*{_HRS}\b",
    rf"(?:{_AHEAD})?\b(?P<mixed>\d|{_HOUR_WORDS})\s+and a half\s*{_HRS}\b",
    rf"(?:{_AHEAD})?\b(?P<quarter>quarter (?:of an? )?|three quarters of an |cuarto de )\s*{_HRS}\b",
    rf"(?:{_AHEAD})?\b(?P<couple>a couple|couple|a few|few|un par de|par de)\s*(?:of\s+)?(?:more\s+)?(?P<unit>{_HRS})\b",
    rf"(?:{_AHEAD})?\b(?P<n>{_NUM}|an|a)\s*(?:-|–|to|or|a|o)?\s*(?P<n2>(?<=[-–ora\s])\s*(?:\d{{1,3}}))?\s*(?:more\s+|mas\s+)?(?P<unit>{_MIN}|{_HRS})",
    r"\b(?P<ahead>give me|gimme|need)\s+(?:another\s+|like\s+|about\s+)?(?P<n>\d{1,3})(?P<unit>)(?=\s*(?:$|[.,!?]))",
    r"\b(?P<n>\d{1,3})(?:\s*(?:-|to)\s*(?P<n2>\d{1,3}))?(?P<unit>)(?=\s+(?:out|away)\b)",
    rf"\b(?P<another>another|an additional|an extra|otra)\s+(?P<unit>{_HRS})",
    rf"\b{_AHEAD}(?P<n>{_NUM})\s*(?:-|–|to|or)?\s*(?P<n2>(?<=[-–or\s])\d{{1,3}})?(?P<unit>)(?![\w:/]|\s*(?:days?|weeks?|months?|years?|dias?|semanas?|the\b|rooms?|places?|spots?|{_MONTH}))",
]


def _span(match: re.Match[str]) -> Piece | None:
    got = match.groupdict()
    start, end = match.span()
    ahead = bool(got.get("ahead")) or bool(_FROM_NOW.match(match.string, end))
    minutes = _minutes(got)
    if minutes is None or not 0 < minutes <= 48 * 60:
        return None
    return Piece(Kind.SPAN, start, end, minutes=minutes, ahead=ahead)


_FROM_NOW = re.compile(r"\s*(?:from now|later|out|away|de aqui)\b")


def _minutes(got: dict[str, str | None]) -> int | None:
    hm = got.get("hm")
    if hm is not None:
        hours = number(hm) if hm not in ("a", "an", "") else 1
        rest = {"half": 30, "media": 30, "quarter": 15, "cuarto": 15}.get(got["m"] or "")
        return int(hours * 60) + (rest if rest is not None else int(got["m"] or 0))
    if got.get("frac"):
        return 30
    if mixed := got.get("mixed"):
        return int(number(mixed)) * 60 + 30
    if quarter := got.get("quarter"):
        return 45 if quarter.startswith("three") else 15
    if got.get("another"):
        return 60
    if couple := got.get("couple"):
        return 180 if "few" in couple else 120
    raw = got.get("n2") or got.get("n")
    if raw is None:
        return None
    unit = got.get("unit") or "m"
    n = 1.0 if raw.strip() in ("a", "an") else number(raw.strip())
    if raw.strip() in ("a", "an") and unit.startswith("m"):
        return None  # "in a minute" is no time at all
    return round(n * (60 if unit.startswith("h") else 1))


# --- days and parts of days

_RULES_DAY = [
    r"\b(?P<after>day after (?:" + _TOMORROW + r")|pasado manana)\b",
    rf"\b(?:(?P<which>next|this|coming|this coming|proximo|este|el proximo)\s+)?(?P<weekday>{_WEEKDAY})\b(?!\s+(?:here|all|around|waiting|in the|on the|at home))(?:\s+(?P<next>que viene|proximo|next week|of next week))?",
    rf"\b(?P<month>{_MONTH})\.?\s+(?:the\s+)?(?P<dom>\d{{1,2}})(?:st|nd|rd|th)?\b(?!\s*(?::|am|pm|min|hour))",
    rf"\b(?:the\s+|el\s+)?(?P<dom>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+|de\s+)?(?P<month>{_MONTH})\b(?!\s+(?:be|i|we|have)\b)",
    r"\b(?P<m>1[0-2]|0?[1-9])/(?P<d>[0-3]?\d)(?:/(?P<y>\d{4}|\d{2}))?\b(?!\s*(?:hour|hr|an|h\b|inch|in\b|of))",
    r"\b(?:the|on)\s+(?:the\s+)?(?P<only>\d{1,2})(?:st|nd|rd|th)\b(?!\s+(?:time|floor|st|street|ave|visit|day|one|text|call|house|job|stop))",
    r"\bel\s+(?:dia\s+)?(?P<only>\d{1,2})(?=\s*(?:$|[.,!?]|a\s|por\s|en\s))",
    r"\b(?P<tomorrow>" + _TOMORROW + r")\b",
    r"(?<!la )(?<!las )\b(?P<tomorrow>manana)\b",
    r"\b(?P<tonight>tonight|2nite|tonite|esta noche|hoy en la noche|hoy por la noche)\b",
    r"\b(?P<today>today|2day|tday|hoy)\b",
    r"\b(?P<today>this(?=\s+(?:morning|afternoon|evening)))",
    r"\b(?P<today>esta(?=\s+(?:tarde|manana)))",
    rf"\b(?:in|en|dentro de)\s+(?P<ndays>{_NUM}|a couple|a few|un par de|a|una)\s*(?:of\s+)?(?P<unit>days?|dias?|weeks?|semanas?)\b",
    r"\b(?P<nextweek>next week|la proxima semana|la semana que viene|la otra semana|proxima semana)\b",
    r"\b(?P<weekend>this weekend|weekend|next weekend|fin de semana)\b",
]


def _day(match: re.Match[str]) -> Piece | None:
    named = _named_day(match.groupdict())
    return Piece(Kind.DAY, *match.span(), day=named) if named else None


def _named_day(got: dict[str, str | None]) -> tuple[str, int, int, int] | None:
    if got.get("after"):
        return ("ahead", 2, 0, 0)
    if weekday := got.get("weekday"):
        index = next(i for i, names in WEEKDAYS.items() if weekday in names.split("|"))
        following = got.get("which") == "next" or bool(got.get("next"))
        return ("weekday", index, int(following), 0)
    if month := got.get("month"):
        index = next(i for i, names in enumerate(MONTHS) if month in names.split("|"))
        return ("date", index + 1, int(got["dom"] or 0), 0)
    if got.get("m") and got.get("d"):
        return ("date", int(got["m"] or 0), int(got["d"] or 0), int(got.get("y") or 0))
    if only := got.get("only"):
        return ("dom", int(only), 0, 0)
    if got.get("tomorrow"):
        return ("ahead", 1, 0, 0)
    if got.get("tonight"):
        return ("tonight", 0, 0, 0)
    if got.get("today"):
        return ("ahead", 0, 0, 0)
    if count := got.get("ndays"):
        n = (
            2
            if "couple" in count or "par" in count
            else 3
            if "few" in count
            else 1
            if count in ("a", "una")
            else int(number(count))
        )
        return ("ahead", n * (7 if (got["unit"] or "").startswith(("w", "s")) else 1), 0, 0)
    if got.get("nextweek"):
        return ("weekday", 0, 2, 0)
    return ("weekday", 5, 0, 0) if got.get("weekend") else None


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
_RULES_PART = [
    r"(?<!good )(?<!buenas )(?<!mas )\b(?P<part>"
    + "|".join(sorted((p for p, name in PARTS.items() if name), key=len, reverse=True))
    + r")\b(?!\s+routine)",
    r"\besta (?P<part>tarde)\b",
]


def _part(match: re.Match[str]) -> Piece | None:
    name = PARTS[match["part"]] or "afternoon"
    return Piece(Kind.PART, *match.span(), part=name)


def _beside_day(match: re.Match[str], found: list[Piece], line: str) -> bool:
    """`tomorrow 3`, `3 thurs`: the day makes the number an hour."""
    for piece in found:
        if piece.kind not in (Kind.DAY, Kind.PART):
            continue
        between = (
            line[piece.end : match.start()]
            if piece.end <= match.start()
            else line[match.end() : piece.start]
        )
        if between.strip(" ,") in (
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
        ):
            return True
    return False


_FINDERS = [
    *((re.compile(rule), _span) for rule in _RULES_SPAN[:6]),
    *((re.compile(rule), _clock) for rule in _RULES_CLOCK[:18]),
    *((re.compile(rule), _span) for rule in _RULES_SPAN[6:]),
    *((re.compile(rule), _day) for rule in _RULES_DAY),
    *((re.compile(rule), _clock) for rule in _RULES_CLOCK[18:]),
    *((re.compile(rule), _part) for rule in _RULES_PART),
]
