"""The timings of the ladders that a company may set: names, bounds, and what must fit together.

Stored is only what differs from the defaults of domain/policy.py: spans as whole minutes, counts
as numbers, times of day as `17:00`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time, timedelta
from enum import StrEnum
from typing import Any

from fieldcomm.domain.policy import MINUTE, Policy

DAY = 24 * 60


class Unit(StrEnum):
    """What a number counts; a span is stored in minutes whatever it is typed in."""

    MINUTES = "minutes"
    HOURS = "hours"
    DAYS = "days"
    COUNT = "times"
    CLOCK = "time"


_MINUTES_IN = {Unit.MINUTES: 1, Unit.HOURS: 60, Unit.DAYS: DAY, Unit.COUNT: 1}


@dataclass(frozen=True, slots=True)
class Timing:
    """`low` and `high` are in `unit`, ends included; of a time of day, hours of the day."""

    key: str
    label: str
    unit: Unit
    low: int
    high: int

    @property
    def default(self) -> int | str:
        return stored(getattr(_DEFAULT, self.key))


M, H = Unit.MINUTES, Unit.HOURS
_ALL = (
    # The ladder of callbacks and answers
    Timing("prompt_before", "Prompt the owner", M, 5, 240),
    Timing("board_before", "Mark it on the board", M, 1, 120),
    Timing("apologise_after", "Text the customer that we are late", M, 0, 60),
    Timing("manager_after", "Alert the manager on call", M, 5, 240),
    Timing("reply_within", "Answer a customer's text within", M, 10, 480),
    # Visits
    Timing("accept_within", "A contractor answers a booking within", M, 5, 240),
    Timing("remind_at", "Remind about tomorrow's visits at", Unit.CLOCK, 12, 20),
    Timing("morning_list_at", "Send contractors the day's list at", Unit.CLOCK, 5, 11),
    Timing("ask_before_window", "Ask a silent contractor", M, 10, 180),
    Timing("ask_before_end", "Ask contractor and dispatcher", M, 5, 120),
    # Danger
    Timing("safety_climb", "Alert the next person after", M, 1, 15),
    Timing("safety_climb_later", "After the first hour, alert again every", M, 5, 60),
    # Check-ins
    Timing("covered_for", "A person's word replaces a check-in for", H, 0, 8),
    Timing("changes_floor", "Customers who want only changes still hear every", H, 24, 96),
    Timing("empty_check_ins", "Check-ins with nothing new before a person calls", Unit.COUNT, 1, 10),
    # After
    Timing("close_after_quiet", "A finished job closes after quiet of", Unit.DAYS, 1, 90),
)  # fmt: skip
TIMINGS = {timing.key: timing for timing in _ALL}
_DEFAULT = Policy()
_CLOCK = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)", re.ASCII)
_NUMBER = re.compile(r"\d{1,5}", re.ASCII)


def read_timing(timing: Timing, raw: str) -> int | str:
    """What is stored of what was typed. Raises ValueError saying what would work."""
    raw = raw.strip()
    if timing.unit is Unit.CLOCK:
        match = _CLOCK.fullmatch(raw)
        if not match or not timing.low * 60 <= _minute(raw) <= timing.high * 60:
            raise ValueError(f"needs a time from {timing.low}:00 to {timing.high}:00, like 17:00")
        return f"{int(match[1]):02d}:{match[2]}"
    if not _NUMBER.fullmatch(raw) or not timing.low <= int(raw) <= timing.high:
        raise ValueError(
            f"needs a whole number of {timing.unit} from {timing.low} to {timing.high}"
        )
    return int(raw) * _MINUTES_IN[timing.unit]


def typed_as(timing: Timing, value: int | str) -> str:
    """A stored value as its field holds it."""
    return value if isinstance(value, str) else str(value // _MINUTES_IN[timing.unit])


def disagreements(values: Mapping[str, int | str]) -> dict[str, str]:
    """Timings that do not fit together, by key; `values` may leave out what is default."""
    at = {key: values.get(key, timing.default) for key, timing in TIMINGS.items()}
    found = {}
    for earlier, later, why in _BEFORE:
        if _minute(at[earlier]) >= _minute(at[later]):
            found[earlier] = why
    return found


# (must be less, than this, why): pairs whose order the ladders rely on.
_BEFORE = (
    ("board_before", "prompt_before", "must be closer to the time than the prompt to the owner"),
    ("apologise_after", "manager_after", "must come before the manager is alerted"),
    ("ask_before_end", "ask_before_window", "must be shorter than the question before the window"),
    ("safety_climb", "safety_climb_later", "must be quicker than in the hours after"),
    ("morning_list_at", "remind_at", "must be earlier than the evening's reminder"),
)


def _minute(value: int | str) -> int:
    if isinstance(value, int):
        return value
    hour, minute = value.split(":")
    return int(hour) * 60 + int(minute)


def stored(value: timedelta | time | int) -> int | str:
    """A policy's value as the company's row keeps it."""
    if isinstance(value, timedelta):
        return int(value / MINUTE)
    return f"{value:%H:%M}" if isinstance(value, time) else value


def policy_values(kept: Mapping[str, Any]) -> dict[str, Any]:
    """The company's own timings as Policy takes them. What no page of ours wrote is left out."""
    return {key: _value(TIMINGS[key], value) for key, value in kept.items() if key in TIMINGS}


def _value(timing: Timing, value: int | str) -> timedelta | time | int:
    if isinstance(value, str):
        return time.fromisoformat(value)
    return value if timing.unit is Unit.COUNT else value * MINUTE
