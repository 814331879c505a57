"""What a new job's form already tells: whom we know, the site's zone, the first text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from fieldcomm.services.add_job import add_job
from fieldcomm.services.deps import Deps
from fieldcomm.services.errors import Refused
from fieldcomm.services.people_pages import NewJobPage
from fieldcomm.services.rehearsal import rehearse
from fieldcomm.services.zone_names import zone_names
from fieldcomm.services.zone_of_address import zone_of_address

NEEDED = ("phone", "name", "address", "summary")


@dataclass(frozen=True, slots=True)
class Seen:
    """`text` is the first text as it would leave now; `missing` what it still needs."""

    zone: ZoneInfo
    zone_from: str  # chosen | address | known | company
    now: datetime
    text: Any
    missing: list[str]
    problem: str | None


def seen(deps: Deps, typed: Mapping[str, str], page: NewJobPage, code: str) -> Seen:
    zone, source = site_zone(typed, page)
    missing = [name for name in NEEDED if not typed.get(name, "").strip()]
    text, problem = None, None
    if not missing:
        try:
            text = _first_text(deps, typed, zone, code)
        except Refused as error:
            problem = str(error)
    return Seen(ZoneInfo(zone), source, page.now, text, missing, problem)


def site_zone(typed: Mapping[str, str], page: NewJobPage) -> tuple[str, str]:
    """Where the work is: as chosen, by the address, as we know them, else the company's."""
    if typed.get("zone") in zone_names():
        return typed["zone"], "chosen"
    found = zone_of_address(typed.get("address", ""))
    if found:
        return found, "address"
    known = page.known[0].timezone if page.known and not typed.get("address") else None
    return (known, "known") if known else (page.zone, "company")


def given(typed: Mapping[str, str], zone: str, code: str) -> dict[str, Any]:
    """The form as `add_job` takes it."""
    return {
        "customer_name": typed["name"],
        "customer_phone": typed["phone"],
        "address": typed["address"],
        "summary": typed["summary"],
        "timezone": zone,
        "language": typed.get("language") or None,
        "contractor_phone": typed.get("contractor") or None,
        "urgency": typed.get("urgency") or None,
        "code": code,
    }


def _first_text(deps: Deps, typed: Mapping[str, str], zone: str, code: str) -> Any:
    said = rehearse(deps, lambda dry: add_job(dry, **given(typed, zone, code)))
    return next((one for one in said if one.moment == "job_opened"), None)
