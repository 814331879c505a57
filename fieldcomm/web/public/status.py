"""The public status page. It may be found by search engines: it is there to be found."""

from __future__ import annotations

from flask import make_response, render_template
from werkzeug.wrappers import Response

from fieldcomm.services.public_status import read_status
from fieldcomm.web.deps import deps
from fieldcomm.web.public import public

KEPT = 30  # seconds


@public.get("/status")
def status() -> Response:
    """No cookie, no script, nobody's data. Without a database it still says that we are down."""
    found = read_status(deps())
    page = render_template("status.html", status=found, our_phone=deps().our_phone)
    answer = make_response(page, 200 if found is not None else 503)
    answer.headers["Cache-Control"] = f"public, max-age={KEPT}" if found else "no-store"
    answer.vary.discard("Cookie")
    return answer
