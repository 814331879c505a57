"""The filters a wording has: the renderer knows these, and the editor of wordings takes these."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from fieldcomm.domain import phone
from fieldcomm.messaging.spoken import Speech
from fieldcomm.messaging.words import lower_first, sentence


def pretty(number: str) -> str:
    return phone.pretty(number) if number.startswith("+") else number


# Said in the reader's language.
_SPOKEN = ("clock", "day", "by", "at", "around", "when", "hours", "window", "number")
_PLAIN: Mapping[str, Callable[..., str]] = {"phone": pretty, "lc": lower_first, "stop": sentence}

FILTERS = frozenset({*_SPOKEN, *_PLAIN})


def filters(speech: Speech) -> dict[str, Callable[..., Any]]:
    """Every one of FILTERS, as this language says it."""
    return {name: getattr(speech, name) for name in _SPOKEN} | dict(_PLAIN)
