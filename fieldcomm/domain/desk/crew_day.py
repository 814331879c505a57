"""A crew's day at a glance: what is late, what nobody answered, where there is room."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from fieldcomm.domain.arrival.owed import ETA_MARGIN
from fieldcomm.domain.visit import VisitStatus

WATCH_FROM = timedelta(minutes=30)  # before the window: when a crew has usually set out
ROOM = timedelta(hours=1)  # shorter gaps are driving, not room


class Sign(StrEnum):
    """What a visit wants from the desk now, worst first."""

    MISSED = "missed"  # the window ended and nobody came that we know of
    LATE = "late"  # under way, and not there by the end of the window or the time given
    SILENT = "silent"  # the window has begun, and no sign of life
    UNANSWERED = "unanswered"  # the crew has not said yes
    FINE = "fine"


@dataclass(frozen=True, slots=True)
class Window:
    """What the glance needs of a visit. Times aware."""

    status: VisitStatus
    window_from: datetime
    window_to: datetime
    eta: datetime | None = None


def sign_of(visit: Window, now: datetime) -> Sign:
    match visit.status:
        case VisitStatus.MISSED:
            return Sign.MISSED
        case VisitStatus.EN_ROUTE:
            beyond = visit.eta is not None and visit.eta > visit.window_to
            over = now > (visit.eta + ETA_MARGIN if visit.eta else visit.window_to)
            return Sign.LATE if beyond or over else Sign.FINE
        case VisitStatus.ACCEPTED | VisitStatus.CONFIRMED:
            return Sign.SILENT if now > visit.window_from else Sign.FINE
        case VisitStatus.PROPOSED:
            return Sign.UNANSWERED
    return Sign.FINE


def gaps(visits: Sequence[Window]) -> list[timedelta | None]:
    """Before each visit but the first: how long nobody is booked, where that is room enough; a
    negative span is an overlap."""
    found: list[timedelta | None] = []
    over_at: datetime | None = None
    for visit in visits:
        if over_at is not None:
            gap = visit.window_from - over_at
            found.append(gap if gap >= ROOM or gap < timedelta() else None)
        over_at = max(over_at or visit.window_to, visit.window_to)
    return found
