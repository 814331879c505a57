"""Spelled-out numbers and times as figures, so that wordings need to know but one way.

`twenty five minutes` is `25 minutes`, `quarter past four` is `4:15`, `two thirty` is `2:30`. Small
numbers on their own stay words: "the one", "two of us".
"""

from __future__ import annotations

from fieldcomm.domain.phrases.word_set import word_set

Token = tuple[str, tuple[int, int]]

_SMALL = {
    word: n
    for n, word in enumerate(["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"], 1)
} | {
    word: n
    for n, word in enumerate(["una", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve", "diez", "once", "doce"], 1)
}  # fmt: skip
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fourty": 40, "fifty": 50, "treinta": 30, "cuarenta": 40, "cincuenta": 50}  # fmt: skip
_TEENS = {"fifteen": 15, "quince": 15, "veinte": 20, "veinticinco": 25}
_FRACTIONS = {"quarter": 15, "qtr": 15, "quater": 15, "half": 30, "cuarto": 15}
_UNITS = word_set("minutes minutos minuto hours hora horas oclock clock more out away late behind")
_TO = word_set("to until of before")
_PAST = word_set("past after")


def as_figures(tokens: list[Token]) -> list[Token]:
    """The tokens with numbers and clock times as figures; a time of several words becomes one."""
    figured: list[Token] = []
    i = 0
    while i < len(tokens):
        taken, word = _clock(tokens, i) or _number(tokens, i) or (1, tokens[i][0])
        figured.append((word, (tokens[i][1][0], tokens[i + taken - 1][1][1])))
        i += taken
    return figured


def _clock(tokens: list[Token], i: int) -> tuple[int, str] | None:
    """How many tokens say a clock time, and that time."""
    word, second, third = (_word(tokens, i + n) for n in range(3))
    minute = _FRACTIONS.get(word) or (_figure(word) if second in _TO | _PAST else None)
    if minute and (hour := _hour(third)):
        if second in _PAST:
            return 3, f"{hour}:{minute:02}"
        if second in _TO and minute in (5, 10, 15, 20, 25):
            return 3, f"{hour - 1 or 12}:{60 - minute:02}"
    hour, minute = _SMALL.get(word, 0), _TEENS.get(second) or _TENS.get(second, 0)
    if not hour or not minute or third in _UNITS:
        return None
    if minute >= 20 and _SMALL.get(third) == 5:
        return 3, f"{hour}:{minute + 5}"
    return 2, f"{hour}:{minute}"


def _number(tokens: list[Token], i: int) -> tuple[int, str] | None:
    word, second, third = (_word(tokens, i + n) for n in range(3))
    if ten := _TENS.get(word):
        if second == "y" and third in _SMALL and _SMALL[third] < 10:
            return 3, str(ten + _SMALL[third])
        if second in _SMALL and _SMALL[second] < 10:
            return 2, str(ten + _SMALL[second])
        return 1, str(ten)
    if teen := _TEENS.get(word):
        return 1, str(teen)
    if word in _SMALL and second in _UNITS:
        return 1, str(_SMALL[word])
    return None


def _word(tokens: list[Token], i: int) -> str:
    return tokens[i][0] if i < len(tokens) else ""


def _hour(word: str) -> int:
    hour = _SMALL.get(word) or (int(word) if word.isdecimal() and len(word) < 3 else 0)
    return hour if 1 <= hour <= 12 else 0


def _figure(word: str) -> int:
    return (
        int(word) if word.isdecimal() and len(word) < 3 else _SMALL.get(word) or _TENS.get(word, 0)
    )
