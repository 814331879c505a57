"""Words and times of the customer's page in their language. Every time names its zone."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from fieldcomm.web.formats import clock, figures, when, window, zone_name
from fieldcomm.web.public.tracking_words import EN, ES

_DAYS = ("lun", "mar", "mié", "jue", "vie", "sáb", "dom")
_MONTHS = (
    "ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic",
)  # fmt: skip


class Tongue:
    """What a page says, for one reader. `say` raises KeyError for words we do not have."""

    def __init__(self, language: str, now: datetime, zone: ZoneInfo) -> None:
        self.language = "es" if language == "es" else "en"
        self._words = ES if self.language == "es" else EN
        self._now, self._zone = now, zone

    def say(self, key: str, **facts: object) -> str:
        return self._words[key].format(**facts)

    def knows(self, key: str) -> bool:
        return key in self._words

    def when(self, at: datetime) -> str:
        """`4:30 pm EST` today, `tomorrow 4:30 pm EST`, else with the day."""
        if self.language == "en":
            return when(at, self._now, self._zone)
        return f"{self._day(at)}{self.clock(at)}"

    def clock(self, at: datetime) -> str:
        if self.language == "en":
            return clock(at, self._zone)
        return f"{figures(at.astimezone(self._zone))} {zone_name(at, self._zone)}"

    def window(self, start: datetime, end: datetime) -> str:
        """`today 1:00-3:00 pm EST`."""
        if self.language == "en":
            said = window(start, end, self._now, self._zone)
            return f"today {said}" if said[0].isdigit() else said
        first = figures(start.astimezone(self._zone))
        return f"{self._day(start) or 'hoy '}de {first} a {self.clock(end)}"

    def _day(self, at: datetime) -> str:
        local = at.astimezone(self._zone)
        ahead = (local.date() - self._now.astimezone(self._zone).date()).days
        near = {0: "", 1: "mañana ", -1: "ayer "}.get(ahead)
        if near is not None:
            return near
        return f"{_DAYS[local.weekday()]} {local.day} {_MONTHS[local.month - 1]}, "
