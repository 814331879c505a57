"""Numbers of stops on a contractor's list, told from minutes."""

from __future__ import annotations

import re
from dataclasses import replace

from fieldcomm.domain.intent.codes import find_code
from fieldcomm.domain.intent.context import WITH_STOPS
from fieldcomm.domain.intent.reading import Reading
from fieldcomm.domain.intent.slots.heard import Heard
from fieldcomm.domain.time_words import plain

LEADING_NUMBERS = re.compile(
    r"^\W*(?:omw|on my way|on the way|otw|here|done|late|n|y|no|yes|nobody home|called|delayed|running late|on way|en camino)[\s,:;~-]*#?"
    r"(?P<a>\d{1,4})(?:\s*(?:min\w*|m)\b)?(?:[\s,]+(?P<b>\d{1,3})(?:\s*(?:min\w*|m)\b)?)?\W*$"
)


# `omw 2 reed` is a word, not a time.
_TO_WRITTEN_2 = re.compile(
    r"(?<=[a-z])(?<!\bto)(?<!\bat)(?<!\bby)(?<!til)(?<!ound)(?<!bout)(?<!abt)(?<!fter)(?<!fore)(?<!las)(?<!eta)(?<!like)(?<!and)(?<!\bor)(?<!\bbe)(?<!\bit)(?<!that)\s2\s(?!min|hour|hr|hora|more)(?=[a-z]{3})",
    re.I,
)


def without_stop(heard: Heard) -> tuple[str, int | None]:
    """The text without a stop's number, and that number: OMW 2, OMW 2 20, "omw to stop 2"."""
    if job := find_code(heard.text):
        spoken = re.sub(rf"(?:\b(?:at|to|a|for|on|en)\s+)?#?\b{job}\b", "", heard.text, flags=re.I)
        heard = replace(heard, text=spoken.strip())
    heard = replace(heard, text=_TO_WRITTEN_2.sub(" ", heard.text))
    line = plain(heard.text)
    if match := re.search(
        r"\b(?:stop|parada|number|no\.|#)\s*#?(\d{1,2})\b(?!\s*(?:min|hour|hr|:|[ap]m))", line
    ):
        return heard.text[: match.start()] + heard.text[match.end() :], int(match[1])
    match = LEADING_NUMBERS.match(line)
    if match and match["b"]:
        return heard.text[: match.start("a")] + heard.text[match.end("a") :], int(match["a"])
    if match and heard.asked in WITH_STOPS and 0 < int(match["a"]) <= (heard.choices or 4):
        return heard.text[: match.start("a")] + heard.text[match.end("a") :], int(match["a"])
    return heard.text, None


def stop_only(reading: Reading, heard: Heard) -> Reading:
    _, stop = without_stop(heard)
    if stop is None and (
        match := re.match(
            r"^\W*(?:n|y|no|yes|here|done|skip|drop|not|si)\s*#?(\d{1,2})\b(?!:|\s*(?:[ap]m|min|of))",
            plain(heard.text),
        )
    ):
        stop = int(match[1])
    return replace(reading, stop_number=stop)
