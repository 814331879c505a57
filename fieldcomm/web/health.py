"""Is the process alive, is it ready, and how is it doing."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify

from fieldcomm.services.readiness import readiness
from fieldcomm.web.deps import deps

health = Blueprint("health", __name__)


@health.get("/healthz")
def alive() -> Response:
    """The process answers; it looks at nothing else."""
    return Response("ok\n", mimetype="text/plain")


@health.get("/readyz")
def ready() -> tuple[Response, int]:
    """Whether webhooks can be taken: the database answers and holds the newest schema."""
    state = readiness(deps())
    return jsonify(state), 200 if state["ready"] else 503
