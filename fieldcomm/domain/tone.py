"""Reads a text for what a decent person would not have written, says why, and offers better.

Advice only: whoever writes may send it all the same. It knows English and Spanish at once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from fieldcomm.domain.tone_rules import KEYWORDS, OTHERS, RULES, SORRY, TIME, Rule


@dataclass(frozen=True, slots=True)
class Finding:
    """`text[start:end]` are the `words` that decided; `better` is what to say instead."""

    start: int
    end: int
    words: str
    why: str
    better: str


def check(text: str) -> list[Finding]:
    """Every finding, in order of appearance; the earlier and longer of two that overlap."""
    straight = text.translate(_STRAIGHT)
    found = [*_by_rules(straight), *_they(straight), *_shouting(straight)]
    found.sort(key=lambda finding: (finding.start, -finding.end))
    kept: list[Finding] = []
    for finding in found:
        if not kept or finding.start >= kept[-1].end:
            kept.append(finding)
    return kept


# Typographic quotes read as plain ones, character for character, so that places stay true.
_STRAIGHT = str.maketrans("\u2018\u2019\u201c\u201d", "''\"\"")
_SENTENCE_END = re.compile(r"[.!?\n]")


def _by_rules(text: str) -> Iterator[Finding]:
    for rule in RULES:
        for match in rule.words.finditer(text):
            if not _excused(rule, text, match):
                yield _finding(text, match.start(), match.end(), rule.why, rule.better)


def _excused(rule: Rule, text: str, match: re.Match[str]) -> bool:
    sentence = _sentence(text, match.start(), match.end())
    if rule.unless_sorry and SORRY.search(text[: match.start()]):
        return True
    if rule.unless_timed and TIME.search(sentence):
        return True
    return rule.unless is not None and rule.unless.search(sentence) is not None


def _they(text: str) -> Iterator[Finding]:
    """ "They" for our own people; not for the insurer, the neighbour, the supplier."""
    for match in _THEY.finditer(text):
        before = text[: match.start()]
        ours = _last(_OURS, before)
        others = _last(OTHERS, before)
        about_us = ours > others or (others < 0 and _ARRIVING.match(text, match.end()) is not None)
        if about_us and others <= ours:
            why = "We are one company: a customer hears 'they' as nobody's job."
            better = f"Say we: '{_WE[match.group().lower()]}', or the person's name."
            yield _finding(text, match.start(), match.end(), why, better)


_THEY = re.compile(r"(?i)\bthey(?:'re|'ll|'ve|'d)?\b|\bellos\b")
_OURS = re.compile(
    r"(?i)\b(?:our|the|your|el|la|nuestr[oa])\s+(?:\w+\s+)?(?:crews?|team|tech(?:nician)?s?|guys?|"
    r"office|drivers?|contractors?|installers?|dispatch(?:ers?)?|equipo|oficina|t[eé]cnicos?)\b"
)
_ARRIVING = re.compile(
    r"(?i)\s*(?:will|are|should|can|may|might|have|said|told|van|vendr[aá]n|llegar[aá]n)?\s*(?:be\s+)?"
    r"(?:there|come|coming|arrive|arriving|call(?:ing)?\s+you|text(?:ing)?\s+you|contact\s+you|"
    r"reach\s+you|get\s+to\s+you|on\s+(?:the|their)\s+way|running\s+late|show\s+up|set\s+out|"
    r"a\s+llegar|le\s+llamar)"
)
_WE = {"they": "we", "they're": "we're", "they'll": "we'll", "they've": "we've", "they'd": "we'd"}
_WE |= {"ellos": "nosotros"}


def _last(pattern: re.Pattern[str], text: str) -> int:
    """Where the last match starts; -1 for none."""
    return max((match.start() for match in pattern.finditer(text)), default=-1)


def _shouting(text: str) -> Iterator[Finding]:
    for match in _CAPITALS.finditer(text):
        words = re.findall(r"[^\W\d_]+", match.group())
        loud = [word for word in words if len(word) > 1 and word not in KEYWORDS]
        if (len(loud) > 1 and sum(map(len, loud)) >= 6) or any(len(word) >= 6 for word in loud):
            why = "Capitals read as shouting."
            better = f"Write it calmly: '{match.group().lower()}'."
            yield _finding(text, match.start(), match.end(), why, better)


_CAPITALS = re.compile(r"\b[A-ZÁÉÍÓÚÑÜ]{2,}(?:[ ,']+[A-ZÁÉÍÓÚÑÜ]+\b)*")


def _sentence(text: str, start: int, end: int) -> str:
    before = [match.end() for match in _SENTENCE_END.finditer(text, 0, start)]
    after = _SENTENCE_END.search(text, end)
    return text[before[-1] if before else 0 : after.start() if after else len(text)]


def _finding(text: str, start: int, end: int, why: str, better: str) -> Finding:
    return Finding(start, end, text[start:end], why, better)
