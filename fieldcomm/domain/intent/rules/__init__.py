"""The wordings of each intent, a family a file: `weight  wording`, English then Spanish.

Weights: 9-10 says it outright, 6-8 clearly, 3-5 a hint that a stronger one outweighs.
A negative weight speaks against the intent. The language of wordings is in `phrases.phrase`.
"""

from __future__ import annotations

from functools import cache

from fieldcomm.domain.intent.reading import Speaker
from fieldcomm.domain.intent.rules import (
    calls,
    cancelling,
    complaints,
    consent,
    office,
    settings,
    thanks,
    travel,
    visits,
    waiting,
    work,
)
from fieldcomm.domain.phrases.phrase import Book, Wording, table
from fieldcomm.domain.safety import DANGER

_FAMILIES = {
    Speaker.CUSTOMER: (consent, visits, cancelling, waiting, calls, thanks, complaints, settings),
    Speaker.CONTRACTOR: (consent, travel, work, office),
}


@cache
def book(speaker: Speaker) -> Book:
    wordings: list[Wording] = []
    for hazard, rows in DANGER.items():
        wordings += table(f"danger:{hazard}", rows)
    for family in _FAMILIES[speaker]:
        for intent, rows in family.TABLES.items():
            wordings += table(intent.value, rows)
    return Book(wordings)
