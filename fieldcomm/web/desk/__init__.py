"""The dispatchers' pages."""

from __future__ import annotations

from flask import Blueprint

desk = Blueprint("desk", __name__)

# The views register themselves on the blueprint above.
from fieldcomm.web.desk import (  # noqa: E402
    account,
    board,
    broadcasts,
    contacts,
    crews,
    door_notes,
    evidence,
    incidents,
    job,
    make_good,
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
    texts,
    undo,
    visits,
    wording,
    writing,
)

__all__ = [
    "account",
    "board",
    "broadcasts",
    "contacts",
    "crews",
    "desk",
    "door_notes",
    "evidence",
    "incidents",
    "job",
    "make_good",
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
    "texts",
    "undo",
    "visits",
    "wording",
    "writing",
]
