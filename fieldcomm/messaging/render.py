"""Turns a moment and its facts into one line of text.

Wording lives in `templates/sms/<language>/<moment>.txt`, several wordings divided by a line
`---`; this file knows none. What came out too long for the moment's segments is rendered again
with people's words bounded more tightly.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from jinja2 import StrictUndefined, Template, TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from fieldcomm.domain.moments import MOMENTS, Moment
from fieldcomm.domain.segments import count, storable
from fieldcomm.messaging.facts import RenderError, check, facts
from fieldcomm.messaging.filters import filters, pretty
from fieldcomm.messaging.spoken import SPEECH, speaker
from fieldcomm.messaging.words import clipped, one_line, words

__all__ = ["RenderError", "Rendered", "Renderer"]

DEFAULT_LANGUAGE = "en"
# What came out too long: first the wording leaves out what it marks `room > 1`, then people's
# words are cut shorter, at last the wording leaves out what it marks `room`.
_PASSES = ((1.0, 2), (1.0, 1), (0.7, 1), (0.5, 1), (0.35, 1), (0.35, 0), (0.25, 0))
_FIRST_LETTER = re.compile(r"^[¿¡\"]?[^\W\d_]")
_DIVIDER = re.compile(r"^---\s*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Rendered:
    """A text ready to store. `wording` and `language` are the ones really used."""

    body: str
    wording: int
    language: str
    segments: int


class Wordings(NamedTuple):
    """`is_own`: the company's own words stand in place of the file's."""

    language: str
    templates: list[Template]
    is_own: bool = False


class _Words:
    """The company's own wordings at one version, and every template compiled under it."""

    def __init__(self, version: int, own: Mapping[tuple[str, str], str]) -> None:
        self.version = version
        self.own = own
        self.compiled: dict[tuple[str, str], Wordings] = {}


class Renderer:
    """Renders texts from a folder of wordings. Compiles each file once; safe to share by threads."""

    def __init__(self, templates: Path) -> None:
        """`templates` is the folder that holds one folder per language (`templates/sms`)."""
        self._root = templates
        self._words = _Words(0, {})
        self._files: dict[tuple[str, str], Wordings] = {}

    @property
    def version(self) -> int:
        """Of the company's own wordings in use; 0: none."""
        return self._words.version

    def use(self, version: int, own: Mapping[tuple[str, str], str]) -> None:
        """Take the company's own wordings, by (moment, language), in place of the files'."""
        self._words = _Words(version, own)

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
        sender = _sender(company, our_phone)
        wordings = self._load(moment, language)
        if wordings.is_own:
            # Looked through when they were saved; should they fail on some fact all the same, the
            # text still goes out.
            with suppress(RenderError):
                return _said(kind, wordings, wording, params, sender, zone, now)
            wordings = self._of_file(moment, language)
        return _said(kind, wordings, wording, params, sender, zone, now)

    def draft(self, language: str, text: str) -> Wordings:
        """Words nobody has saved yet, compiled once for any number of trials. Raises
        RenderError."""
        return self._compiled(language, text, is_own=True)

    def trial(
        self,
        moment: str,
        draft: Wordings,
        params: Mapping[str, object],
        *,
        zone: str,
        now: datetime,
        company: str,
        our_phone: str,
    ) -> list[Rendered]:
        """What a draft would say, once for each wording in it. Raises RenderError."""
        kind = _moment(moment)
        check(kind, params)
        sender = _sender(company, our_phone)
        return [
            _said(kind, draft, n, params, sender, zone, now) for n in range(len(draft.templates))
        ]

    def text_of_file(self, moment: str, language: str) -> str:
        """The wording we come with."""
        return (self._root / language / f"{_moment(moment).name}.txt").read_text(encoding="utf-8")

    def wordings(self, moment: str, language: str) -> int:
        """How many wordings a moment has in a language (in English, where that falls back)."""
        _moment(moment)
        return len(self._load(moment, language).templates)

    def _load(self, moment: str, language: str) -> Wordings:
        words, key = self._words, (moment, language)
        if (found := words.compiled.get(key)) is None:
            own = words.own.get((moment, _spoken(language)))
            found = self._of_own(moment, language, own) if own else self._of_file(moment, language)
            words.compiled[key] = found
        return found

    def _of_own(self, moment: str, language: str, own: str) -> Wordings:
        try:
            return self._compiled(_spoken(language), own, is_own=True)
        except RenderError:
            return self._of_file(moment, language)

    def _of_file(self, moment: str, language: str) -> Wordings:
        key = (moment, language)
        if (found := self._files.get(key)) is None:
            spoken = _spoken(language)
            path = self._root / spoken / f"{moment}.txt"
            if spoken not in SPEECH or not path.is_file():
                spoken = DEFAULT_LANGUAGE
                path = self._root / spoken / f"{moment}.txt"
            found = self._files[key] = self._compiled(spoken, path.read_text(encoding="utf-8"))
        return found

    def _compiled(self, language: str, text: str, *, is_own: bool = False) -> Wordings:
        try:
            made = [_template(language, block) for block in wordings_in(text)]
        except TemplateError as error:
            raise RenderError(str(error)) from error
        return Wordings(language, made, is_own)


def wordings_in(text: str) -> list[str]:
    """The wordings a file holds, divided by lines `---`."""
    return [block.strip() for block in _DIVIDER.split(text)]


def _spoken(language: str) -> str:
    return language.split("-")[0].lower()


def _said(
    kind: Moment,
    wordings: Wordings,
    wording: int,
    params: Mapping[str, object],
    sender: Mapping[str, object],
    zone: str,
    now: datetime,
) -> Rendered:
    index = wording % len(wordings.templates)
    try:
        body, segments = _fitted(kind, wordings.templates[index], params, sender, zone, now)
    except (TemplateError, ValueError, TypeError) as error:
        raise RenderError(f"{kind.name}: {error}") from error
    return Rendered(body, index, wordings.language, segments)


def _moment(name: str) -> Moment:
    if name not in MOMENTS:
        raise RenderError(f"unknown moment {name!r}")
    return MOMENTS[name]


@lru_cache(maxsize=64)
def _sender(company: str, our_phone: str) -> Mapping[str, object]:
    return {"company": clipped(words(company), 30), "us_phone": pretty(our_phone)}


@lru_cache(maxsize=1024)
def _template(language: str, wording: str) -> Template:
    return _environment(language).from_string(wording)


@cache
def _environment(language: str) -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=False)
    environment.globals.clear()  # wording calls nothing
    environment.filters |= filters(SPEECH[language])
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
