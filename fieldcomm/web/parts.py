"""What an open page asks for by itself: its live parts only (static/live.js)."""

from __future__ import annotations

from flask import Flask, request


def add_parts(app: Flask) -> None:
    app.jinja_env.globals.update(is_part=is_part, frame=frame)


def is_part() -> bool:
    """Such an answer has no head, no navigation and no messages, and its forms have no keys: the
    page that asks puts its own into them, so that the answer is the same for all who ask."""
    return request.headers.get("X-Asks") == "parts"


def frame() -> str:
    """The template around a live page."""
    return "part.html" if is_part() else "base.html"
