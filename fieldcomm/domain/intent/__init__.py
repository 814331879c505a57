"""Understanding texts: `read` says what a text means, with the words that decided.

Safety is read before anything else, then opting out, then short answers to what was last asked,
then wordings weighed against each other. Deterministic, offline; `now` is when the text was sent.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from fieldcomm.domain.intent import context
from fieldcomm.domain.intent.codes import find_code
from fieldcomm.domain.intent.keywords import (
    CLEAR_STOP,
    is_start_keyword,
    is_stop_keyword,
    stands_alone_as_start,
    stands_alone_as_stop,
)
from fieldcomm.domain.intent.reading import Intent, Reading, Speaker
from fieldcomm.domain.intent.rules import book
from fieldcomm.domain.intent.slots import Heard, fill, numbered_answer
from fieldcomm.domain.intent.weigh import THRESHOLD, weigh
from fieldcomm.domain.phrases.phrase import Found
from fieldcomm.domain.phrases.word_set import word_set
from fieldcomm.domain.phrases.words import ASKS, BREAK, LONGEST, Words, core, make_words
from fieldcomm.domain.safety import worst_danger
from fieldcomm.domain.times import find_when
from fieldcomm.domain.working_hours import DEFAULT, WorkingHours

__all__ = ["Intent", "Reading", "Speaker", "is_start_keyword", "is_stop_keyword", "read"]


def read(
    text: str,
    *,
    speaker: Speaker,
    now: datetime,
    zone: ZoneInfo,
    asked: str | None = None,
    working_hours: WorkingHours = DEFAULT,
    known_codes: Callable[[str], bool] | None = None,
    choices: int = 0,
) -> Reading:
    """What `text` means. Never raises on any text.

    `now` aware, when the text was sent; `zone` the sender's. `asked` is what was last asked of that
    phone (a moment's name or its `asks`), `choices` how many numbers that offered.
    """
    text = text[:LONGEST]
    job = find_code(text, known_codes)
    question = context.asked_of(asked)
    heard = Heard(text, now, zone, working_hours, question, choices)
    words = make_words(text, book(speaker).lexicon, code=job)
    found = book(speaker).find(words)
    reading = (
        _danger(found, words)
        or _alone(text, words)
        or _answer(words, speaker, heard, found)
        or _wordings(words, speaker, heard, found)
    )
    return replace(reading, job=job) if reading.job is None else reading


def _danger(found: list[Found], words: Words) -> Reading | None:
    danger = worst_danger(found)
    if danger is None:
        return None
    hazard, item = danger
    return Reading(Intent.EMERGENCY, (words.quote(*item.span),), hazard=hazard)


def _alone(text: str, words: Words) -> Reading | None:
    if stands_alone_as_stop(text) or (len(text) < 80 and "_".join(core(words)) in CLEAR_STOP):
        return Reading(Intent.STOP, (text.strip(),))
    if stands_alone_as_start(text):
        return Reading(Intent.START, (text.strip(),))
    return None


def _answer(words: Words, speaker: Speaker, heard: Heard, found: list[Found]) -> Reading | None:
    """A number, a yes or a no, a lone time: meaningful through what was asked."""
    said = tuple(w for w in core(words) if find_code(w) is None)
    because = (heard.text.strip(),)
    n = numbered_answer(tuple(w for w in words.words if w not in (BREAK, ASKS)))
    if n is not None and (chosen := _number(n, speaker, heard, because)):
        return chosen
    if intent := context.short_answer(said, speaker, heard.asked):
        return Reading(intent, because)
    if heard.asked in (context.PROMPT, context.MANAGER) and speaker is Speaker.CONTRACTOR:
        return _lone_time(words, heard, because)
    return None


def _number(n: int, speaker: Speaker, heard: Heard, because: tuple[str, ...]) -> Reading | None:
    if heard.asked in context.WITH_CHOICES or heard.choices:
        stop = n if heard.asked in context.WITH_STOPS else None
        return Reading(Intent.CHOICE, because, n=n, stop_number=stop)
    if heard.asked == context.PROMPT and speaker is Speaker.CONTRACTOR:
        return None
    return Reading(Intent.OTHER, because)


_LONE_TIME_WORDS = word_set(
    """
    at by after before around about in tomorrow today tonight noon am pm min minutes hours hour
    morning afternoon evening half past quarter to an a and like make it ish las en manana la
    tarde de por monday tuesday wednesday thursday friday maybe how more
    """
)


def _lone_time(words: Words, heard: Heard, because: tuple[str, ...]) -> Reading | None:
    rest = [w for w in core(words) if w not in _LONE_TIME_WORDS and not w[0].isdigit()]
    if rest:
        return None
    when = find_when(
        heard.text, now=heard.now, zone=heard.zone, hours=heard.hours, bare=True, spans=True
    )
    return Reading(Intent.CALL_BACK, because, at=when.at) if when else None


def _wordings(words: Words, speaker: Speaker, heard: Heard, found: list[Found]) -> Reading:
    likelier = context.likelier(
        speaker, heard.asked, asking=_asking(words), inverted=_inverted(words)
    )
    verdicts = weigh(found, likelier)
    best = next((v for v in verdicts if v.score >= THRESHOLD), None)
    if lead := context.leading_answer(
        words.words, speaker, heard.asked, best.intent if best else None
    ):
        return fill(Reading(lead, (_first_word(words),)), heard)
    if promised := _promised(words, speaker, heard, best.intent if best else None):
        return replace(promised, because=_all(words))
    if best is None:
        return Reading(Intent.OTHER, _all(words))
    because = tuple(words.quote(*item.span) for item in best.evidence)
    span = best.evidence[0].span
    reading = Reading(best.intent, tuple(b for b in because if b) or _all(words))
    return fill(reading, replace(heard, start=words.offset(span[0]), end=words.offset(span[1])))


# Beside a time, these answer when the call is: "swamped, more like 1", "hasta las 4 no puedo".
_LEAVES_A_TIME = {None, Intent.ACCEPT, Intent.OTHER, Intent.LATE, Intent.DECLINE}
_LATENESS = word_set("late behind delayed tarde atrasado retrasado retraso")


def _promised(
    words: Words, speaker: Speaker, heard: Heard, otherwise: Intent | None
) -> Reading | None:
    """A time given to whoever asked for a call promises that call: "busy. 4:15", "on it in 10"."""
    asked = heard.asked == context.PROMPT and speaker is Speaker.CONTRACTOR
    if not asked or otherwise not in _LEAVES_A_TIME:
        return None
    if otherwise is Intent.LATE and not _LATENESS.isdisjoint(words.words):
        return None
    reading = fill(Reading(Intent.CALL_BACK, ()), heard)
    return reading if reading.at else None


def _asking(words: Words) -> bool:
    first, *_ = (*core(words), "")
    return words.asks or first in context.QUESTION_WORDS or _inverted(words)


def _inverted(words: Words) -> bool:
    """ "Can I turn the fans off", "is it ok to": built as a question, with its mark or without."""
    first, second, *_ = (*core(words), "", "")
    return first in context.INVERTS and second in context.SUBJECTS


def _first_word(words: Words) -> str:
    return words.text.split()[0]


def _all(words: Words) -> tuple[str, ...]:
    stripped = words.text.strip()
    return (stripped,) if stripped else ()
