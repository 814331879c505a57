"""What was accepted, as JSON lines, so that a restart forgets nothing.

Each line is one write before the answer leaves: a killed process keeps every text it took.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from fieldcomm.local.twilio.message import Message

_TIMES = ("created_at", "updated_at", "sent_at", "listed_after")


class Journal:
    """Without a path it writes nothing and remembers nothing."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        if path:
            path.parent.mkdir(parents=True, exist_ok=True)
        self._file = path.open("ab", buffering=0) if path else None
        if self._file and self._file.tell():
            self._file.write(b"\n")  # a torn last line must not swallow the next

    def write(self, what: str, **facts: Any) -> None:
        if self._file:
            line = json.dumps({"is": what, **facts}, default=_plain, separators=(",", ":"))
            self._file.write(line.encode() + b"\n")

    def read(self) -> Iterator[dict[str, Any]]:
        """Every whole line; the last may be torn where the process died."""
        if not self._path:
            return
        for line in self._path.read_bytes().split(b"\n"):
            try:
                facts = json.loads(line)
            except ValueError:
                continue
            yield facts

    def clear(self) -> None:
        if self._file:
            self._file.truncate(0)

    def close(self) -> None:
        if self._file:
            self._file.close()


def message_facts(message: Message) -> dict[str, Any]:
    return {f.name: getattr(message, f.name) for f in dataclasses.fields(message)}


def message_from(facts: dict[str, Any]) -> Message:
    for name in _TIMES:
        facts[name] = datetime.fromisoformat(facts[name]) if facts.get(name) else None
    facts["media"] = tuple(facts.get("media") or ())
    return Message(**facts)


def _plain(value: Any) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} does not belong in the journal")
