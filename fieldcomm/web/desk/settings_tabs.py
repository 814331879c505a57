"""The pages of the settings: only those that exist."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import current_app, url_for


@dataclass(frozen=True, slots=True)
class Tab:
    url: str
    label: str
    here: bool


# (key, label, endpoint, what its address needs)
_TABS: tuple[tuple[str, str, str, dict[str, Any]], ...] = (
    ("company", "Company", "desk.settings", {"section": "company"}),
    ("check-ins", "Check-ins", "desk.settings", {"section": "check-ins"}),
    ("hours", "Hours", "desk.settings", {"section": "hours"}),
    ("ladders", "Ladders", "desk.settings", {"section": "ladders"}),
    ("wording", "Wording", "desk.wordings", {}),
    ("team", "Team", "desk.team", {}),
    ("sending", "Sending", "desk.provider", {}),
    ("retention", "Retention", "desk.retention", {}),
)


def tabs(here: str) -> list[Tab]:
    return [
        Tab(url_for(endpoint, **given), label, here == key)
        for key, label, endpoint, given in _TABS
        if endpoint in current_app.view_functions
    ]
