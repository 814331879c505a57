"""Calm pages for what goes wrong: what happened, what to do, nothing of our insides."""

from __future__ import annotations

import traceback
from pathlib import Path

from flask import Flask, render_template, request
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from fieldcomm.log import get_logger

log = get_logger(__name__)

SAYS = {
    400: ("That did not arrive whole", "Go back, reload the page and try again."),
    401: ("You are signed out", "Sign in again; what you typed is still there when you go back."),
    403: ("Not for you", "Your account may not do this. A manager can."),
    404: ("Nothing here", "The address is wrong, or what was here is gone."),
    405: ("Not like that", "This address takes another kind of request."),
    413: ("Too much at once", "What you sent is too large. Shorten it and try again."),
    429: ("Too many tries", "Wait a little and try again."),
    500: ("That went wrong on our side", "Nothing was half-done. Try again in a moment."),
    503: ("Busy right now", "The database does not answer. Try again in a moment."),
}
FORGED = ("This page was open too long", "Go back, reload the page and send it again.")


def add_error_pages(app: Flask) -> None:
    app.register_error_handler(CSRFError, _forged)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _unexpected)


def _forged(_: CSRFError) -> Response | tuple[str, int]:
    return _page(400, *FORGED)


def _http(error: HTTPException) -> Response | tuple[str, int]:
    code = error.code or 500
    if code < 400:
        return error.get_response()
    return _page(code, *SAYS.get(code, SAYS[500 if code >= 500 else 400]))


def _unexpected(error: Exception) -> Response | tuple[str, int]:
    # Where, not what: the words of a database error hold people's numbers and texts.
    frames = traceback.extract_tb(error.__traceback__)
    where = [f"{Path(f.filename).name}:{f.lineno}" for f in frames if "fieldcomm" in f.filename]
    log.error("page_failed", error=type(error).__name__, endpoint=request.endpoint, at=where[-4:])
    code = 503 if type(error).__name__ == "OperationalError" else 500
    return _page(code, *SAYS[code])


def _page(code: int, title: str, advice: str) -> Response | tuple[str, int]:
    if request.accept_mimetypes.best_match(("text/html", "application/json")) != "text/html":
        return Response(f"{title}. {advice}\n", status=code, mimetype="text/plain")
    return render_template("error.html", code=code, title=title, advice=advice), code
