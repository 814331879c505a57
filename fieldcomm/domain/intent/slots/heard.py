"""A text about to be searched for times and numbers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

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


def when_said(
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
