"""When somebody is to call."""

from __future__ import annotations

import re
from dataclasses import replace

from fieldcomm.domain.intent.reading import Reading
from fieldcomm.domain.intent.slots.heard import Heard, when_said
from fieldcomm.domain.time_words import plain


def at(reading: Reading, heard: Heard) -> Reading:
    when = when_said(heard)
    return replace(reading, at=when.at if when else None)


_KEYWORD_TIME = re.compile(
    r"(?:^|.*\b)\W*(?:call ?back|cb|callbck|calback|llamar|make it|call (?:her|him|them|back)(?: back)?)\W+(?:[a-z]\d[a-z]\W+)?"
)


_NEEDS = re.compile(r"\b(?:give me|gimme|give it|need|necesito|deme|dame)\b")


# The time after it is the new one: "move my 1 oclock call to 3".
_MOVED_TO = re.compile(r"\b(?:push|move|bump|slide|switch|change)\b.{0,40}?\bto\b(?=\s*\d)")


def call_back(reading: Reading, heard: Heard) -> Reading:
    moved = _MOVED_TO.search(plain(heard.text))
    if moved:
        heard = replace(heard, start=moved.end())
    bare = bool(moved or _KEYWORD_TIME.match(plain(heard.text))) or not re.search(
        r"[a-z]{3}", plain(heard.text)
    )
    spans = bare or heard.asked is not None or bool(_NEEDS.search(plain(heard.text)))
    when = when_said(heard, bare=bare, spans=spans)
    if when is None and heard.asked is not None:
        when = when_said(heard, bare=True, spans=True)
    return replace(reading, at=when.at if when else None)
