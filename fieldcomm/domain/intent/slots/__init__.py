"""What a text says besides its intent: times, numbers, notes."""

from __future__ import annotations

from collections.abc import Callable

from fieldcomm.domain.intent.reading import Intent, Reading
from fieldcomm.domain.intent.slots import calls, notes, settings, travel
from fieldcomm.domain.intent.slots.choices import numbered_answer
from fieldcomm.domain.intent.slots.heard import Heard
from fieldcomm.domain.intent.slots.stops import stop_only

__all__ = ["Heard", "fill", "numbered_answer"]


def fill(reading: Reading, heard: Heard) -> Reading:
    """The reading with the params of its intent."""
    filler = _FILLERS.get(reading.intent)
    return filler(reading, heard) if filler else reading


_FILLERS: dict[Intent, Callable[[Reading, Heard], Reading]] = {
    Intent.CALL_ME: calls.at,
    Intent.CHANGE: calls.at,
    Intent.RETURN_VISIT: calls.at,
    Intent.CALL_BACK: calls.call_back,
    Intent.ON_MY_WAY: travel.on_my_way,
    Intent.LATE: travel.late,
    Intent.DONE: notes.done,
    Intent.ARRIVED: stop_only,
    Intent.ACCEPT: stop_only,
    Intent.DECLINE: stop_only,
    Intent.NOBODY_HOME: stop_only,
    Intent.NOTE: notes.note,
    Intent.UPDATE: notes.note,
    Intent.LANGUAGE: settings.language,
    Intent.LESS: settings.less,
}
