"""The settings by page: what each is called, how it is read, where it is kept, who may fix it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from fieldcomm.config import (
    Config,
    parse_hours,
    parse_spread,
    parse_time_range,
    parse_times,
    parse_zone,
)
from fieldcomm.domain.phone import PhoneError
from fieldcomm.domain.phone import parse as parse_phone
from fieldcomm.domain.timings import TIMINGS, Timing, read_timing, typed_as

Parse = Callable[[str], Any]


@dataclass(frozen=True, slots=True)
class Field:
    """`column` of the company's row; a timing without one lives in its `policy`.

    `env` names the variable that wins where it is set, `fixed_by` the attribute of Config.
    """

    key: str
    label: str
    parse: Parse
    hint: str = ""
    kind: str = "text"
    env: str | None = None
    fixed_by: str | None = None
    unit: str = ""
    timing: Timing | None = None
    group: str = ""

    def is_fixed(self, config: Config) -> bool:
        return self.fixed_by is not None and getattr(config, self.fixed_by) is not None

    def typed(self, value: Any) -> str:
        """A stored value as the field holds it."""
        if value is None:
            return ""
        if self.timing is not None:
            return typed_as(self.timing, value)
        return ", ".join(value) if isinstance(value, list) else str(value)

    def shown(self, value: Any) -> str:
        """A stored value as the history says it."""
        said = self.typed(value)
        return f"{said} {self.unit}".strip() if said else "nothing"


def _name(raw: str) -> str:
    if not raw or len(raw) > 60:
        raise ValueError("needs a name of at most 60 characters: it stands in every text")
    return raw


def _number(low: int, high: int) -> Parse:
    def parse(raw: str) -> int:
        if not raw.isascii() or not raw.isdigit() or not low <= int(raw[:9]) <= high:
            raise ValueError(f"needs a whole number from {low} to {high}")
        return int(raw)

    return parse


def _phone(raw: str) -> str | None:
    try:
        return parse_phone(raw) if raw else None
    except PhoneError as error:
        raise ValueError(f"is no phone number: {error}") from None


def _link(raw: str) -> str | None:
    if not raw:
        return None
    parts = urlsplit(raw)
    if parts.scheme != "https" or "." not in parts.netloc or len(raw) > 200 or not raw.isascii():
        raise ValueError("needs an address that begins with https://, of at most 200 characters")
    return raw


def _country(raw: str) -> str:
    from holidays import list_supported_countries

    code = raw.upper()
    if code not in list_supported_countries():
        raise ValueError("needs the two letters of a country, like US")
    return code


def _slots(raw: str) -> list[str]:
    return list(parse_times(raw))


def _timing(key: str, hint: str, group: str = "") -> Field:
    timing = TIMINGS[key]
    kind = "time" if timing.unit == "time" else "number"
    unit = "" if timing.unit in ("time", "times") else str(timing.unit)
    return Field(
        key,
        timing.label,
        lambda raw: read_timing(timing, raw),
        hint,
        kind,
        unit=unit,
        timing=timing,
        group=group,
    )


def _fixed(attribute: str, env: str) -> dict[str, Any]:
    return {"fixed_by": attribute, "env": env}


_CALLS, _VISITS, _DANGER = "Calls and answers we owe", "Visits", "Danger"
SECTIONS: dict[str, tuple[Field, ...]] = {
    "company": (
        Field(
            "name",
            "Company name",
            _name,
            "As customers know you. Texts cut it after 30 characters.",
            **_fixed("company_name", "COMPANY_NAME"),
        ),
        Field(
            "timezone",
            "Time zone of the office",
            parse_zone,
            "For working hours and office texts. Customers are texted by the zone of their site.",
            "zone",
            **_fixed("company_timezone", "COMPANY_TIMEZONE"),
        ),
        Field(
            "public_phone",
            "Phone for calls",
            _phone,
            "Texts name it where we offer a call. Empty: the number they text.",
            "tel",
        ),
        Field(
            "callbacks_per_hour",
            "Callbacks an hour",
            _number(1, 60),
            "How many one person can really make. Automation never promises more.",
            "number",
        ),
        Field(
            "holidays_country",
            "Public holidays of",
            _country,
            "Two letters, like US. Nobody is promised a callback on those days.",
        ),
        Field(
            "review_link",
            "Link for reviews",
            _link,
            "Offered after a good end, never while something is unresolved. Empty: not offered.",
            "url",
        ),
    ),
    "check-ins": (
        Field(
            "check_in_times",
            "Check-ins begin at",
            _slots,
            "By the clock on the customer's wall, like 09:30, 16:30.",
            **_fixed("check_in_times", "CHECK_IN_TIMES"),
        ),
        Field(
            "check_in_spread_minutes",
            "and are all out within",
            parse_spread,
            "Each text promises the end of the next slot: start and this.",
            "number",
            unit="minutes",
            **_fixed("check_in_spread_minutes", "CHECK_IN_SPREAD"),
        ),
        _timing("covered_for", "When you have just texted or talked, nobody needs an automatic text."),
        _timing("changes_floor", "So that quiet never means forgotten."),
        _timing("empty_check_ins", "Automation must not paper over silence."),
    ),
    "hours": (
        Field(
            "quiet_hours",
            "Quiet hours",
            parse_time_range,
            "By the customer's clock, like 20:00-08:00. Danger and arrivals are exempt.",
            **_fixed("quiet_hours", "QUIET_HOURS"),
        ),
        Field(
            "working_hours",
            "Working hours",
            parse_hours,
            "By the office's clock, like Mon-Fri 08:00-18:00, Sat 09:00-13:00.",
            **_fixed("working_hours", "WORKING_HOURS"),
        ),
        _timing("reply_within", "Of working time. What we promise when automation cannot answer."),
        _timing("close_after_quiet", "Only when no promise is open."),
    ),
    "ladders": (
        _timing("prompt_before", "before the time, with the customer's last words", _CALLS),
        _timing("board_before", "before the time, as due soon", _CALLS),
        _timing("apologise_after", "after the time, sorry first, with a new time", _CALLS),
        _timing("manager_after", "after the time, and every working hour from there on", _CALLS),
        _timing("accept_within", "of being asked; then the dispatcher is alerted", _VISITS),
        _timing("remind_at", "the day before, by the customer's clock", _VISITS),
        _timing("morning_list_at", "by the office's clock", _VISITS),
        _timing("ask_before_window", "before the window begins", _VISITS),
        _timing("ask_before_end", "before the window ends", _VISITS),
        _timing("safety_climb", "until a person accepts", _DANGER),
        _timing("safety_climb_later", "it never ends by itself", _DANGER),
    ),
}  # fmt: skip
FIELDS = {field.key: field for fields in SECTIONS.values() for field in fields}
# What is planned with: a change of these is worked out anew for everybody at once.
PLANNED_WITH = frozenset(FIELDS) - {"name", "public_phone", "review_link", "callbacks_per_hour"}


def stored_values(company: Any) -> dict[str, Any]:
    """Every setting as it stands, by key."""
    return {
        key: company.policy.get(key, field.timing.default)
        if field.timing
        else getattr(company, key)
        for key, field in FIELDS.items()
    }


def read_fields(
    section: str, typed: Mapping[str, str], config: Config
) -> tuple[dict[str, Any], dict[str, str]]:
    """What was typed, as it is kept, and every problem by key. Fixed ones are left alone."""
    values, problems = {}, {}
    for field in SECTIONS[section]:
        if field.is_fixed(config):
            continue
        try:
            values[field.key] = field.parse(" ".join(typed.get(field.key, "").split()))
        except ValueError as error:
            problems[field.key] = f"{field.label} {error}."
    return values, problems
