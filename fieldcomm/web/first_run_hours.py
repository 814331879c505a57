"""Hours as the first-run form asks for them, from and to the way settings write them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

DAYS = ("Mon-Fri", "Mon-Sat", "Mon-Sun")


def hours_of(company: Any) -> dict[str, str]:
    """The company's row as the form's fields."""
    quiet_from, quiet_to = company.quiet_hours.split("-")
    days, opens, closes = _simple(company.working_hours)
    slots = [*company.check_in_times, "", ""]
    return {
        "name": company.name,
        "zone": company.timezone,
        "slot_1": slots[0],
        "slot_2": slots[1],
        "quiet_from": quiet_from,
        "quiet_to": quiet_to,
        "days": days,
        "opens": opens,
        "closes": closes,
    }


def typed_hours(form: Mapping[str, str]) -> dict[str, str]:
    """The form's fields as settings write them."""
    slots = [form.get("slot_1", ""), form.get("slot_2", "")]
    days = form.get("days", "")
    return {
        "name": form.get("name", ""),
        "zone": form.get("zone", ""),
        "slots": ",".join(slot for slot in slots if slot.strip()),
        "quiet": f"{form.get('quiet_from', '')}-{form.get('quiet_to', '')}",
        "working": f"{days} {form.get('opens', '')}-{form.get('closes', '')}",
    }


def _simple(working: str) -> tuple[str, str, str]:
    """The first span; what is more intricate is for the settings page."""
    found = re.match(r"(\S+) (\d\d:\d\d)-(\d\d:\d\d)", working)
    return (found[1], found[2], found[3]) if found else (DAYS[0], "08:00", "18:00")
