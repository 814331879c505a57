"""Days: today, tomorrow, weekdays, dates."""

from __future__ import annotations

import re

from fieldcomm.domain.time_words.numbers import NUM, number
from fieldcomm.domain.time_words.piece import Kind, Piece

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
MONTH = "|".join(MONTHS)
WEEKDAY = "|".join(WEEKDAYS.values())
TOMORROW = (
    r"tomorr?ow|tommorr?ow|tomm?orow|tomorro|tmrrw|tmrw|tmr|tmw|tmmrw|tmrow|tmro|tomo|tomoro|tomrw"
    r"|2morrow|2moro|2mrw|tomarrow|tomrrow|tommrow|tmorrow|tom(?=\s+(?:at|morning|afternoon|after|by|around)\b)"
)

RULES = [
    r"\b(?P<after>day after (?:" + TOMORROW + r")|pasado manana)\b",
    rf"\b(?:(?P<which>next|this|coming|this coming|proximo|este|el proximo)\s+)?(?P<weekday>{WEEKDAY})\b(?!\s+(?:here|all|around(?!\s+(?:\d|noon|one|two|three|four|ten|eleven|twelve))|waiting|in the(?!\s+(?:morning|afternoon|evening))|on the|at home))(?:\s+(?P<next>que viene|proximo|next week|of next week))?",
    rf"\b(?P<month>{MONTH})\.?\s+(?:the\s+)?(?P<dom>\d{{1,2}})(?:st|nd|rd|th)?\b(?!\s*(?::|am|pm|min|hour))",
    rf"\b(?:the\s+|el\s+)?(?P<dom>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+|de\s+)?(?P<month>{MONTH})\b(?!\s+(?:be|i|we|have)\b)",
    r"\b(?P<m>1[0-2]|0?[1-9])/(?P<d>[0-3]?\d)(?:/(?P<y>\d{4}|\d{2}))?\b(?!\s*(?:hour|hr|an|h\b|inch|in\b|of))",
    r"\b(?:the|on)\s+(?:the\s+)?(?P<only>\d{1,2})(?:st|nd|rd|th)\b(?!\s+(?:time|floor|st|street|ave|visit|day|one|text|call|house|job|stop))",
    r"\bel\s+(?:dia\s+)?(?P<only>\d{1,2})(?=\s*(?:$|[.,!?]|a\s|por\s|en\s))",
    r"\b(?P<tomorrow>" + TOMORROW + r")\b",
    r"(?<!la )(?<!las )\b(?P<tomorrow>manana)\b",
    r"\b(?P<tonight>tonight|2nite|tonite|esta noche|hoy en la noche|hoy por la noche)\b",
    r"\b(?P<today>today|2day|tday|hoy)\b",
    r"\b(?P<today>this(?=\s+(?:morning|afternoon|evening)))",
    r"\b(?P<today>esta(?=\s+(?:tarde|manana)))",
    rf"\b(?:in|en|dentro de)\s+(?P<ndays>{NUM}|a couple|a few|un par de|a|una)\s*(?:of\s+)?(?P<unit>days?|dias?|weeks?|semanas?)\b",
    r"\b(?P<nextweek>next week|la proxima semana|la semana que viene|la otra semana|proxima semana)\b",
    r"\b(?P<weekend>this weekend|weekend|next weekend|fin de semana)\b",
]


def day(match: re.Match[str]) -> Piece | None:
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
