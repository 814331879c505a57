"""Facts from rows, made fit for a text: times in the recipient's zone, people's words in one
plain line of bounded length, everything else as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType

from fieldcomm.domain.moment_values import VALUES
from fieldcomm.domain.moments import Moment
from fieldcomm.domain.names import first_name
from fieldcomm.domain.segments import plain

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
    "answer_by", "asked_at", "at", "call_by", "callback_due", "chase_at", "day", "due", "eta",
    "next_by", "old_from", "old_to", "promise_due", "return_at", "visit_from", "visit_to",
    "window_from", "window_to",
}
# fmt: on
# Called by the first name, where there is one.
_CALLED = {"name", "owner", "by", "contractor"}
# Never cut further than LIMITS: a link or a code cut short is worse than a longer text, and a
# name is somebody's.
_WHOLE = {"link", "code", "name", "owner", "by", "contractor", "landlord"}
_FEWEST = 16  # characters any other fact keeps, however tight
# A dispatcher's own words go out as written; the desk shows what they cost.
_VERBATIM = frozenset({("manual", "text")})
_STOP_LIMITS = MappingProxyType({"customer": 20, "address": 26, "code": 12})


class RenderError(Exception):
    """The params do not fit the moment; the message names each that does not."""


def check(moment: Moment, params: Mapping[str, object]) -> None:
    """Raises RenderError naming every param missing, unknown or outside its closed list."""
    required = {name for name in moment.params if not name.endswith("?")}
    known = {name.rstrip("?") for name in moment.params}
    problems = [f"lacks {name}" for name in sorted(required) if params.get(name) is None]
    problems += [f"does not know {name}" for name in sorted(params.keys() - known)]
    for name, allowed in VALUES.get(moment.name, {}).items():
        if (value := params.get(name)) is not None and value not in allowed:
            problems.append(f"{name} is {value!r}, not one of {', '.join(allowed)}")
    if problems:
        raise RenderError(f"{moment.name}: " + "; ".join(problems))


def facts(
    moment: Moment, params: Mapping[str, object], speak: Speak, scale: float
) -> dict[str, object]:
    """The params as a template sees them; absent optional ones are None.

    `scale` below 1 bounds people's words more tightly, for a text that came out too long.
    """
    said: dict[str, object] = {}
    for name in moment.params:
        name = name.rstrip("?")
        value = params.get(name)
        if (moment.name, name) in _VERBATIM:
            said[name] = one_line(str(value))
        else:
            said[name] = _fact(name, value, speak, scale)
    return said


def one_line(text: str) -> str:
    """Whitespace and line breaks collapsed to single spaces, ends trimmed."""
    return " ".join(text.split())


def clipped(text: str, limit: int) -> str:
    """At most `limit` characters, cut at a word where one ends in the second half, with `...`."""
    if len(text) <= limit:
        return text
    kept = text[: max(limit - 3, 1)]
    space = kept.rfind(" ")
    return (kept[:space] if space > len(kept) // 2 else kept).rstrip(" ,.;:-") + "..."


def lower_first(text: str) -> str:
    """`Burst pipe` inside a sentence; `HVAC down` stays."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def _fact(name: str, value: object, speak: Speak, scale: float) -> object:
    if value is None:
        return None
    if name in TIMES:
        return speak(value)
    if name == "stops" and isinstance(value, Iterable):
        return [_stop(stop, speak, scale) for stop in value]
    if name not in LIMITS:
        return value
    limit = _limit(name, LIMITS[name], scale)
    if isinstance(value, str):
        return _words(name, value, limit)
    if isinstance(value, Iterable):
        return _shared(name, [str(item) for item in value], limit)
    return value


def _limit(name: str, limit: int, scale: float) -> int:
    return limit if name in _WHOLE else max(round(limit * scale), min(limit, _FEWEST))


def _words(name: str, value: str, limit: int) -> str:
    text = one_line(plain(value))
    if name in _CALLED and len(text := first_name(text)) > limit:
        text = text.partition("-")[0]
    if name in ("summary", "jobs", "other_jobs", "cause"):
        text = text.rstrip(" .,;:!")
    return clipped(text, limit)


def _shared(name: str, items: list[str], limit: int) -> list[str]:
    """Several items share one limit, so that three short facts need no cutting."""
    if name == "jobs":
        return [_words(name, item, limit) for item in items]
    texts = [text for item in items if (text := _words(name, item, 10_000))]
    if name == "other_jobs":
        texts = [lower_first(text) for text in texts]
    if sum(len(text) for text in texts) <= limit:
        return texts
    latest = texts[-max(limit // _READABLE, 1) :]
    share = _fair_share([len(text) for text in latest], limit)
    return [clipped(text, share) for text in latest]


_READABLE = 36  # characters below which a fact says nothing; rather the latest ones alone


def _fair_share(lengths: list[int], limit: int) -> int:
    """The most each item may take so that all fit: short ones leave their rest to the long."""
    left, share = limit, 12
    for waiting, length in zip(range(len(lengths), 0, -1), sorted(lengths), strict=True):
        share = max(left // waiting, 12)
        left -= min(length, share)
    return share


def _stop(stop: object, speak: Speak, scale: float) -> object:
    if not isinstance(stop, Mapping):
        return _words("stops", str(stop), round(56 * scale))
    said: dict[str, object] = {"customer": "", "address": "", "code": ""}
    for name, value in stop.items():
        if name in _STOP_LIMITS:
            limit = _limit(name, _STOP_LIMITS[name], scale)
            said[name] = _words(name, str(value or ""), limit)
        else:
            said[name] = speak(value) if name in TIMES and value is not None else value
    return said
