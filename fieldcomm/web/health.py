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
    """Whether the work gets done: the database answers and holds our schema, the clock ticks, what
    people text is read. For alarms and for the end of an upgrade; what routes requests asks
    `/healthz`, since texts can be taken in while nobody reads them."""
    state = readiness(deps())
    return jsonify(state), 200 if state["ready"] else 503
