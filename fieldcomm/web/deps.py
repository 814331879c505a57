"""How a request reaches its dependencies."""

from __future__ import annotations

from flask import current_app

from fieldcomm.services.deps import Deps


def deps() -> Deps:
    found: Deps = current_app.extensions["fieldcomm"]
    return found
