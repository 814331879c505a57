"""An event as one line of `name=value`, as structlog's LogfmtRenderer writes it (a property test holds it to
that) in a quarter of its time: a text's way in ends with such a line."""

from __future__ import annotations

import re
from collections.abc import MutableMapping
from typing import Any

_FIRST = ("timestamp", "level", "event")
_SPECIAL = re.compile(r'[ ="\\\n]')
_QUOTED = re.compile(r'[ ="]')


def one_line(_: Any, __: str, event: MutableMapping[str, Any]) -> str:
    """A structlog processor, the last one. Names are words of our own, without spaces."""
    first = [_written(name, event.pop(name, None)) for name in _FIRST]
    return " ".join([*first, *(_written(name, value) for name, value in event.items())])


def _written(name: str, value: Any) -> str:
    if value is None:
        return f"{name}="
    if isinstance(value, bool):
        return name if value else f"{name}=false"
    said = str(value)
    return f"{name}={_escaped(said) if _SPECIAL.search(said) else said}"


def _escaped(said: str) -> str:
    if not _QUOTED.search(said):
        return said.replace("\n", "\\n")
    said = said.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{said}"'
