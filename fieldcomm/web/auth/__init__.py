"""Who may enter which route. Every route says so; one that does not lets nobody in."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import Any, TypeVar

from flask import Flask, abort, current_app, g, redirect, request, url_for
from flask.sansio.blueprints import Blueprint
from werkzeug.wrappers import Response

from fieldcomm.services.sessions import SignedIn, session_of
from fieldcomm.web.deps import deps

F = TypeVar("F", bound=Callable[..., Any])


class Who(StrEnum):
    ANYBODY = "anybody"
    DISPATCHER = "dispatcher"  # and managers
    MANAGER = "manager"


def may_enter(who: Who) -> Callable[[F], F]:
    """Declare who a view is for."""

    def declare(view: F) -> F:
        view.may_enter = who  # type: ignore[attr-defined]
        return view

    return declare


def leads_to_second_factor(view: F) -> F:
    """Declare that a view stays open to a manager who still owes a second factor."""
    view.leads_to_second_factor = True  # type: ignore[attr-defined]
    return view


def entrance(app: Flask, blueprint: Blueprint, who: Who) -> None:
    """Declare it for every view of a blueprint that does not say so itself."""
    app.extensions.setdefault("entrances", {})[blueprint.name] = who


def declared(app: Flask, endpoint: str) -> Who | None:
    """Who may enter an endpoint; None: it does not say."""
    own: Who | None = getattr(app.view_functions[endpoint], "may_enter", None)
    blueprint = endpoint.rpartition(".")[0]
    entrances: dict[str, Who] = app.extensions.get("entrances", {})
    return own or entrances.get(blueprint)


def guard(app: Flask) -> None:
    """Check every request before its view; endpoints without a declaration are refused."""

    @app.before_request
    def check() -> Response | None:
        g.who = None
        if request.endpoint is None:
            return None  # 404 and 405 tell nothing
        who = declared(current_app, request.endpoint)
        if who is Who.ANYBODY:
            return None
        if who is None:
            abort(403)
        g.who = signed_in()
        if g.who is None:
            return _to_sign_in()
        if who is Who.MANAGER and not g.who.is_manager:
            abort(403)
        if g.who.owes_second_factor and not _leads_to_one(request.endpoint):
            return _to_second_factor()
        return None


def signed_in() -> SignedIn | None:
    """Whose session the request's cookie opens."""
    token = request.cookies.get(cookie_name())
    return session_of(deps(), token) if token and len(token) < 100 else None


def cookie_name(what: str = "fieldcomm") -> str:
    """With https the name itself forbids anybody but this host to set it."""
    return f"__Host-{what}" if _secure() else what


def give_cookie(response: Response, token: str, what: str = "fieldcomm") -> Response:
    response.set_cookie(cookie_name(what), token, httponly=True, samesite="Lax", secure=_secure())
    return response


def take_cookie(response: Response, what: str = "fieldcomm") -> Response:
    response.delete_cookie(cookie_name(what), httponly=True, samesite="Lax", secure=_secure())
    return response


def _secure() -> bool:
    return deps().config.public_url.startswith("https:")


def _to_sign_in() -> Response:
    if request.method != "GET" or request.headers.get("X-Asks") == "version":
        abort(401)
    wanted = request.full_path.rstrip("?")
    return redirect(url_for("auth.ask", next=wanted if wanted != "/" else None))


def _leads_to_one(endpoint: str) -> bool:
    return hasattr(current_app.view_functions[endpoint], "leads_to_second_factor")


def _to_second_factor() -> Response:
    if request.method != "GET":
        abort(403)
    return redirect(url_for("desk.account"))
