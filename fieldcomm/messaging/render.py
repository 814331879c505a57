"""Turns a moment and its facts into one line of text.

Wording lives in `templates/sms/<language>/<moment>.txt`, several wordings divided by a line
`---`; this file knows none. What came out too long for the moment's segments is rendered again
with people's words bounded more tightly.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from jinja2 import StrictUndefined, Template, TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from fieldcomm.domain import phone
from fieldcomm.domain.moments import MOMENTS, Moment
from fieldcomm.domain.segments import count, storable
from fieldcomm.messaging.facts import RenderError, check, facts
from fieldcomm.messaging.spoken import SPEECH, Speech, speaker
from fieldcomm.messaging.words import clipped, lower_first, one_line, sentence, words

__all__ = ["RenderError", "Rendered", "Renderer"]

DEFAULT_LANGUAGE = "en"
# What came out too long: first the wording leaves out what it marks `room > 1`, then people's
# words are cut shorter, at last the wording leaves out what it marks `room`.
_PASSES = ((1.0, 2), (1.0, 1), (0.7, 1), (0.5, 1), (0.35, 1), (0.35, 0), (0.25, 0))
_SPOKEN = ("clock", "day", "by", "at", "around", "when", "hours", "window", "number")
_FIRST_LETTER = re.compile(r"^[¿¡\"]?[^\W\d_]")
_DIVIDER = re.compile(r"^---\s*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Rendered:
    """A text ready to store. `wording` and `language` are the ones really used."""

    body: str
    wording: int
    language: str
    segments: int


class _Wordings(NamedTuple):
    language: str
    templates: list[Template]


class Renderer:
    """Renders texts from a folder of wordings. Compiles each file once; safe to share by threads."""

    def __init__(self, templates: Path) -> None:
        """`templates` is the folder that holds one folder per language (`templates/sms`)."""
        self._root = templates
        self._environments = {lang: _environment(speech) for lang, speech in SPEECH.items()}
        self._cache: dict[tuple[str, str], _Wordings] = {}

    def render(
        self,
        moment: str,
        params: Mapping[str, object],
        *,
        language: str,
        zone: str,
        now: datetime,
        company: str,
        our_phone: str,
        wording: int,
    ) -> Rendered:
        """The text of a moment for one recipient.

        `zone` is the recipient's IANA zone and `now` aware; times among the params may be aware
        datetimes or ISO strings. `wording` counts up for ever and wraps. A language we do not
        write falls back to English. Raises RenderError for an unknown moment, a param missing,
        unknown or outside its closed list, or a time without a zone.
        """
        kind = _moment(moment)
        check(kind, params)
        wordings = self._load(moment, language)
        index = wording % len(wordings.templates)
        sender = _sender(company, our_phone)
        try:
            body, segments = _fitted(kind, wordings.templates[index], params, sender, zone, now)
        except (TemplateError, ValueError, TypeError) as error:
            raise RenderError(f"{moment}: {error}") from error
        return Rendered(body, index, wordings.language, segments)

    def wordings(self, moment: str, language: str) -> int:
        """How many wordings a moment has in a language (in English, where that falls back)."""
        _moment(moment)
        return len(self._load(moment, language).templates)

    def _load(self, moment: str, language: str) -> _Wordings:
        key = (moment, language)
        if (found := self._cache.get(key)) is None:
            found = self._cache[key] = self._compiled(moment, language)
        return found

    def _compiled(self, moment: str, language: str) -> _Wordings:
        spoken = language.split("-")[0].lower()
        path = self._root / spoken / f"{moment}.txt"
        if spoken not in self._environments or not path.is_file():
            spoken = DEFAULT_LANGUAGE
            path = self._root / spoken / f"{moment}.txt"
        environment = self._environments[spoken]
        blocks = _DIVIDER.split(path.read_text(encoding="utf-8"))
        return _Wordings(spoken, [environment.from_string(block.strip()) for block in blocks])


def _moment(name: str) -> Moment:
    if name not in MOMENTS:
        raise RenderError(f"unknown moment {name!r}")
    return MOMENTS[name]


@lru_cache(maxsize=64)
def _sender(company: str, our_phone: str) -> Mapping[str, object]:
    return {"company": clipped(words(company), 30), "us_phone": _pretty(our_phone)}


def _pretty(number: str) -> str:
    return phone.pretty(number) if number.startswith("+") else number


def _environment(speech: Speech) -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=False)
    environment.globals.clear()  # wording calls nothing
    environment.filters |= {name: getattr(speech, name) for name in _SPOKEN}
    environment.filters |= {"phone": _pretty, "lc": lower_first, "stop": sentence}
    return environment


def _fitted(
    kind: Moment,
    template: Template,
    params: Mapping[str, object],
    sender: Mapping[str, object],
    zone: str,
    now: datetime,
) -> tuple[str, int]:
    """The fullest body that fits the moment's segments, and how many it takes."""
    speak = speaker(zone, now)
    most = 160 if kind.segments == 1 else 153 * kind.segments
    for scale, room in _PASSES:
        said = facts(kind, params, speak, scale)
        name = said.get("name")
        said["hi"] = f"{name}, " if name else ""  # opens a sentence with the name
        said["aside"] = f", {name}" if name else ""  # sets it off
        said["room"] = room
        said.update(sender)
        body = _tidy(template.render(said), verbatim=kind.name == "manual")
        cost = count(body)
        if cost.units <= most:
            break
    return body, cost.segments  # the tightest, where none fits


def _tidy(text: str, *, verbatim: bool) -> str:
    if verbatim:
        return one_line(storable(text))
    line = words(text).replace("....", "...")
    return _FIRST_LETTER.sub(lambda first: first.group().upper(), line, count=1)
