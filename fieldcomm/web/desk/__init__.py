"""The dispatchers' pages."""

from __future__ import annotations

from flask import Blueprint

desk = Blueprint("desk", __name__)

# The views register themselves on the blueprint above.
from fieldcomm.web.desk import board, job, new_job, people, promises, visits  # noqa: E402

__all__ = ["board", "desk", "job", "new_job", "people", "promises", "visits"]
