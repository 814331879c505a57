"""Who it is and where, in a text like `Dana Reed, 14 Oak St, Atlanta`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import takewhile

from fieldcomm.domain.phrases.word_set import word_set

LONGEST_NAME, LONGEST_ADDRESS = 60, 120

# A house number and at least a word after it: `14 Oak`, `14B Oak St`, `N123 County Rd`.
_HOUSE = re.compile(
    r"(?<![\w$#.:/-])(?!\d{1,4}\s*(?:am|pm|a\.m|p\.m|min|hours?|hrs?|days?|weeks?|inch|inches|in|ft|feet|foot"
    r"|rooms?|people|kids|of|yrs?|years?|months?|horas?|dias?|a[nñ]os|pulgadas)\b)"
    r"[A-Z]?\d{1,6}[A-Za-z]?(?:-[A-Za-z0-9]+)?\s+(?:[NSEW]\.?\s+)?[A-Za-zÀ-ÿ0-9][\wÀ-ÿ.'-]*[^\n!?;]*",
    re.IGNORECASE,
)
_CALLED = re.compile(
    r"(?:my name is|my name's|name is|name:|this is|i am|i'm|im|me llamo|mi nombre es|nombre:|soy)\s+"
    r"([A-Za-zÀ-ÿ][\wÀ-ÿ.'-]*(?:\s+[A-Za-zÀ-ÿ][\wÀ-ÿ.'-]*){0,3})",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    r"(?i)[\s,;:.-]*(?:\b(?:and\s+)?(?:i\s+)?(?:live|living|am|we're|we are|located)?\s*(?:at|on|address(?:\s+is)?:?"
    r"|my address(?:\s+is)?|the address(?:\s+is)?|vivo en|y vivo en|estoy en|direcci[oó]n:?|mi direcci[oó]n es))?[\s,;:.-]*$"
)
# The street goes on to the end of the sentence, and no further.
_STORY = re.compile(
    r"(?i)\.\s+(?=[a-zÀ-ÿ]{2,}).*$|[,;]?\s+\b(?:and|but|because|there|the|water|my|our|we|i|it|is|has|y|pero|el agua|mi|hay|se)\s+"
    r"(?:is|are|water|we|i|the|my|basement|kitchen|ceiling|pipe|have|has|need|was|agua|tengo|esta|est[aá])\b.*$"
)
_NAME = re.compile(r"[A-Za-zÀ-ÿ][\wÀ-ÿ.'&-]*(?:\s+[A-Za-zÀ-ÿ&][\wÀ-ÿ.'&-]*){0,4}")
_NO_NAME = word_set(
    "hi hello hey help please yes no ok okay thanks hola ayuda si need flood flooding flooded water"
    " leak leaking pipe burst basement kitchen ceiling emergency urgent house home agua fuga casa come"
    " can you anyone there when how what asap now name address the my is it we and i at on in from"
    " live y en vivo"
)


@dataclass(frozen=True, slots=True)
class Details:
    """What the text says of them; None: it does not."""

    name: str | None = None
    address: str | None = None


def details_in(text: str) -> Details:
    line = " ".join(text.replace("\n", ", ").split())
    house = _HOUSE.search(line)
    address = _address(house[0]) if house else None
    before = _BEFORE.sub("", line[: house.start()]) if house else line
    return Details(_name(line, before, alone=house is None), address)


def _address(found: str) -> str | None:
    kept = _STORY.sub("", found).strip(" ,.;:")
    words = kept.split()
    return kept[:LONGEST_ADDRESS] if len(words) >= 2 else None


def _may_be_name(word: str) -> bool:
    return word.lower().strip(".,") not in _NO_NAME


def _name(line: str, before: str, *, alone: bool) -> str | None:
    """As they say it themselves, else what stands before the address, else a text of a few words."""
    said = _CALLED.search(line)
    called = list(takewhile(_may_be_name, said[1].split())) if said else []
    if called:
        return " ".join(called)[:LONGEST_NAME].strip(" ,.")
    last = re.split(r"[,;.!?]", before)[-1].strip() or before.strip(" ,;.!?")
    if not _NAME.fullmatch(last) or {w.lower() for w in last.split()} & _NO_NAME:
        return None
    if alone and len(last.split()) > 3:
        return None
    return last[:LONGEST_NAME]
