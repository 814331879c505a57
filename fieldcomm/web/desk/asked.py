"""What a request asks for."""

from __future__ import annotations

from flask import g, request

from fieldcomm.services.sessions import SignedIn
from fieldcomm.web.own_page import own_page


def me() -> SignedIn:
    """Who is at the desk; only in views that ask for a dispatcher."""
    found: SignedIn = g.who
    return found


def number(name: str, default: int) -> int:
    raw = request.args.get(name, "")
    return int(raw) if raw.isascii() and raw.isdigit() and len(raw) < 9 else default


def back(default: str) -> str:
    """The page the form was on, if it says one of ours."""
    return own_page(request.form.get("back", "")) or default
