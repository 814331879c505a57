"""Times as people say them, in the recipient's zone and language.

A time is turned into `Spoken` once, when a text is rendered; the template's filters then say it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class Spoken:
    """A time in the recipient's zone, beside that zone's today."""

    local: datetime
    today: date

    @property
    def days_ahead(self) -> int:
        return (self.local.date() - self.today).days


@lru_cache(maxsize=512)
def speaker(zone: str, now: datetime) -> Callable[[object], Spoken]:
    """Turns aware datetimes, or their ISO strings, into Spoken. Naive ones raise ValueError."""
    place = _zone(zone)
    today = now.astimezone(place).date()

    @lru_cache(maxsize=64)  # a wave names the same few times again and again
    def speak(value: object) -> Spoken:
        moment = datetime.fromisoformat(value) if isinstance(value, str) else value
        if not isinstance(moment, datetime) or moment.tzinfo is None:
            raise ValueError(f"not an aware time: {value!r}")
        return Spoken(moment.astimezone(place), today)

    return speak


@lru_cache(maxsize=512)
def _zone(zone: str) -> ZoneInfo:
    return ZoneInfo(zone)


class English:
    """`clock` 1:40 pm; `day` today; `at` at 1:40 pm tomorrow; `by` by 1:40 pm; `around` about
    1:40 pm; `hours` 1-3 pm; `window` tomorrow between 1 and 3 pm."""

    @staticmethod
    def clock(when: Spoken) -> str:
        if when.local.hour == 12 and when.local.minute == 0:
            return "noon"
        return _figures(when.local)

    @staticmethod
    def day(when: Spoken) -> str:
        return _EN_NEAR.get(when.days_ahead) or _en_date(when.local)

    @staticmethod
    def number(n: int) -> str:
        return _EN_NUMBERS[n] if 0 <= n < len(_EN_NUMBERS) else str(n)

    @classmethod
    def by(cls, when: Spoken) -> str:
        return f"by {cls.when(when)}"

    @classmethod
    def at(cls, when: Spoken) -> str:
        clock = f"at {cls.clock(when)}"
        if when.days_ahead == 0:
            return clock
        if when.days_ahead in _EN_NEAR:
            return f"{clock} {_EN_NEAR[when.days_ahead]}"
        if 1 < when.days_ahead < 7:
            return f"{_EN_DAYS[when.local.weekday()]} {clock}"
        return f"{_en_date(when.local)} {clock}"

    @classmethod
    def around(cls, when: Spoken) -> str:
        return f"about {cls.when(when)}"

    @classmethod
    def when(cls, when: Spoken) -> str:
        clock = cls.clock(when)
        if when.days_ahead == 0:
            return clock
        if when.days_ahead in _EN_NEAR:
            return f"{clock} {_EN_NEAR[when.days_ahead]}"
        if 1 < when.days_ahead < 7:
            return f"{_EN_DAYS[when.local.weekday()]} {clock}"
        return f"{_en_date(when.local)}, {clock}"

    @classmethod
    def hours(cls, start: Spoken, end: Spoken) -> str:
        first, last = _pair(start.local, end.local, cls.clock(start), cls.clock(end))
        return f"{first}-{last}"

    @classmethod
    def window(cls, start: Spoken, end: Spoken) -> str:
        first, last = _pair(start.local, end.local, cls.clock(start), cls.clock(end))
        return f"{cls.day(start)} between {first} and {last}"


class Spanish:
    """The same in Spanish, unaccented where GSM-7 lacks the letter (the renderer folds it)."""

    @staticmethod
    def clock(when: Spoken) -> str:
        return _figures(when.local)

    @staticmethod
    def about(when: Spoken) -> str:
        """`la 1:40 pm`, `las 2 pm`: what stands after a preposition."""
        return f"{'la' if when.local.hour % 12 == 1 else 'las'} {_figures(when.local)}"

    @staticmethod
    def day(when: Spoken) -> str:
        return _ES_NEAR.get(when.days_ahead) or f"el {_es_date(when.local)}"

    @staticmethod
    def number(n: int) -> str:
        return _ES_NUMBERS[n] if 0 <= n < len(_ES_NUMBERS) else str(n)

    @classmethod
    def by(cls, when: Spoken) -> str:
        return cls._placed(when, f"antes de {cls.about(when)}")

    @classmethod
    def at(cls, when: Spoken) -> str:
        return cls._placed(when, f"a {cls.about(when)}")

    @classmethod
    def around(cls, when: Spoken) -> str:
        return cls._placed(when, f"hacia {cls.about(when)}")

    @classmethod
    def when(cls, when: Spoken) -> str:
        return cls._placed(when, f"a {cls.about(when)}")

    @classmethod
    def _placed(cls, when: Spoken, clock: str) -> str:
        if when.days_ahead == 0:
            return clock
        if 1 < when.days_ahead < 7:
            return f"el {_ES_DAYS[when.local.weekday()]} {clock}"
        return f"{cls.day(when)} {clock}"

    @classmethod
    def hours(cls, start: Spoken, end: Spoken) -> str:
        first, last = _pair(start.local, end.local, cls.clock(start), cls.clock(end))
        return f"{first} a {last}"

    @classmethod
    def window(cls, start: Spoken, end: Spoken) -> str:
        first, last = _pair(start.local, end.local, cls.about(start), cls.about(end))
        return f"{cls.day(start)} entre {first} y {last}"


Speech = type[English] | type[Spanish]
SPEECH: dict[str, Speech] = {"en": English, "es": Spanish}


def _figures(local: datetime) -> str:
    hour, half = local.hour % 12 or 12, "am" if local.hour < 12 else "pm"
    return f"{hour}:{local.minute:02d} {half}" if local.minute else f"{hour} {half}"


def _pair(start: datetime, end: datetime, first: str, last: str) -> tuple[str, str]:
    """`1` and `3 pm`: the half of the day is said once when both share it."""
    if start.date() == end.date() and (start.hour < 12) == (end.hour < 12):
        return first.removesuffix(" am").removesuffix(" pm").replace("noon", "12"), last
    return first, last


def _en_date(local: datetime) -> str:
    return f"{_EN_DAYS[local.weekday()]} {_EN_MONTHS[local.month - 1]} {local.day}"


def _es_date(local: datetime) -> str:
    return f"{_ES_DAYS[local.weekday()]} {local.day} {_ES_MONTHS[local.month - 1]}"


_EN_NEAR = {-1: "yesterday", 0: "today", 1: "tomorrow"}
_ES_NEAR = {-1: "ayer", 0: "hoy", 1: "mañana"}
_EN_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_EN_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_ES_DAYS = ("lun", "mar", "mié", "jue", "vie", "sáb", "dom")
_ES_MONTHS = ("ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic")
_EN_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_ES_NUMBERS = ("cero", "un", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve")
