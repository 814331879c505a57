"""Which crew is free when: four windows a day each, filled from the front."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from fieldcomm.storm.options import FIRST_MORNING, ZONE

WINDOWS = ((8, 10), (10, 12), (13, 15), (15, 17))
NOTICE = timedelta(hours=3)  # a crew's day is not changed at shorter notice


@dataclass(frozen=True, slots=True)
class Slot:
    """One crew's time at one house. Aware."""

    crew_id: int
    crew_phone: str
    start: datetime
    end: datetime


class Diary:
    def __init__(self, crews: list[tuple[int, str]], days: int) -> None:
        """`crews`: id and phone of each. `days` after the storm are open too."""
        self._free = list(_slots(crews, days + 7))

    def first_free(self, now: datetime) -> Slot | None:
        return next((slot for slot in self._free if slot.start >= now + NOTICE), None)

    def take(self, slot: Slot) -> None:
        self._free.remove(slot)

    def give_back(self, slot: Slot) -> None:
        self._free.append(slot)
        self._free.sort(key=lambda s: (s.start, s.crew_id))

    def is_out(self, crew_id: int, day: date) -> None:
        self._free = [
            s for s in self._free if s.crew_id != crew_id or s.start.astimezone(ZONE).date() != day
        ]


def _slots(crews: list[tuple[int, str]], days: int) -> Iterator[Slot]:
    for ahead in range(days):
        day = FIRST_MORNING.date() + timedelta(days=ahead)
        for start, end in WINDOWS:
            for crew_id, phone in crews:
                yield Slot(
                    crew_id,
                    phone,
                    datetime.combine(day, time(start), ZONE),
                    datetime.combine(day, time(end), ZONE),
                )
