"""Times, phones and states as the pages say them. Every time names its zone."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from flask import Flask

from fieldcomm.domain.phone import pretty


def add_filters(app: Flask) -> None:
    app.jinja_env.filters.update(
        when=when,
        clock=clock,
        day=day,
        window=window,
        until=until,
        ago=ago,
        how_long=how_long,
        phone=pretty,
        zone_name=zone_name,
        field_time=field_time,
        day_name=day_name,
        hour_name=hour_name,
        span=span,
        hour_span=hour_span,
        tomorrow_morning=tomorrow_morning,
        words=lambda value: str(value).replace("_", " "),
    )


def clock(at: datetime, zone: ZoneInfo) -> str:
    """`2:00 pm EST`."""
    return f"{figures(at.astimezone(zone))} {zone_name(at, zone)}"


def when(at: datetime, now: datetime, zone: ZoneInfo) -> str:
    """`2:00 pm EST` today, `tomorrow 2:00 pm EST`, else `Tue Jan 14, 2:00 pm EST`."""
    ahead = (at.astimezone(zone).date() - now.astimezone(zone).date()).days
    near = {0: "", 1: "tomorrow ", -1: "yesterday "}.get(ahead)
    return f"{day(at, zone, now) + ', ' if near is None else near}{clock(at, zone)}"


def day(at: datetime, zone: ZoneInfo, now: datetime | None = None) -> str:
    """`Tue Jan 14`; with the year when it is another one than now's."""
    local = at.astimezone(zone)
    year = f" {local.year}" if now and local.year != now.astimezone(zone).year else ""
    return f"{local:%a %b} {local.day}{year}"


def window(start: datetime, end: datetime, now: datetime, zone: ZoneInfo) -> str:
    """`tomorrow 1:00–3:00 pm EST`."""
    first, last = _pair(start, end, zone)
    before = when(start, now, zone).removesuffix(clock(start, zone))
    over = (
        f"{day(end, zone)} " if start.astimezone(zone).date() != end.astimezone(zone).date() else ""
    )
    return f"{before}{first}–{over}{last} {zone_name(end, zone)}"


def span(start: datetime, end: datetime, zone: ZoneInfo) -> str:
    """`1:00–3:00 pm EST`, on a page whose day is known."""
    first, last = _pair(start, end, zone)
    return f"{first}–{last} {zone_name(end, zone)}"


def hour_span(start: datetime, end: datetime, zone: ZoneInfo) -> str:
    """`8 am–6 pm`, `6 pm–Wed 8 am`, in a table that names its zone."""
    first, last = start.astimezone(zone), end.astimezone(zone)
    over = f"{last:%a} " if last.date() != first.date() else ""
    return f"{short_figures(first)}–{over}{short_figures(last)}"


def day_name(day: date) -> str:
    """`Tue Jan 13` of a date."""
    return f"{day:%a %b} {day.day}"


def hour_name(at: datetime, zone: ZoneInfo) -> str:
    """`8 am`, heading a column whose zone stands beside it."""
    local = at.astimezone(zone)
    return f"{local.hour % 12 or 12} {'am' if local.hour < 12 else 'pm'}"


def until(at: datetime, now: datetime) -> str:
    """`in 25 min`, `now`, `40 min late`."""
    left = at - now
    if abs(left) < timedelta(minutes=1):
        return "now"
    return f"in {how_long(left)}" if left > timedelta() else f"{how_long(-left)} late"


def ago(at: datetime, now: datetime) -> str:
    passed = now - at
    return "just now" if passed < timedelta(minutes=1) else f"{how_long(passed)} ago"


def how_long(span: timedelta) -> str:
    """`45 s`, `25 min`, `3 h`, `3 h 20 min`, `2 days`."""
    seconds = max(0, int(span.total_seconds()))
    if seconds < 60:
        return f"{seconds} s"
    minutes = seconds // 60
    if minutes < 60:
        return f"{minutes} min"
    hours, minutes = divmod(minutes, 60)
    if hours < 10 and minutes:
        return f"{hours} h {minutes} min"
    if hours < 48:
        return f"{hours} h"
    return f"{hours // 24} days"


def zone_name(at: datetime, zone: ZoneInfo) -> str:
    """`EST`, where the zone has letters; else its distance from UTC."""
    name = at.astimezone(zone).tzname() or ""
    return name if name.isalpha() else f"UTC{name}"


def field_time(at: datetime, zone: ZoneInfo) -> str:
    """As `<input type=datetime-local>` holds it."""
    return at.astimezone(zone).strftime("%Y-%m-%dT%H:%M")


def tomorrow_morning(now: datetime, zone: ZoneInfo) -> str:
    """Eight o'clock, as `<input type=datetime-local>` holds it."""
    return f"{now.astimezone(zone).date() + timedelta(days=1)}T08:00"


def figures(local: datetime | time) -> str:
    """`2:00 pm`, for whoever names the zone beside it."""
    return f"{local.hour % 12 or 12}:{local:%M} {'am' if local.hour < 12 else 'pm'}"


def short_figures(local: datetime | time) -> str:
    """`2 pm`, `2:30 pm`."""
    return figures(local).replace(":00", "")


def _pair(start: datetime, end: datetime, zone: ZoneInfo) -> tuple[str, str]:
    """`1:00` and `3:00 pm`: am or pm is said once where it is the same."""
    first, last = figures(start.astimezone(zone)), figures(end.astimezone(zone))
    return first[:-3] if first[-2:] == last[-2:] else first, last
