"""Forms of a page without cookies: each holds a key of its own, signed for the page it stands on.

A form of one customer's page is worth nothing on another's; sent twice, it acts once.
"""

from __future__ import annotations

import hmac
from hashlib import sha256

from flask import current_app, request

from fieldcomm.web.deps import deps


def form_token(token: str) -> str:
    """For a new form on the page of this link."""
    key = deps().entropy.short_token()
    return f"{key}.{_signed(token, key)}"


def form_key(token: str) -> str | None:
    """The key of the form this request brought; None where we did not sign it for this page."""
    key, _, signature = request.form.get("form", "").partition(".")
    if not (key.isascii() and signature.isascii()):
        return None
    return key if hmac.compare_digest(signature, _signed(token, key)) else None


def _signed(token: str, key: str) -> str:
    secret = str(current_app.secret_key).encode()
    return hmac.new(secret, f"tracking form/{token}/{key}".encode(), sha256).hexdigest()
