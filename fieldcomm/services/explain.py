"""What fieldcomm understands of a text, for people who want to know why."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from fieldcomm.clock import SystemClock
from fieldcomm.domain.intent import read
from fieldcomm.domain.intent.reading import Speaker
from fieldcomm.domain.moments import MOMENTS
from fieldcomm.services.errors import Refused
from fieldcomm.services.zone_names import zone_names


def explain(
    text: str, *, speaker: str, now: str | None, zone: str, asked: str | None = None
) -> dict[str, Any]:
    """A reading as JSON. `now` is ISO 8601, local to `zone` without an offset. Raises Refused."""
    if zone not in zone_names():
        raise Refused(f"{zone!r} is no time zone; use a name like America/New_York.")
    if speaker not in tuple(Speaker):
        raise Refused(f"{speaker!r} is nobody who texts; use customer or contractor.")
    moment = MOMENTS.get(asked or "")
    reading = read(
        text,
        speaker=Speaker(speaker),
        now=_now(now, ZoneInfo(zone)),
        zone=ZoneInfo(zone),
        asked=asked,
        choices=len(moment.choices) if moment else 9 if asked else 0,
    )
    return reading.as_json()


def explain_line(line: str, zone: str) -> dict[str, Any]:
    """One JSON line `{as,text,now}` (also `timezone`, `asked`); an error comes back as a line too."""
    try:
        given = json.loads(line)
        return explain(
            str(given["text"]),
            speaker=str(given.get("as", "customer")),
            now=given.get("now"),
            zone=str(given.get("timezone") or zone),
            asked=given.get("asked"),
        )
    except (ValueError, KeyError, TypeError, AttributeError, Refused) as error:
        return {"error": f"this line cannot be read: {error}"}


def _now(raw: str | None, zone: ZoneInfo) -> datetime:
    if raw is None:
        return SystemClock().machine().astimezone(zone)
    try:
        at = datetime.fromisoformat(str(raw))
    except ValueError:
        raise Refused(f"{raw!r} is no time; write it in ISO 8601, like 2026-01-14T13:00.") from None
    return at if at.tzinfo else at.replace(tzinfo=zone)
