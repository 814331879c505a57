"""HTTP only: webhooks, the desk, public pages. Each blueprint in a folder of its own."""

from __future__ import annotations

from pathlib import Path

from flask import Flask

from fieldcomm.services.deps import Deps
from fieldcomm.web.health import health
from fieldcomm.web.metrics import metrics
from fieldcomm.web.twilio import TwilioDoor

TEMPLATES = Path(__file__).parent.parent.parent / "templates" / "web"


def make_web(deps: Deps) -> Flask:
    """The Flask app over these dependencies."""
    app = Flask("fieldcomm.web", template_folder=str(TEMPLATES), static_folder=None)
    app.extensions["fieldcomm"] = deps
    app.config.update(
        SECRET_KEY=deps.config.secret_key,
        MAX_CONTENT_LENGTH=2 * 1024 * 1024,
        MAX_FORM_MEMORY_SIZE=1024 * 1024,
    )
    app.register_blueprint(health)
    app.register_blueprint(metrics)
    app.wsgi_app = TwilioDoor(deps, app.wsgi_app)  # type: ignore[assignment]
    return app
