"""Numbers as people spell them, and the hours and units they count."""

from __future__ import annotations

_ONES = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
_TEENS = [
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = {
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fourty": 40,
    "fifty": 50,
    "sixty": 60,
    "ninety": 90,
}
_UNOS = ["uno", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve"]
_DECENAS = {"treinta": 30, "cuarenta": 40, "cincuenta": 50, "sesenta": 60, "noventa": 90}

NUMBERS: dict[str, int] = {
    "zero": 0,
    **{word: n for n, word in enumerate(_ONES, 1)},
    **{word: n for n, word in enumerate(_TEENS, 10)},
    **_TENS,
    **{f"{ten}{gap}{one}": n + i for ten, n in _TENS.items() for i, one in enumerate(_ONES, 1) for gap in " -"},
    **{word: n for n, word in enumerate(_UNOS, 1)},
    "un": 1, "una": 1, "diez": 10, "once": 11, "doce": 12, "trece": 13, "catorce": 14, "quince": 15,
    "dieciseis": 16, "dieciocho": 18, "veinte": 20, "veintidos": 22, "veinticinco": 25,
    **_DECENAS,
    **{f"{ten} y {one}": n + i for ten, n in _DECENAS.items() for i, one in enumerate(_UNOS, 1)},
}  # fmt: skip

WORDS = "|".join(sorted(NUMBERS, key=len, reverse=True))
NUM = rf"(?:\d{{1,3}}(?:\.\d+)?|{WORDS})"
HOUR_WORDS = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
HORAS = "una|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce"
HOUR = rf"(?:[01]?\d|2[0-3]|{HOUR_WORDS}|{HORAS})"
MINUTES = r"(?:minutos|minuto|minutitos|minutes|minute|minuts|minuets|mintues|minites|mins|min|mns|m(?![a-z]))"
HOURS = r"(?:horas|hora|hours|hour|hrs|hr|h(?![a-z]))"


def number(word: str) -> float:
    """The value of digits or of a spelled-out number."""
    return float(NUMBERS[word]) if word in NUMBERS else float(word)
