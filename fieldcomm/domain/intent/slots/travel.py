"""When a contractor arrives, or how late."""

from __future__ import annotations

import re
from dataclasses import replace

from fieldcomm.domain.intent.reading import Reading
from fieldcomm.domain.intent.slots.heard import Heard, when_said
from fieldcomm.domain.intent.slots.stops import LEADING_NUMBERS, without_stop
from fieldcomm.domain.time_words import Kind, Piece, find_pieces, plain


def on_my_way(reading: Reading, heard: Heard) -> Reading:
    text, stop = without_stop(heard)
    bare = _bare_minutes(text)
    if bare is not None:
        when = when_said(replace(heard, text=f"in {bare} min", start=0), near=True)
    else:
        when = when_said(
            replace(heard, text=text, start=0), near=True, spans=True, bare=_mostly_number(text)
        )
    if when is None and (last := _LAST_NUMBER.search(plain(text))):
        when = when_said(replace(heard, text=f"in {last[1]} min", start=0), near=True)
    return replace(reading, eta=when.at if when else None, stop_number=stop)


_LAST_NUMBER = re.compile(r"[a-z][,\s]\s*([1-9]\d|5)\W*$")


def late(reading: Reading, heard: Heard) -> Reading:
    text, stop = without_stop(heard)
    bare = _bare_minutes(text)
    reading = replace(reading, stop_number=stop)
    if bare is not None and (bare >= 5 and bare not in (6, 7, 8, 9, 11, 12)):
        return replace(reading, minutes=bare)
    if (minutes := _delay(text)) and not _says_when(text):
        return replace(reading, minutes=minutes)
    when = when_said(
        replace(heard, text=text, start=_new_time(text)),
        near=True,
        spans=True,
        bare=bare is not None or _mostly_number(text) or bool(_NAMES_HOUR.search(plain(text))),
    )
    if (
        when
        and when.minutes is not None
        and (
            not when.ahead
            or _NEEDS.search(plain(text)[: when.span[1]])
            or _THAN.match(plain(text), when.span[1])
        )
        and not _ARRIVES_BEFORE.search(plain(text)[: when.span[0]])
    ):
        return replace(reading, minutes=when.minutes)
    return replace(reading, eta=when.at if when else None)


_THAN = re.compile(r"\s*later than\b")
_NAMES_HOUR = re.compile(
    r"\b(?:be|make (?:that|it)) \d{1,2}\b (?:before|instead|now)|, (?:1[0-2]|[1-9]) now\b"
)
_NEEDS = re.compile(r"\b(?:give me|gimme|give it|need|necesito|deme|dame)\W[\w\s]{0,24}$")
_OLD_TIME = re.compile(
    r"(?:\bnot|instead of|rather than|supposed to (?:be|start|get)(?: there| here)?|original\w*|was|scheduled|no (?:llego|llegamos|alcanzo)(?: a)?(?: las?)?|make(?: it)?(?: there| over)?(?: by| for| at)?|there by|the|my|our|window)\W*$"
)


def _new_time(text: str) -> int:
    """Where the new time begins: after "more like", else the last that is not the one missed.

    Of "wont make 4, 4:45 more likely" that is 4:45.
    """
    line = plain(text)
    said = [p for p in find_pieces(text) if p.kind is Kind.CLOCK or p.ahead]
    new = [p for p in said if _new(line, p)] or said
    if len(new) == 1 or not new:
        return new[0].start if new else 0
    named = [m.end() for m in _NEW_ETA.finditer(line)]
    return next((p.start for at in named for p in new if p.end > at), new[-1].start)


def _new(line: str, piece: Piece) -> bool:
    until = piece.prep.startswith(("til", "until", "hasta", "after", "before"))
    before = line[: piece.start] + (piece.prep + " " if piece.prep == "by" else "")
    return until or not _OLD_TIME.search(before)


def _says_when(text: str) -> bool:
    """Whether a delay comes with its result: "an hour behind, be there at 4"."""
    named = _NEW_ETA.search(plain(text))
    pieces = find_pieces(text)
    return named is not None and any(p.kind is Kind.CLOCK or p.ahead for p in pieces)


_NEW_ETA = re.compile(
    r"\b(?:more like|call it|get there|be there|be here|there by|eta(?: is| now)*|arriv\w*|lleg\w*|closer to|until|til|till)\b"
)
_ARRIVES_BEFORE = re.compile(
    r"\b(?:there|here|arrive|arriving|arrival|eta|llego|llegamos|llegare|with you|at the house)\b[\w\s]{0,14}$"
)
_DELAY = re.compile(
    r"\b(?:late|behind|delayed|tarde|retrasado|atrasado|retraso)\b(?: by| about| abt| bout| around| probably| roughly| at least| like| maybe| unos| como| another|,)*\s*$"
)


_ADDED = re.compile(
    r"\b(?:another|add|adding|tack on|tacking on|an extra)(?: about| like| bout)? (?P<a>\d{2,3})\b(?!\s*(?::|[ap]m|h))"
    r"|(?<![:.\d])\b(?P<b>\d{2,3})(?: min\w*)? (?:more|over|extra|longer)\b"
)


def _delay(text: str) -> int | None:
    """Minutes said as a delay even after "in": "40 late", "late by an hour", "30 behind"."""
    line = plain(text)
    for piece in find_pieces(text):
        if (
            piece.kind is Kind.SPAN
            and not piece.ahead
            and (
                re.match(
                    r"\s*(?:late|behind|delay|tarde|de retraso|de atraso|atrasad|retrasad|more|mas)\b",
                    line[piece.end :],
                )
                or _DELAY.search(line[: piece.start])
            )
        ):
            return piece.minutes
    if re.search(r"(?:^|\b(?:an?|one|1|una) )\W*(?:hour|hr|hora)\s+(?:late|behind|tarde)\b", line):
        return 60
    if match := re.search(r"\b(\d{2,3})(?:\s*-\s*(\d{2,3}))?\s+(?:late|behind|tarde)\b", line):
        return int(match[2] or match[1])
    if match := _ADDED.search(line):
        return int(match["a"] or match["b"])
    if match := re.search(
        r"\b(?:late|behind|delayed|tarde)(?: by| about| abt| bout| around| probably| like| maybe)? (\d{2,3})\b(?!\s*(?::|[ap]m))",
        line,
    ):
        return int(match[1])
    return None


def _bare_minutes(text: str) -> int | None:
    """OMW 20, LATE 40: minutes. OMW 1340 is a clock time."""
    match = LEADING_NUMBERS.match(plain(text))
    return int(match["a"]) if match and not match["b"] and int(match["a"]) < 130 else None


def _mostly_number(text: str) -> bool:
    return bool(LEADING_NUMBERS.match(plain(text))) or len(re.findall(r"[^\W\d_]+", text)) <= 3
