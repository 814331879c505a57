"""So long from now: in 20, an hour and a half, en media hora."""

from __future__ import annotations

import re

from fieldcomm.domain.time_words.days import MONTH
from fieldcomm.domain.time_words.numbers import HOUR_WORDS, HOURS, MINUTES, NUM, WORDS, number
from fieldcomm.domain.time_words.piece import Kind, Piece

_ABOUT = r"(?:the next |about |like |around |roughly |maybe |abt |another |approximately |approx |say |probably |at least |unos |unas |como )*"
_AHEAD = rf"(?P<ahead>in|n|within|inside of|en|dentro de|como en|give or take)\s+{_ABOUT}"
_HALF = r"half an|half a|a half|half|1/2 an|1/2|media"
# What would be misread as a time of the clock: an hour and a half, half an hour.
BEFORE_CLOCKS = [
    rf"(?:{_AHEAD})?\b(?P<hm>an|a|1|one|una|1?\d|two|three|(?=h(?:ou)?rs?\b)|(?=hora\b))\s*{HOURS}\s*(?:and|n|&|y|,)?\s*(?:a\s+)?(?P<m>half|media|quarter|cuarto|{WORDS}|\d{{1,2}})\b(?:\s*{MINUTES}|(?=$|\s*[.,!)]|\s+(?:out|away|late|behind|more|or|tops|from|max|then|if|to|till|til|tarde|mas|de)\b))",
    rf"(?:{_AHEAD})?\b(?P<hm>an|a|1|one|una|1?\d|two|three|(?=h(?:ou)?rs?\b)|(?=hora\b))\s*{HOURS}\s*(?:and|n|&|y|,)\s*(?:a\s+)?(?P<m>half|media|quarter|cuarto)\b",
    rf"(?:{_AHEAD})?\b(?P<mixed>\d)\s+1/2\s*{HOURS}\b",
    rf"(?:{_AHEAD})?\b(?P<mixed>\d|{HOUR_WORDS})\s+(?:and|n|&) (?:a half|half|1/2)\s*{HOURS}\b",
    rf"(?:{_AHEAD})?\b(?P<quarter>quarter (?:of an? )?|3/4 (?:of an? )?|three quarters of an |cuarto de |cuartos de |tres cuartos de )\s*{HOURS}\b",
    rf"(?:{_AHEAD})?\b(?P<frac>{_HALF})[\s-]*{HOURS}\b",
    rf"(?:{_AHEAD})?\b(?P<couple>a couple|couple|a few|few|un par de|par de|unas)\s*(?:of\s+)?(?:more\s+)?(?P<unit>{HOURS})\b",
]  # fmt: skip
AFTER_CLOCKS = [
    rf"(?:{_AHEAD})?\b(?P<n>{NUM}|an|a)\s*(?:-|–|/|to|or|a|o)?\s*(?P<n2>(?<=[-–/ora\s])\s*(?:\d{{1,3}}|{WORDS}))?\s*(?:more\s+|mas\s+)?(?P<unit>{MINUTES}|{HOURS})",
    rf"\b(?:give me|gimme|give it|need|deme|dame|necesito)\s+(?:another\s+|like\s+|about\s+|otros\s+|unos\s+|maybe\s+)*(?P<n>\d{{1,3}}|{WORDS})(?P<unit>)(?=\s*(?:$|[.,!?]|(?:more|mas|then|and|til|till|until|to|here|i|ill|i'll|im|still|on|at|before)\b(?!\s+(?:fans?|dehu\w*|sheets?|days?|people|guys|bags?|boxes|air|big|small|new|of))))",
    r"\b(?P<n>\d{1,3})(?:\s*(?:-|to)\s*(?P<n2>\d{1,3}))?(?P<unit>)(?=\s+(?:out|away)\b)",
    rf"(?<![\d:])(?:{_AHEAD})?\b(?P<n>1[3-9]|[2-5]\d)\s?-?(?P<unit>)ish\b",
    rf"\b(?P<ahead>with)in the (?:next )?(?P<another>)(?P<unit>{HOURS})",
    rf"\b(?P<another>another|an additional|an extra|otra)\s+(?P<unit>{HOURS})",
    rf"\b{_AHEAD}(?P<n>{NUM})\s*(?:-|–|to|or)?\s*(?P<n2>(?<=[-–or\s])\d{{1,3}})?(?P<unit>)(?:ish\b)?(?![\w:/]|\s*(?:days?|weeks?|months?|years?|dias?|semanas?|the\b|rooms?|places?|spots?|{MONTH}))",
]  # fmt: skip


def span(match: re.Match[str]) -> Piece | None:
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
        return int(hours * 60) + (rest if rest is not None else int(number(got["m"] or "0")))
    if got.get("frac"):
        return 30
    if mixed := got.get("mixed"):
        return int(number(mixed)) * 60 + 30
    if quarter := got.get("quarter"):
        return 45 if quarter.startswith(("3", "three", "tres", "cuartos")) else 15
    if got.get("another") is not None:
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
