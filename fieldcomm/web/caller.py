"""Who is at the other end of a request, as far as one can tell."""

from __future__ import annotations

from flask import request

from fieldcomm.domain.browser import browser_name
from fieldcomm.services.tries import TooManyTries
from fieldcomm.web.formats import how_long


def address() -> str:
    return request.remote_addr or ""


def browser() -> str:
    """`Firefox on Windows`."""
    return browser_name(request.headers.get("User-Agent", "")[:500])


def too_many(error: TooManyTries) -> str:
    return f"Too many tries. Try again in {how_long(error.wait)}."
