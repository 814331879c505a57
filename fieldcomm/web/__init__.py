"""HTTP only: webhooks, the desk, public pages. Each blueprint in a folder of its own."""

from __future__ import annotations

from pathlib import Path

from flask import Flask, g
from flask_bootstrap import Bootstrap5

from fieldcomm.services.demo_phones import is_demo
from fieldcomm.services.deps import Deps
from fieldcomm.services.standing_still import standing_still
from fieldcomm.web.auth import Who, entrance, guard, may_enter
from fieldcomm.web.auth.pages import auth
from fieldcomm.web.demo import demo
from fieldcomm.web.desk import desk
from fieldcomm.web.errors import add_error_pages
from fieldcomm.web.first_run import first_run
from fieldcomm.web.formats import add_filters
from fieldcomm.web.gate import DeskGate
from fieldcomm.web.health import health
from fieldcomm.web.metrics import metrics
from fieldcomm.web.nav import add_nav
from fieldcomm.web.parts import add_parts
from fieldcomm.web.public import public
from fieldcomm.web.request_id import RequestId
from fieldcomm.web.security import secure
from fieldcomm.web.shown import as_shown
from fieldcomm.web.static_files import add_asset_versions
from fieldcomm.web.twilio import TwilioDoor
from fieldcomm.web.words import add_words
from fieldcomm.web.zones import add_zones

HERE = Path(__file__).parent
TEMPLATES = HERE.parent.parent / "templates" / "web"


def make_web(deps: Deps) -> Flask:
    """The Flask app over these dependencies."""
    app = Flask("fieldcomm.web", template_folder=str(TEMPLATES), static_folder=str(HERE / "static"))
    app.extensions["fieldcomm"] = deps
    app.config.update(
        SECRET_KEY=deps.config.secret_key,
        MAX_CONTENT_LENGTH=2 * 1024 * 1024,
        MAX_FORM_MEMORY_SIZE=1024 * 1024,
        BOOTSTRAP_SERVE_LOCAL=True,
    )
    forms = secure(app, https=deps.config.public_url.startswith("https:"))
    # Customers' pages have no cookies; their forms carry a signature of their own.
    forms.exempt("fieldcomm.web.public.tracking.tell")
    guard(app)
    for blueprint, who in (
        (health, Who.ANYBODY),
        (metrics, Who.ANYBODY),
        (auth, None),
        (desk, None),
        (public, Who.ANYBODY),
        (demo, None),
        (first_run, None),
    ):
        app.register_blueprint(blueprint)
        if who is not None:
            entrance(app, blueprint, who)
    Bootstrap5(app)
    entrance(app, app.blueprints["bootstrap"], Who.ANYBODY)
    may_enter(Who.ANYBODY)(app.view_functions["static"])
    app.jinja_env.finalize = as_shown
    add_filters(app)
    add_words(app)
    add_nav(app)
    add_parts(app)
    add_zones(app)
    add_asset_versions(app)
    add_error_pages(app)
    app.jinja_env.globals["is_demo"] = is_demo(deps)
    app.jinja_env.globals["standing_still"] = lambda: standing_still(deps, g.who.silent)
    app.jinja_env.globals["new_deed"] = deps.entropy.token
    door = TwilioDoor(deps, DeskGate(app.wsgi_app))
    app.wsgi_app = RequestId(deps.entropy, door)  # type: ignore[assignment]
    return app
