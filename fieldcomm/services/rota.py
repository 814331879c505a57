"""Who is at the desk and on call when, contractors' days off, and the company's own."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from fieldcomm.domain.desk.rota import Span, uncovered
from fieldcomm.services.deps import Deps
from fieldcomm.services.errors import Refused
from fieldcomm.services.unit import Unit, unit
from fieldcomm.services.work_days import day_span, today
from fieldcomm.store.queries import crews as crew_rows
from fieldcomm.store.queries import rota as rows
from fieldcomm.store.queries.company import public_holidays
from fieldcomm.store.queries.people import active_contractors, office

WEEK = timedelta(days=7)
KINDS = ("shift", "on_call")
AHEAD = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class RotaPage:
    """A week of the rota, Monday first; times aware UTC, shown in the company's `zone`.

    `entries`: shifts by user and local date they start on; `off`: days off by contractor and date;
    `booked`: visits by contractor and date; `holes`: times nobody with a phone is on call;
    `always`: who is on call wherever the rota names nobody; `planned`: whether it names anybody.
    """

    now: datetime
    zone: ZoneInfo
    today: date
    days: list[date]
    closed: dict[date, str]
    office: Sequence[Any]
    entries: dict[tuple[int, date], list[Any]]
    contractors: Sequence[Any]
    off: dict[tuple[int, date], Any]
    booked: Counter[tuple[int, date]]
    holes: list[Span]
    planned: bool
    always: list[str]
    holidays: list[tuple[date, str]]
    own_days: list[date]
    country: str


def read_rota(deps: Deps, day: date | None) -> RotaPage:
    """The week `day` falls in."""
    with unit(deps) as work:
        now_day = today(work)
        monday = _monday(day or now_day)
        days = [monday + timedelta(days=n) for n in range(7)]
        start, end = day_span(work.policy, monday, 7)
        shifts = rows.shifts_between(work.session, start, end)
        entries: dict[tuple[int, date], list[Any]] = {}
        for row in shifts:
            local = max(row.starts_at.astimezone(work.policy.zone).date(), monday)
            entries.setdefault((row.user_id, local), []).append(row)
        on_call = [(s.starts_at, s.ends_at) for s in shifts if s.kind == "on_call" and s.reachable]
        named = public_holidays(work.company.holidays_country, monday, now_day + AHEAD)
        own = sorted(date.fromisoformat(raw) for raw in work.company.extra_holidays)
        people = office(work.session)
        return RotaPage(
            now=work.now,
            zone=work.policy.zone,
            today=now_day,
            days=days,
            closed={d: _closed(work, d, dict(named), own) for d in days if _is_closed(work, d)},
            office=people,
            entries=entries,
            contractors=active_contractors(work.session),
            off={
                (row.contractor_id, row.day): row
                for row in rows.days_off_between(work.session, monday, monday + WEEK)
            },
            booked=Counter(
                (row.contractor_id, row.window_from.astimezone(work.policy.zone).date())
                for row in crew_rows.busy_between(work.session, start, end)
            ),
            holes=uncovered(on_call, max(start, work.now), end) if on_call else [],
            planned=bool(on_call),
            always=[person.name for person in people if person.on_call and person.phone],
            holidays=[(d, name) for d, name in named if d >= now_day],
            own_days=[d for d in own if d >= now_day],
            country=work.company.holidays_country,
        )


def add_shifts(
    deps: Deps, *, user_id: int, kind: str, days: Sequence[date], start: str, end: str
) -> int:
    """The same hours on each of these dates, by the company's clock; an end not after its start is
    on the next day. Returns how many. Raises Refused."""
    if kind not in KINDS:
        raise Refused("Choose at the desk or on call.")
    if not days:
        raise Refused("Choose at least one day.")
    first, last = _clock(start, "start"), _clock(end, "end")
    with unit(deps) as work:
        person = next((p for p in office(work.session) if p.id == user_id), None)
        if person is None:
            raise Refused("Choose who it is.")
        if kind == "on_call" and not person.phone:
            raise Refused(f"{person.name} has no phone on file, so no alert would reach them.")
        made = [_shift(work, user_id, kind, day, first, last) for day in sorted(set(days))]
        rows.add_shifts(work.session, made)
        return len(made)


def remove_shift(deps: Deps, shift_id: int) -> None:
    with unit(deps) as work:
        if not rows.remove_shift(work.session, shift_id):
            raise Refused("That is out of the rota already.")


def copy_last_week(deps: Deps, day: date) -> int:
    """Put the week before into this one, at the same hours by the clock on the wall. What stands
    here already stays. Returns how many. Raises Refused."""
    with unit(deps) as work:
        monday = _monday(day)
        start, end = day_span(work.policy, monday - WEEK, 7)
        before = [s for s in rows.shifts_between(work.session, start, end) if s.starts_at >= start]
        if not before:
            raise Refused("The week before has nobody in it; add shifts below.")
        rows.add_shifts(work.session, [_a_week_on(work, row) for row in before])
        return len(before)


def add_day_off(deps: Deps, contractor_id: int, first: date | None, last: date | None) -> None:
    """A contractor does not work from `first` to `last`, both included. Raises Refused."""
    if first is None:
        raise Refused("Say which day.")
    last = last or first
    if not timedelta() <= last - first <= timedelta(days=60):
        raise Refused("The last day comes after the first, at most 60 days later.")
    with unit(deps) as work:
        if crew_rows.crew_by_id(work.session, contractor_id) is None:
            raise Refused("Choose who it is.")
        for n in range((last - first).days + 1):
            day = first + timedelta(days=n)
            crew_rows.take_day_off(work.session, contractor_id, day, "day_off")


def remove_day_off(deps: Deps, day_off_id: int) -> None:
    with unit(deps) as work:
        if not rows.give_day_back(work.session, day_off_id):
            raise Refused("They work that day already.")


def close_on(deps: Deps, day: date | None) -> None:
    """A day of the company's own on which nobody works: callbacks and "as soon as we can" pass it
    over from now on; check-ins go on. Raises Refused."""
    with unit(deps) as work:
        if day is None or day < today(work):
            raise Refused("Give a day still to come.")
        known = set(rows.company_days(work.session)) | {day.isoformat()}
        rows.set_company_days(work.session, json.dumps(sorted(known)))


def open_on(deps: Deps, day: date | None) -> None:
    with unit(deps) as work:
        known = set(rows.company_days(work.session))
        if day is None or day.isoformat() not in known:
            raise Refused("That is no day off of the company's own.")
        rows.set_company_days(work.session, json.dumps(sorted(known - {day.isoformat()})))


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _is_closed(work: Unit, day: date) -> bool:
    return not work.policy.working_hours.works_on(day)


def _closed(work: Unit, day: date, named: dict[date, str], own: list[date]) -> str:
    if day in own:
        return "our day off"
    return named.get(day, "closed")


def _clock(raw: str, what: str) -> time:
    try:
        return time.fromisoformat(raw)
    except ValueError:
        raise Refused(f"Give the {what} as a time, like 08:00.") from None


def _shift(
    work: Unit, user_id: int, kind: str, day: date, start: time, end: time
) -> dict[str, Any]:
    last_day = day if end > start else day + timedelta(days=1)
    return {
        "user_id": user_id,
        "kind": kind,
        "starts_at": datetime.combine(day, start, work.policy.zone).astimezone(UTC),
        "ends_at": datetime.combine(last_day, end, work.policy.zone).astimezone(UTC),
    }


def _a_week_on(work: Unit, row: Any) -> dict[str, Any]:
    def later(at: datetime) -> datetime:
        return (at.astimezone(work.policy.zone) + WEEK).astimezone(UTC)

    return {
        "user_id": row.user_id,
        "kind": row.kind,
        "starts_at": later(row.starts_at),
        "ends_at": later(row.ends_at),
    }
