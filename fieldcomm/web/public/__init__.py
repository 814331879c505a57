"""Pages for customers and the public: no sign-in, no index, nothing that tells whose they are."""

from __future__ import annotations

from flask import Blueprint

public = Blueprint("public", __name__)

# The views register themselves on the blueprint above.
from fieldcomm.web.public import photos, status, tracking  # noqa: E402

__all__ = ["photos", "public", "status", "tracking"]
