"""Is this request from Twilio, for our account? Anything odd is a no."""

from __future__ import annotations

from typing import Any

from fieldcomm.config import Config
from fieldcomm.messaging.signature import Form, verify
from fieldcomm.web.twilio.form import posted

_HEADERS = {
    "HTTP_X_TWILIO_SIGNATURE": "X-Twilio-Signature",
    "HTTP_X_TWILIO_WEBHOOKS_SIGNATURE_SETTINGS": "X-Twilio-Webhooks-Signature-Settings",
}


def verified(environ: dict[str, Any], config: Config) -> Form | None:
    """The form as it was signed, or None. Uses PUBLIC_URL and the raw target, never Host."""
    if not config.signing_tokens or not config.twilio_account_sid:
        return None
    form = posted(environ)
    if form is None:
        return None
    return form if any(_signed(environ, config, form, by) for by in config.signing_tokens) else None


def _signed(environ: dict[str, Any], config: Config, form: Form, auth_token: str) -> bool:
    return verify(
        url_base=config.public_url,
        # As it came over the wire, escapes and all: a path decoded and put together again fails
        # for `%C3%A9` or a bare `?`.
        raw_target=environ.get("RAW_URI") or environ.get("REQUEST_URI") or "",
        form=form,
        headers={name: environ[key] for key, name in _HEADERS.items() if key in environ},
        auth_token=auth_token,
        account_sid=config.twilio_account_sid or "",
    )
