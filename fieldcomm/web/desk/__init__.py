"""The dispatchers' pages."""

from __future__ import annotations

from flask import Blueprint

desk = Blueprint("desk", __name__)

# The views register themselves on the blueprint above.
from fieldcomm.web.desk import (  # noqa: E402
    account,
    board,
    broadcasts,
    crews,
    inbox,
    incidents,
    job,
    new_job,
    people,
    photos,
    promises,
    reports,
    rota,
    settings,
    shortcuts,
    surge,
    team,
    triage,
    undo,
    visits,
    wording,
)

__all__ = [
    "account",
    "board",
    "broadcasts",
    "crews",
    "desk",
    "inbox",
    "incidents",
    "job",
    "new_job",
    "people",
    "photos",
    "promises",
    "reports",
    "rota",
    "settings",
    "shortcuts",
    "surge",
    "team",
    "triage",
    "undo",
    "visits",
    "wording",
]
