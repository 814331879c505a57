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


# (endpoint, label, what addresses of its pages begin with): in the order in which a day needs them.
PLACES = (
    ("desk.board", "Board", ()),
    ("desk.new_job", "New job", ("/jobs/new",)),
    ("desk.crews", "Crews", ("/crews", "/rota", "/hand-over")),
    ("desk.people", "People", ("/people",)),
    ("desk.broadcasts", "Broadcast", ("/broadcasts", "/incidents", "/sending", "/surge")),
    ("desk.reports", "Reports", ("/reports", "/make-good")),
    ("desk.settings", "Settings", ("/settings", "/team")),
    ("demo.phones", "Phones", ("/demo",)),
)


def add_nav(app: Flask) -> None:
    app.jinja_env.globals["nav_places"] = nav_places


def nav_places() -> list[Place]:
    return [
        Place(endpoint, label, here=_is_here(endpoint, pages))
        for endpoint, label, pages in PLACES
        if endpoint in current_app.view_functions and _may(endpoint)
    ]


def _is_here(endpoint: str, pages: tuple[str, ...]) -> bool:
    return request.endpoint == endpoint or request.path.startswith(pages)


def _may(endpoint: str) -> bool:
    who: SignedIn | None = g.get("who")
    wanted = declared(current_app, endpoint)
    if endpoint.startswith("demo.") and not current_app.jinja_env.globals["is_demo"]:
        return False
    return wanted is not Who.MANAGER or (who is not None and who.is_manager)
