"""The company's row and the policy in it."""

from __future__ import annotations

from datetime import date, time, timedelta
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, text
from sqlalchemy.orm import Session

from fieldcomm.domain.policy import Policy
from fieldcomm.domain.timings import policy_values
from fieldcomm.domain.working_hours import WorkingHours, parse_working_hours

_ROW = text(
    "SELECT name, timezone, check_in_times, check_in_spread_minutes, quiet_hours, working_hours,"
    " holidays_country, extra_holidays, callbacks_per_hour, clock_offset_ms, paused, surge_since,"
    " jobs_per_day, policy, public_phone, review_link, wording_version, replan_after,"
    " managers_need_totp, first_run,"
    " (SELECT max(restored_at) FROM restores WHERE ended_at IS NULL) AS restored_at"
    " FROM company WHERE id = 1"
)


def read_company(session: Session | Connection) -> Any:
    """The one row; None before the first run."""
    return session.execute(_ROW).one_or_none()


def policy_of(row: Any) -> Policy:
    """The policy a company row holds. Parsed once per content."""
    return _policy(
        row.name,
        row.timezone,
        tuple(row.check_in_times),
        row.check_in_spread_minutes,
        row.quiet_hours,
        row.working_hours,
        row.holidays_country,
        tuple(row.extra_holidays),
        row.callbacks_per_hour,
        row.surge_since is not None,
        row.jobs_per_day,
        tuple(sorted(row.policy.items())),
    )


@lru_cache(maxsize=32)
def _policy(
    name: str,
    zone: str,
    check_in_times: tuple[str, ...],
    spread: int,
    quiet: str,
    working: str,
    country: str,
    extra: tuple[str, ...],
    per_hour: int,
    surge: bool,
    jobs_per_day: int | None,
    timings: tuple[tuple[str, Any], ...],
) -> Policy:
    start, end = quiet.split("-")
    return Policy(
        company=name,
        zone=ZoneInfo(zone),
        check_in_times=tuple(time.fromisoformat(at) for at in check_in_times),
        check_in_spread=timedelta(minutes=spread),
        quiet=(time.fromisoformat(start), time.fromisoformat(end)),
        working_hours=working_hours(working, country, extra),
        callbacks_per_hour=per_hour,
        surge=surge,
        jobs_per_day=jobs_per_day,
        **policy_values(dict(timings)),
    )


@lru_cache(maxsize=32)
def working_hours(raw: str, country: str, extra: tuple[str, ...]) -> WorkingHours:
    """Hours with the country's public holidays and the company's own days off."""
    hours = parse_working_hours(raw)
    days = set(_holidays(country)) | {date.fromisoformat(day) for day in extra}
    return WorkingHours(hours.spans, frozenset(days))


@lru_cache(maxsize=8)
def _holidays(country: str) -> frozenset[date]:
    # Imported here: only processes that decide need it, and the webhook should start lean.
    import holidays

    return frozenset(holidays.country_holidays(country, years=range(2020, 2046)))


def public_holidays(country: str, start: date, end: date) -> list[tuple[date, str]]:
    """The country's public holidays from `start` to before `end`, by name."""
    import holidays

    found = holidays.country_holidays(country, years=range(start.year, end.year + 1))
    return sorted((day, str(name)) for day, name in found.items() if start <= day < end)
