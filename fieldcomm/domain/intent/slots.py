"""What a text says besides its intent: times, numbers, notes."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from fieldcomm.domain.intent.codes import find_code
from fieldcomm.domain.intent.context import WITH_STOPS
from fieldcomm.domain.intent.reading import Intent, Reading
from fieldcomm.domain.phrases.word_set import word_set
from fieldcomm.domain.time_words import Kind, find_pieces, plain
from fieldcomm.domain.times import When, find_when
from fieldcomm.domain.working_hours import WorkingHours


@dataclass(frozen=True, slots=True)
class Heard:
    """A text with everything its times and numbers are read against. `start` is where the words
    that decided begin."""

    text: str
    now: datetime
    zone: ZoneInfo
    hours: WorkingHours
    asked: str | None
    choices: int
    start: int = 0
    end: int = 0


def fill(reading: Reading, heard: Heard) -> Reading:
    """The reading with the params of its intent."""
    filler = _FILLERS.get(reading.intent)
    return filler(reading, heard) if filler else reading


def _when(
    heard: Heard, *, bare: bool = False, near: bool = False, spans: bool = False
) -> When | None:
    return find_when(
        heard.text,
        now=heard.now,
        zone=heard.zone,
        hours=heard.hours,
        after=heard.start,
        bare=bare,
        near=near,
        spans=spans,
    )


def _at(reading: Reading, heard: Heard) -> Reading:
    when = _when(heard)
    return replace(reading, at=when.at if when else None)


_KEYWORD_TIME = re.compile(
    r"(?:^|.*\b)\W*(?:call ?back|cb|callbck|calback|llamar|make it|call (?:her|him|them|back)(?: back)?)\W+(?:[a-z]\d[a-z]\W+)?"
)


def _call_back(reading: Reading, heard: Heard) -> Reading:
    bare = bool(_KEYWORD_TIME.match(plain(heard.text))) or not re.search(
        r"[a-z]{3}", plain(heard.text)
    )
    when = _when(heard, bare=bare, spans=bare or heard.asked is not None)
    if when is None and heard.asked is not None:
        when = _when(heard, bare=True, spans=True)
    return replace(reading, at=when.at if when else None)


_LEADING_NUMBERS = re.compile(
    r"^\W*(?:omw|on my way|on the way|otw|here|done|late|n|y|no|yes|nobody home|called|delayed|running late|on way|en camino)[\s,:;~-]*#?"
    r"(?P<a>\d{1,4})(?:\s*(?:min\w*|m)\b)?(?:[\s,]+(?P<b>\d{1,3})(?:\s*(?:min\w*|m)\b)?)?\W*$"
)


def _on_my_way(reading: Reading, heard: Heard) -> Reading:
    text, stop = _without_stop(heard)
    bare = _bare_minutes(text)
    if bare is not None:
        when = _when(replace(heard, text=f"in {bare} min", start=0), near=True)
    else:
        when = _when(
            replace(heard, text=text, start=0), near=True, spans=True, bare=_mostly_number(text)
        )
    return replace(reading, eta=when.at if when else None, stop_number=stop)


def _late(reading: Reading, heard: Heard) -> Reading:
    text, stop = _without_stop(heard)
    bare = _bare_minutes(text)
    reading = replace(reading, stop_number=stop)
    if bare is not None and (bare >= 5 and bare not in (6, 7, 8, 9, 11, 12)):
        return replace(reading, minutes=bare)
    if (minutes := _delay(text)) and not _says_when(text):
        return replace(reading, minutes=minutes)
    named = _NEW_ETA.search(plain(text))
    when = _when(
        replace(heard, text=text, start=named.end() if named else _last_clock(text)),
        near=True,
        spans=True,
        bare=bare is not None or _mostly_number(text),
    )
    if (
        when
        and when.minutes is not None
        and not when.ahead
        and not _ARRIVES_BEFORE.search(plain(text)[: when.span[0]])
    ):
        return replace(reading, minutes=when.minutes)
    return replace(reading, eta=when.at if when else None)


def _last_clock(text: str) -> int:
    """Of "wont make 4, 4:45 more likely" the last time counts."""
    clocks = [p.start for p in find_pieces(text) if p.kind is Kind.CLOCK]
    return clocks[-1] if clocks else 0


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
    r"\b(?:late|behind|delayed|tarde|retrasado|atrasado|retraso)\b(?: by| about| like| maybe| unos| como| another|,)*\s*$"
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
    if match := re.search(r"\b(\d{2,3})(?:\s*-\s*(\d{2,3}))?\s+(?:late|behind|tarde)\b", line):
        return int(match[2] or match[1])
    if match := re.search(
        r"\b(?:late|behind|delayed|tarde)(?: by| about| like| maybe)? (\d{2,3})\b(?!\s*(?::|[ap]m))",
        line,
    ):
        return int(match[1])
    return None


def _bare_minutes(text: str) -> int | None:
    """OMW 20, LATE 40: minutes. OMW 1340 is a clock time."""
    match = _LEADING_NUMBERS.match(plain(text))
    return int(match["a"]) if match and not match["b"] and int(match["a"]) < 130 else None


def _mostly_number(text: str) -> bool:
    return bool(_LEADING_NUMBERS.match(plain(text))) or len(re.findall(r"[^\W\d_]+", text)) <= 3


_TO_WRITTEN_2 = re.compile(r"(?<=[a-z])\s2\s(?!min|hour|hr|hora|more)(?=[a-z]{3})", re.I)


# `omw 2 reed` is a word, not a time.
_TO_WRITTEN_2 = re.compile(r"(?<=[a-z])\s2\s(?!min|hour|hr|hora|more)(?=[a-z]{3})", re.I)


def _without_stop(heard: Heard) -> tuple[str, int | None]:
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
    match = _LEADING_NUMBERS.match(line)
    if match and match["b"]:
        return heard.text[: match.start("a")] + heard.text[match.end("a") :], int(match["a"])
    if match and heard.asked in WITH_STOPS and 0 < int(match["a"]) <= (heard.choices or 4):
        return heard.text[: match.start("a")] + heard.text[match.end("a") :], int(match["a"])
    return heard.text, None


def _stop_only(reading: Reading, heard: Heard) -> Reading:
    _, stop = _without_stop(heard)
    if stop is None and (
        match := re.match(
            r"^\W*(?:n|y|no|yes|here|done|skip|drop|not|si)\s*#?(\d{1,2})\b(?!:|\s*(?:[ap]m|min|of))",
            plain(heard.text),
        )
    ):
        stop = int(match[1])
    return replace(reading, stop_number=stop)


_DONE_LEAD = re.compile(
    r"^\W*(?:(?:i am|im|we are|were|we're|i'm|all|just|ok|job|jobs|is|ya)\s+)*"
    r"(?:done|finished|completed?|wrapped up|all set|listo|termine|terminamos|terminado)\b"
    r"(?:\s+(?:here|now|up|aqui))?(?:\s+(?:at|with|on)\s+(?:the\s+)?(?:reed|reeds|house|job|[a-z]\d[a-z])\b)?(?:\s+#?\d(?=\W*$))?(?:\s+[a-z]\d[a-z]\b)?[\s,.:;!-]*(?:(?:and|but|y)\s+)?"
)


def _done(reading: Reading, heard: Heard) -> Reading:
    reading = _stop_only(reading, heard)
    match = _DONE_LEAD.match(plain(heard.text))
    note = heard.text[match.end() :] if match else heard.text
    return replace(reading, note=note.strip() or None)


_NOTE_LEAD = re.compile(
    r"^\W*(?:(?:please\s+|pls\s+|can you\s+)?(?:add\s+)?(?:a\s+)?(?:quick\s+)?(?:note|nota|update|updt|status|actualizacion|fyi|memo)\b"
    r"(?:\s+(?:for|on|to|para))?(?:\s+(?:the\s+)?(?:file|customer|office|job|cliente))?(?:\s+[a-z]\d[a-z]\b)?(?:\s+that)?[\s:,.-]*)?"
)


def _note(reading: Reading, heard: Heard) -> Reading:
    match = _NOTE_LEAD.match(plain(heard.text))
    rest = heard.text[match.end() :] if match else heard.text
    if reading.job:
        rest = re.sub(rf"^\W*{reading.job}\b[\s:,.-]*", "", rest, flags=re.IGNORECASE)
    return replace(reading, text=rest.strip() or heard.text.strip())


_ORDER = {
    **dict.fromkeys(("first", "1st", "primera", "primero", "one", "uno", "una"), 1),
    **dict.fromkeys(("second", "2nd", "segunda", "segundo", "two", "dos"), 2),
    **dict.fromkeys(("third", "3rd", "tercera", "tercero", "three", "tres"), 3),
    **dict.fromkeys(("fourth", "4th", "cuarta", "four", "cuatro"), 4),
}


def numbered_answer(words: tuple[str, ...]) -> int | None:
    """The number a short text picks from a list: "2", "option 2", "the second one", "#3"."""
    content = [w for w in words if w not in _AROUND_A_CHOICE] or [w for w in words if w in _ORDER]
    if len(content) != 1:
        return None
    word = content[0]
    if word.isascii() and word.isdigit() and len(word) <= 2:
        return int(word)
    return _ORDER.get(word)


_AROUND_A_CHOICE = word_set(
    """
    please thanks por favor gracias hi ok option number num choice opcion numero the one el la
    opt pick choose i want will take go with for me job reply answer is its it uno lo quiero
    escojo trabajo would like select choosing ill that be about
    """
)


def _change(reading: Reading, heard: Heard) -> Reading:
    return _at(reading, heard)


def _language(reading: Reading, heard: Heard) -> Reading:
    line = plain(heard.text)
    spanish = re.search(r"espan|spanish|castell", line)
    english = re.search(r"engl|ingles", line)
    if spanish and english:
        dont = re.search(r"(?:no|dont|don't|not|poco)\b[^.]*\b(?:engl|ingl)", line)
        code = (
            "es"
            if dont or not re.search(r"(?:no|dont|don't|not)\b[^.]*\b(?:espan|spanish)", line)
            else "en"
        )
    elif spanish:
        code = (
            "en"
            if re.search(r"(?:no|dont|don't|not)\s+(?:\w+\s+){0,3}(?:espan|spanish)", line)
            else "es"
        )
    elif english:
        code = (
            "es"
            if re.search(
                r"(?:no|dont|don't|not|poco|doesn't|doesnt)\s+(?:\w+\s+){0,4}(?:engl|ingl)", line
            )
            else "en"
        )
    else:
        code = None
    return replace(reading, code=code)


_ON_CHANGES = re.compile(
    r"chang|cambi|news|new\b|nuevo|noved|noticia|import|happen|unless|if there|si hay|when there|something|algo|actual|need to know|crew is coming|scheduled"
)


def _less(reading: Reading, heard: Heard) -> Reading:
    line = plain(heard.text)
    if _ONLY_WHEN.search(line):
        return replace(reading, how="changes")
    daily = re.search(r"\b(?:once|1x?|one|una vez|un mensaje|uno|daily|diario)\b", line)
    return replace(reading, how="changes" if _ON_CHANGES.search(line) and not daily else "daily")


_ONLY_WHEN = re.compile(
    r"\b(?:only|just|solo|solamente|nomas|unless|except)\b.{0,40}\b(?:if|when|unless|si|cuando|something|cambios)\b"
)


_FILLERS: dict[Intent, Callable[[Reading, Heard], Reading]] = {
    Intent.CALL_ME: _at,
    Intent.CHANGE: _change,
    Intent.RETURN_VISIT: _at,
    Intent.CALL_BACK: _call_back,
    Intent.ON_MY_WAY: _on_my_way,
    Intent.LATE: _late,
    Intent.DONE: _done,
    Intent.ARRIVED: _stop_only,
    Intent.ACCEPT: _stop_only,
    Intent.DECLINE: _stop_only,
    Intent.NOBODY_HOME: _stop_only,
    Intent.NOTE: _note,
    Intent.UPDATE: _note,
    Intent.LANGUAGE: _language,
    Intent.LESS: _less,
}
