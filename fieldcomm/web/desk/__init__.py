"""The dispatchers' pages."""

from __future__ import annotations

from flask import Blueprint

desk = Blueprint("desk", __name__)

# The views register themselves on the blueprint above.
from fieldcomm.web.desk import (  # noqa: E402
    account,
    board,
    broadcasts,
    contractors,
    crews,
    customer_rights,
    customers,
    inbox,
    incidents,
    job,
    make_good,
    new_job,
    people,
    photos,
    promises,
    provider,
    reports,
    rota,
    sending,
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
    "contractors",
    "crews",
    "customer_rights",
    "customers",
    "desk",
    "inbox",
    "incidents",
    "job",
    "make_good",
    "new_job",
    "people",
    "photos",
    "promises",
    "provider",
    "reports",
    "rota",
    "sending",
    "settings",
    "shortcuts",
    "surge",
    "team",
    "triage",
    "undo",
    "visits",
    "wording",
]
