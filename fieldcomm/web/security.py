"""What every answer carries: nothing from elsewhere runs or is loaded, nobody frames us."""

from __future__ import annotations

from flask import Flask, request
from flask_wtf import CSRFProtect
from werkzeug.wrappers import Response

CSP = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        # data: for the arrows and ticks inside Bootstrap's style sheet.
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": CSP,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",  # CSRFProtect compares it where we have https
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


# Forms that carry pictures, as a phone's camera makes them; every other form is small.
PICTURES = frozenset({"desk.write", "desk.set_portrait"})
MOST_WITH_PICTURES = 24 * 1024 * 1024


def secure(app: Flask, *, https: bool) -> CSRFProtect:
    """Headers, cookies, and a token in every form. Returns the protection, to exempt webhooks."""
    app.config.update(
        SESSION_COOKIE_NAME="__Host-fieldcomm-form" if https else "fieldcomm-form",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=https,
        # It lives as long as the browser's session: a page left open over lunch still works.
        WTF_CSRF_TIME_LIMIT=None,
    )

    @app.before_request
    def leave_room_for_pictures() -> None:
        if request.endpoint in PICTURES:
            request.max_content_length = MOST_WITH_PICTURES

    @app.teardown_request
    def close_files(_: BaseException | None) -> None:
        request.close()

    @app.after_request
    def add_headers(response: Response) -> Response:
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if https:
            response.headers.setdefault("Strict-Transport-Security", "max-age=31536000")
        if response.mimetype == "text/html":
            response.headers.setdefault("Cache-Control", "no-store")
        return response

    return CSRFProtect(app)
