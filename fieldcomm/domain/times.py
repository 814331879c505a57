"""Times as people write them, placed on the calendar.

The rules, where people leave room:
- A bare hour is the next such hour of the working day. Later today counts on any day of the week;
  what has passed moves to the next working day.
- "after 5" and "by 5" are 5. A range is its start. Of "20-30 min" it is the later.
- A part of a day is a clock time: morning 09:00, afternoon 13:00, evening and tonight 18:00, noon
  12:00; "first thing" and a day alone are the start of the working day, "end of day" its end.
- "After lunch" and "after work" without a day name no time.
- A weekday is the next one, never today unless its hour is still to come.
- A time that does not exist on the night clocks go forward moves forward.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from fieldcomm.domain.time_words import Kind, Piece, find_pieces
from fieldcomm.domain.working_hours import DEFAULT, WorkingHours

_PARTS = {
    "morning": time(9),
    "midmorning": time(10),
    "latemorning": time(11),
    "afternoon": time(13),
    "midafternoon": time(15),
    "lateafternoon": time(16),
    "evening": time(18),
    "afterlunch": time(13),
    "afterschool": time(15),
    "afterwork": time(18),
}
_MORNINGS = frozenset(["start", "morning", "midmorning", "latemorning"])
# They name no time of their own: whose lunch? With a day they place the day.
_VAGUE = frozenset(["afterlunch", "afterschool", "afterwork"])
_BESIDE = 4  # characters within which "morning" makes 3 the 3 of the night
_JUST_PASSED = timedelta(minutes=90)
_FAR = 60  # characters between a clock and the day it belongs to


@dataclass(frozen=True, slots=True)
class When:
    """`at` is aware, in the sender's zone; `span` the characters that said it.

    `minutes` is set when it was said as a span of time ("in 20").
    """

    at: datetime
    span: tuple[int, int]
    minutes: int | None = None
    ahead: bool = False


def up_to(at: datetime, minutes: int) -> datetime:
    """`at` by a clock that knows only every so many minutes of the hour: itself, or the next."""
    past = timedelta(minutes=at.minute % minutes, seconds=at.second, microseconds=at.microsecond)
    return at + timedelta(minutes=minutes) - past if past else at


def find_when(
    text: str,
    *,
    now: datetime,
    zone: ZoneInfo,
    hours: WorkingHours = DEFAULT,
    after: int = 0,
    bare: bool = False,
    near: bool = False,
    spans: bool = False,
) -> When | None:
    """The time a text speaks of, or None.

    `now` is when it was sent. The first time from character `after` on wins, else the last before.
    `bare`: a lone number is an hour. `near`: it is about arriving, so the closest such time ahead,
    and a time just gone is now. `spans`: "20 min" without "in" is from now, too.
    """
    now = now.astimezone(zone)
    pieces = find_pieces(text, bare=bare)
    main = [
        p for p in pieces if p.kind is Kind.CLOCK or (p.kind is Kind.SPAN and (p.ahead or spans))
    ]
    chosen = _first_from(main, after)
    if chosen is not None and chosen.kind is Kind.SPAN:
        at = _later(now, timedelta(minutes=chosen.minutes), zone)
        return When(at, (chosen.start, chosen.end), chosen.minutes, chosen.ahead)
    days = [p for p in pieces if p.kind is Kind.DAY]
    parts = [p for p in pieces if p.kind is Kind.PART]
    if chosen is not None:
        day, part = _closest(days, chosen, text), _closest(parts, chosen, text)
        if part and _of_another_time(part, chosen):
            part = None
        at_clock = _place_clock(chosen, day, part, now, zone, hours, near)
        return When(at_clock, _cover(chosen, day, part)) if at_clock else None
    return _without_clock(days, parts, now, zone, hours, after)


def next_hour(hour: int, now: datetime, zone: ZoneInfo, hours: WorkingHours = DEFAULT) -> datetime:
    """The next such hour of the working day; `hour` as people say it, 1 to 12."""
    piece = Piece(Kind.CLOCK, 0, 0, hour, 0)
    placed = _place_clock(piece, None, None, now.astimezone(zone), zone, hours, False)
    assert placed is not None
    return placed


def _first_from(pieces: list[Piece], after: int) -> Piece | None:
    ahead = [p for p in pieces if p.end > after]
    return ahead[0] if ahead else pieces[-1] if pieces else None


def _closest(pieces: list[Piece], to: Piece, text: str) -> Piece | None:
    def gap(p: Piece) -> int:
        return p.start - to.end if p.start >= to.end else to.start - p.end

    near = [p for p in pieces if gap(p) <= _FAR and not _sentence_between(p, to, text)]
    return min(near, key=gap, default=None)


def _of_another_time(part: Piece, clock: Piece) -> bool:
    """In "had a meeting this morning, call at 3" the morning is not that of the 3."""
    gap = max(part.start - clock.end, clock.start - part.end)
    small = clock.half is None and 1 <= clock.hour <= 5
    return small and part.part in _MORNINGS and gap > _BESIDE


def _sentence_between(a: Piece, b: Piece, text: str) -> bool:
    between = text[min(a.end, b.end) : max(a.start, b.start)]
    return any(mark in between for mark in ".!?\n")


def _cover(*pieces: Piece | None) -> tuple[int, int]:
    there = [p for p in pieces if p]
    return min(p.start for p in there), max(p.end for p in there)


def _without_clock(
    days: list[Piece],
    parts: list[Piece],
    now: datetime,
    zone: ZoneInfo,
    hours: WorkingHours,
    after: int,
) -> When | None:
    day, part = _first_from(days, after), _first_from(parts, after)
    if day is None and part is None:
        return None
    name = part.part if part else "evening" if day and day.day and day.day[0] == "tonight" else None
    today = day is None or day.day == ("ahead", 0, 0, 0)
    if today and (name is None or name in _VAGUE):
        return None  # "today" and "after lunch" name no time
    on = _date_of(day, now, hours) if day else now.date()
    if on is None:
        return None
    at = _at(on, _part_time(name, on, hours), zone)
    if at <= now:
        later = now.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
        if (
            name in ("afternoon", "evening", "end")
            and later.date() == now.date()
            and later.hour < 21
        ):
            at = later
        elif day is None:
            on += timedelta(days=1)
            at = _at(on, _part_time(name, on, hours), zone)
        else:
            return None
    return When(at, _cover(day, part))


def _part_time(name: str | None, on: date, hours: WorkingHours) -> time:
    if name == "end":
        return hours.end_of(on)
    return _PARTS.get(name or "", hours.start_of(on))


def _place_clock(
    clock: Piece,
    day: Piece | None,
    part: Piece | None,
    now: datetime,
    zone: ZoneInfo,
    hours: WorkingHours,
    near: bool,
) -> datetime | None:
    tonight = bool(day and day.day and day.day[0] == "tonight")
    candidates = _candidates(clock, part.part if part else "evening" if tonight else None)
    if day is None:
        if near:
            return _nearest(candidates, now, zone)
        return _next(candidates, clock, part, now, zone, hours)
    on = _date_of(day, now, hours)
    if on is None:
        return None
    options = [_at(on, c, zone) for c in _by_likelihood(candidates, on, hours)]
    ahead = [o for o in options if o > now]
    if (
        day.day
        and day.day[0] == "weekday"
        and on - timedelta(days=7) == now.date()
        and day.day[2] == 0
    ):
        today = [_at(now.date(), o.timetz().replace(tzinfo=None), zone) for o in options[:1]]
        if today[0] > now:
            return today[0]
    if not ahead:
        return now if near and options and now - options[0] < _JUST_PASSED else None
    return ahead[0]


def _candidates(clock: Piece, part: str | None) -> list[time]:
    """The readings of an hour: one when am or pm is known, else both."""
    hour, minute = clock.hour, clock.minute
    if clock.half == "24":
        return [time(hour, minute)]
    am, pm = time(hour % 12, minute), time(hour % 12 + 12, minute)
    if clock.half:
        return [am if clock.half == "am" else pm]
    if part in _MORNINGS and hour != 12:
        return [am]
    if part is not None and part not in _MORNINGS:
        return [pm] if not (part == "evening" and hour == 12) else [am]
    return [am, pm]


def _by_likelihood(candidates: list[time], on: date, hours: WorkingHours) -> list[time]:
    """Hours of the working day first, then waking hours, then the rest."""
    return sorted(candidates, key=lambda c: (not hours.usual_has(on, c), not 7 <= c.hour < 22, c))


def _next(
    candidates: list[time],
    clock: Piece,
    part: Piece | None,
    now: datetime,
    zone: ZoneInfo,
    hours: WorkingHours,
) -> datetime:
    likely = _by_likelihood(candidates, now.date(), hours)
    works = [c for c in likely if hours.usual_has(now.date(), c)]
    usable = works or [c for c in likely if 7 <= c.hour < 22] or likely
    today = [at for c in usable if (at := _at(now.date(), c, zone)) > now]
    if today:
        return min(today)
    if not works:
        options = [_at(now.date() + timedelta(days=1), c, zone) for c in usable]
        return min(options)
    return _at(hours.next_day(now.date()), usable[0], zone)


def _nearest(candidates: list[time], now: datetime, zone: ZoneInfo) -> datetime:
    """The closest such time ahead; one just gone means about now."""
    days = (now.date() - timedelta(days=1), now.date(), now.date() + timedelta(days=1))
    options = sorted(_at(day, c, zone) for day in days for c in candidates)
    if any(timedelta() <= now - o <= _JUST_PASSED for o in options):
        return now
    return next(o for o in options if o > now)


def _date_of(piece: Piece, now: datetime, hours: WorkingHours) -> date | None:
    assert piece.day is not None
    kind, a, b, c = piece.day
    today = now.date()
    if kind == "ahead":
        return today + timedelta(days=a)
    if kind == "tonight":
        return today
    if kind == "weekday":
        monday = today - timedelta(days=today.weekday())
        if b == 2:
            return monday + timedelta(days=7)
        if b == 1:
            return monday + timedelta(days=7 + a)
        return today + timedelta(days=(a - today.weekday() - 1) % 7 + 1)
    if kind == "dom":
        return _day_of_month(a, today)
    return _calendar_date(a, b, c, today)


def _day_of_month(dom: int, today: date) -> date | None:
    for ahead in range(63):
        if (day := today + timedelta(days=ahead)).day == dom:
            return day
    return None


def _calendar_date(month: int, dom: int, year: int, today: date) -> date | None:
    try:
        if year:
            return date(year if year > 99 else 2000 + year, month, dom)
        this = date(today.year, month, dom)
        return this if this >= today else date(today.year + 1, month, dom)
    except ValueError:
        return None


def _at(day: date, clock: time, zone: ZoneInfo) -> datetime:
    """That wall time; one that the clocks skip moves forward."""
    wall = datetime.combine(day, clock, zone)
    return wall.astimezone(UTC).astimezone(zone)


def _later(now: datetime, by: timedelta, zone: ZoneInfo) -> datetime:
    return (now.astimezone(UTC) + by).astimezone(zone)
