"""Facts from rows, made fit for a text: times in the recipient's zone, people's words in one
plain line of bounded length, everything else as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from types import MappingProxyType
from typing import NamedTuple

from fieldcomm.domain.moment_values import VALUES
from fieldcomm.domain.moments import Moment
from fieldcomm.messaging.words import called, clipped, lower_first, shared, words

Speak = Callable[[object], object]

# Characters each fact may take, before tightening. What people wrote is cut at a word, with "...".
LIMITS: Mapping[str, int] = MappingProxyType(
    {
        "address": 40,
        "by": 18,
        "cause": 60,
        "code": 12,
        "contractor": 20,
        "customer": 30,
        "heard": 60,
        "jobs": 60,
        "landlord": 30,
        "last_words": 90,
        "link": 80,
        "name": 18,
        "news": 160,
        "note": 110,
        "off": 90,
        "other_jobs": 60,
        "owner": 18,
        "question": 70,
        "summary": 50,
        "text": 230,
        "words": 120,
    }
)
# fmt: off
TIMES = {
    "answer_by", "asked_at", "at", "call_by", "callback_due", "came_at", "chase_at", "day", "due", "eta",
    "likely_from", "likely_to", "next_by", "old_from", "old_to", "promise_due", "return_at", "visit_from", "visit_to",
    "window_from", "window_to",
}
# fmt: on
# Called by the first name, where there is one.
_CALLED = {"name", "owner", "by", "contractor"}
# Never cut further than LIMITS: a link or a code cut short is worse than a longer text, and a
# name is somebody's.
_WHOLE = {"link", "code", "name", "owner", "by", "contractor", "landlord"}
_FEWEST = 16  # characters any other fact keeps, however tight
# Stand inside a sentence of ours, so that their own full stop goes.
_INSIDE = {"summary", "jobs", "cause"}
_STOPS = " .,;:!"
# A dispatcher's own words go out as written; the desk shows what they cost.
_VERBATIM = {"manual"}
_STOP_LIMITS = MappingProxyType(
    {"customer": 20, "address": 26, "code": 12, "summary": 30, "contractor": 18}
)


class RenderError(Exception):
    """The params do not fit the moment; the message names each that does not."""


class _Shape(NamedTuple):
    """A moment's params, taken apart once."""

    names: tuple[str, ...]
    known: frozenset[str]
    required: frozenset[str]
    closed: tuple[tuple[str, tuple[str, ...]], ...]


def check(moment: Moment, params: Mapping[str, object]) -> None:
    """Raises RenderError naming every param missing, unknown or outside its closed list."""
    shape = _shape(moment)
    problems = [f"lacks {name}" for name in shape.required if params.get(name) is None]
    problems += [f"does not know {name}" for name in params if name not in shape.known]
    for name, allowed in shape.closed:
        value = params.get(name)
        if value is not None and value not in allowed:
            problems.append(f"{name} is {value!r}, not one of {', '.join(allowed)}")
    if problems:
        raise RenderError(f"{moment.name}: " + "; ".join(sorted(problems)))


def facts(
    moment: Moment, params: Mapping[str, object], speak: Speak, scale: float
) -> dict[str, object]:
    """The params as a template sees them; absent optional ones are None.

    `scale` below 1 bounds people's words more tightly, for a text that came out too long.
    """
    if moment.name in _VERBATIM:
        return dict(params)
    return {name: _fact(name, params.get(name), speak, scale) for name in _shape(moment).names}


@cache
def _shape(moment: Moment) -> _Shape:
    names = tuple(name.rstrip("?") for name in moment.params)
    return _Shape(
        names=names,
        known=frozenset(names),
        required=frozenset(name for name in moment.params if not name.endswith("?")),
        closed=tuple(VALUES.get(moment.name, {}).items()),
    )


def _fact(name: str, value: object, speak: Speak, scale: float) -> object:
    if value is None:
        return None
    if name in TIMES:
        return speak(value)
    if name in LIMITS:
        return _text(name, value, _limit(name, LIMITS[name], scale))
    if name in ("stops", "changes") and isinstance(value, list | tuple):
        return [_stop(stop, speak, scale) for stop in value]
    return value


def _limit(name: str, limit: int, scale: float) -> int:
    return (
        limit if scale == 1.0 or name in _WHOLE else max(round(limit * scale), min(limit, _FEWEST))
    )


def _text(name: str, value: object, limit: int) -> object:
    if isinstance(value, str):
        return _line(name, value, limit)
    if not isinstance(value, list | tuple):
        return value
    items = [str(item) for item in value]
    if name == "jobs":
        return [_line(name, item, limit) for item in items]
    lines = [words(item) for item in items]
    if name == "other_jobs":
        lines = [lower_first(line.rstrip(_STOPS)) for line in lines]
    return shared([line for line in lines if line], limit)


def _line(name: str, value: str, limit: int) -> str:
    if name in _CALLED:
        return called(value, limit)
    line = words(value)
    return clipped(line.rstrip(_STOPS) if name in _INSIDE else line, limit)


def _stop(stop: object, speak: Speak, scale: float) -> object:
    """One house of a day's list, or one visit that changes; a bare string stays one."""
    if not isinstance(stop, Mapping):
        return clipped(words(str(stop)), round(56 * scale))
    said: dict[str, object] = {"customer": "", "address": "", "code": ""}
    for name, value in stop.items():
        if name in _STOP_LIMITS:
            limit = _limit(name, _STOP_LIMITS[name], scale)
            line = words(str(value or ""))
            said[name] = clipped(line.rstrip(_STOPS) if name in _INSIDE else line, limit)
        else:
            said[name] = speak(value) if name in TIMES and value is not None else value
    return said
