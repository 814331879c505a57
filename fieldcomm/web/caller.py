"""Who is at the other end of a request, as far as one can tell."""

from __future__ import annotations

from ipaddress import ip_address

from flask import request

from fieldcomm.domain.browser import browser_name
from fieldcomm.services.tries import TooManyTries
from fieldcomm.web.formats import how_long


def address() -> str:
    """Where the request comes from. Behind a proxy on this machine or in our own network it is the
    proxy that tells: the last address it added. Anybody else's word for it counts for nothing."""
    peer = request.remote_addr or ""
    told = request.headers.get("X-Forwarded-For", "").rsplit(",", 1)[-1].strip()
    return told if told and _is_ours(peer) and _is_address(told) else peer


def is_from_inside() -> bool:
    """Whether whoever asks sits on this machine or in our own network, whatever proxy is between."""
    return _is_ours(address())


def _is_ours(peer: str) -> bool:
    return _is_address(peer) and ip_address(peer).is_private


def _is_address(raw: str) -> bool:
    try:
        ip_address(raw)
    except ValueError:
        return False
    return True


def browser() -> str:
    """`Firefox on Windows`."""
    return browser_name(request.headers.get("User-Agent", "")[:500])


def too_many(error: TooManyTries) -> str:
    return f"Too many tries. Try again in {how_long(error.wait)}."
