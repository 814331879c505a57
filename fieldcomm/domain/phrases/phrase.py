"""A small language for wordings, and the book that finds them in a text quickly.

A wording is a row of elements between spaces, matched against `Words.line`:

    call|ring       either word            no_one         two words in a row
    back?           may be missing         llam*          any ending
    <crew>          a class of words       #              a number
    .  ..  ...      up to 1, 3 or 6 words in between, never across a sentence's end
    ^  $            the text begins / ends here, politeness aside
    ?               a question mark        /              a sentence's end
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from fieldcomm.domain.phrases.spelling import FILLERS
from fieldcomm.domain.phrases.vocabulary import CLASSES
from fieldcomm.domain.phrases.words import Words

_GAPS = {".": "{0,1}", "..": "{0,3}", "...": "{0,6}"}
_ANY = r"(?:[^ /?]+ )"
_FILLER = "(?:(?:" + "|".join(sorted(FILLERS)) + ") )"
_ENDS = "(?:(?:" + "|".join(sorted(FILLERS)) + "|[/?]) )"


class Wording:
    """One wording with its weight; its expression is compiled when first needed."""

    __slots__ = ("_regex", "label", "needs", "pattern", "weight")

    def __init__(self, label: str, weight: float, pattern: str) -> None:
        self.label = label
        self.weight = weight
        self.pattern = pattern
        self.needs = _needed(pattern)
        self._regex: re.Pattern[str] | None = None

    def find(self, line: str) -> re.Match[str] | None:
        if self._regex is None:
            self._regex = re.compile(_expression(self.pattern))
        return self._regex.search(line)


@dataclass(frozen=True, slots=True)
class Found:
    """A wording of the book in a text; `span` is in `Words.line`."""

    label: str
    weight: float
    span: tuple[int, int]
    pattern: str


class Book:
    """Wordings indexed by a word they cannot do without."""

    def __init__(self, wordings: Iterable[Wording]) -> None:
        self._by_word: dict[str, list[Wording]] = {}
        self._always: list[Wording] = []
        lexicon: set[str] = set()
        for wording in wordings:
            lexicon.update(_literals(wording.pattern))
            if not wording.needs:
                self._always.append(wording)
            for word in wording.needs:
                self._by_word.setdefault(word, []).append(wording)
        self.lexicon = frozenset(word for word in lexicon if len(word) >= 4)

    def find(self, words: Words) -> list[Found]:
        """Every wording in the text, once each, in the book's order of discovery."""
        tried: set[int] = set()
        found = []
        for wording in self._candidates(words):
            if id(wording) in tried:
                continue
            tried.add(id(wording))
            if match := wording.find(words.line):
                found.append(Found(wording.label, wording.weight, match.span(), wording.pattern))
        return found

    def _candidates(self, words: Words) -> Iterator[Wording]:
        yield from self._always
        for word in dict.fromkeys(words.words):
            yield from self._by_word.get(word, ())


def table(label: str, rows: str) -> list[Wording]:
    """Read rows of `weight wording`."""
    wordings = []
    for row in rows.splitlines():
        if row.strip():
            weight, pattern = row.split(maxsplit=1)
            wordings.append(Wording(label, float(weight), pattern))
    return wordings


def _alternatives(element: str) -> list[str]:
    """`call|<us>` as the phrases it stands for, underscores as spaces."""
    phrases: list[str] = []
    for part in element.split("|"):
        if part.startswith("<"):
            phrases += [p.replace("_", " ") for p in CLASSES[part[1:-1]]]
        else:
            phrases.append(part.replace("_", " "))
    return phrases


def _optional(element: str) -> bool:
    return len(element) > 1 and element.endswith("?")


def _expression(pattern: str) -> str:
    parts = [r"(?<= )"]
    for element in pattern.split():
        if element == "^":
            parts = [rf"^ {_ENDS}*"]
        elif element == "$":
            parts.append(rf"{_ENDS}*$")
        elif element in _GAPS:
            parts.append(_ANY + _GAPS[element])
        elif element == "?":
            parts.append(r"\? ")
        elif element == "#":
            parts.append(r"\d[^ ]* ")
        elif _optional(element):
            parts.append(f"(?:{_either(element[:-1])})?")
        else:
            parts.append(_either(element))
    return "".join(parts)


def _either(element: str) -> str:
    phrases = sorted(_alternatives(element), key=len, reverse=True)
    words = "|".join(_word(phrase) for phrase in phrases if phrase != "$")
    return f"(?:(?:{words}) |{_ENDS}*$)" if "$" in phrases else f"(?:{words}) "


def _word(phrase: str) -> str:
    if phrase == "#":
        return r"\d[^ ]*"
    return re.escape(phrase).replace(r"\*", r"[^ /?]*")


def _needed(pattern: str) -> frozenset[str]:
    """The first words of the element that narrows most; empty when none can be named."""
    best: frozenset[str] = frozenset()
    for element in pattern.split():
        if element in ("^", "$", "#") or element in _GAPS or _optional(element):
            continue
        firsts = frozenset(phrase.split()[0] for phrase in _alternatives(element))
        if any("*" in first or first in ("#", "$") for first in firsts):
            continue
        if not best or len(firsts) < len(best):
            best = firsts
    return best


def _literals(pattern: str) -> Iterator[str]:
    for element in pattern.split():
        if element in ("^", "$", "#", "?", "/") or element in _GAPS:
            continue
        bare = element[:-1] if _optional(element) else element
        for phrase in _alternatives(bare):
            yield from (word for word in phrase.split() if word.isalpha())
