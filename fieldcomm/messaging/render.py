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
from pathlib import Path
from typing import NamedTuple

from jinja2 import StrictUndefined, Template, TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from fieldcomm.domain import phone
from fieldcomm.domain.moments import MOMENTS, Moment
from fieldcomm.domain.segments import count, plain, storable
from fieldcomm.messaging.facts import RenderError, check, clipped, facts, lower_first, one_line
from fieldcomm.messaging.spoken import SPEECH, Speech, speaker

__all__ = ["RenderError", "Rendered", "Renderer"]

DEFAULT_LANGUAGE = "en"
# What came out too long: first the wording leaves out what it marks `room > 1`, then people's
# words are cut shorter, at last the wording leaves out what it marks `room`.
_PASSES = ((1.0, 2), (1.0, 1), (0.7, 1), (0.5, 1), (0.35, 1), (0.35, 0))
_SPOKEN = ("clock", "day", "by", "at", "around", "when", "hours", "window", "number")
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
            body = _fitted(kind, wordings.templates[index], params, sender, zone, now)
        except (TemplateError, ValueError, TypeError) as error:
            raise RenderError(f"{moment}: {error}") from error
        return Rendered(body, index, wordings.language, count(body).segments)

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


def _sender(company: str, our_phone: str) -> dict[str, object]:
    return {"company": clipped(one_line(plain(company)), 30), "us_phone": _pretty(our_phone)}


def _pretty(number: str) -> str:
    return phone.pretty(number) if number.startswith("+") else number


def _environment(speech: Speech) -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(
        undefined=StrictUndefined,
        autoescape=False,
    )
    for name in _SPOKEN:
        environment.filters[name] = getattr(speech, name)
    environment.filters["phone"] = _pretty
    environment.filters["lc"] = lower_first
    environment.filters["stop"] = _sentence
    return environment


def _sentence(text: str) -> str:
    """Ends what people wrote with a full stop, unless it ends already."""
    return text if text.endswith((".", "!", "?")) else f"{text}."


def _fitted(
    kind: Moment,
    template: Template,
    params: Mapping[str, object],
    sender: dict[str, object],
    zone: str,
    now: datetime,
) -> str:
    speak = speaker(zone, now)
    most = 160 if kind.segments == 1 else 153 * kind.segments
    body = ""
    for scale, room in _PASSES:
        said = facts(kind, params, speak, scale)
        said["room"] = room
        body = _tidy(template.render(_addressed(said) | sender), verbatim=kind.name == "manual")
        if count(body).units <= most:
            return body
    return body


def _addressed(said: dict[str, object]) -> dict[str, object]:
    """`hi` opens a sentence with the name, `aside` sets it off; both vanish with no name."""
    name = said.get("name")
    return said | {"hi": f"{name}, " if name else "", "aside": f", {name}" if name else ""}


def _tidy(text: str, *, verbatim: bool) -> str:
    if verbatim:
        return one_line(storable(text))
    line = one_line(plain(text)).replace("....", "...")
    return line[:1].upper() + line[1:]
