"""Is this request from Twilio, for our account? Anything odd is a no."""

from __future__ import annotations

from flask import request

from fieldcomm.messaging.signature import Form, verify
from fieldcomm.web.deps import deps


def verified() -> Form | None:
    """The form as it was signed, or None. Uses PUBLIC_URL and the raw target, never Host."""
    config = deps().config
    if not config.twilio_auth_token or not config.twilio_account_sid:
        return None
    form = list(request.form.items(multi=True))
    genuine = verify(
        url_base=config.public_url,
        raw_target=raw_target(),
        form=form,
        headers=dict(request.headers),
        auth_token=config.twilio_auth_token,
        account_sid=config.twilio_account_sid,
    )
    return form if genuine else None


def raw_target() -> str:
    """The request target as it came over the wire, escapes and all.

    Werkzeug decodes and normalises the path, and a signature over `%C3%A9` or a bare `?` then fails.
    """
    environ = request.environ
    target: str = environ.get("RAW_URI") or environ.get("REQUEST_URI") or ""
    return target if target.startswith("/") else request.full_path.rstrip("?")
