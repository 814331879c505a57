"""Where one can go from everywhere: only places that exist, and only those one may enter."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Flask, current_app, g, request

from fieldcomm.services.sessions import SignedIn
from fieldcomm.web.auth import Who, declared


@dataclass(frozen=True, slots=True)
class Place:
    endpoint: str
    label: str
    here: bool


# (endpoint, label): in the order in which a day needs them.
PLACES = (
    ("desk.board", "Board"),
    ("desk.new_job", "New job"),
    ("desk.crews", "Crews"),
    ("desk.people", "People"),
    ("desk.broadcasts", "Broadcast"),
    ("desk.reports", "Reports"),
    ("desk.settings", "Settings"),
    ("demo.phones", "Phones"),
)


def add_nav(app: Flask) -> None:
    app.jinja_env.globals["nav_places"] = nav_places


def nav_places() -> list[Place]:
    return [
        Place(endpoint, label, here=request.endpoint == endpoint)
        for endpoint, label in PLACES
        if endpoint in current_app.view_functions and _may(endpoint)
    ]


def _may(endpoint: str) -> bool:
    who: SignedIn | None = g.get("who")
    wanted = declared(current_app, endpoint)
    if endpoint.startswith("demo.") and not current_app.jinja_env.globals["is_demo"]:
        return False
    return wanted is not Who.MANAGER or (who is not None and who.is_manager)
