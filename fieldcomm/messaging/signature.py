"""Who sent this webhook? Twilio's signature, both kinds, checked with the SDK's own validator.

HMAC-SHA1 is keyed with the account's auth token; HMAC-SHA256 with a shared key named in
`X-Twilio-Webhooks-Signature-Settings` (https://www.twilio.com/docs/usage/webhooks/webhooks-security).
"""

from __future__ import annotations

import base64
import hmac
from collections.abc import Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType

from twilio.request_validator import (
    HMAC_SHA1,
    HMAC_SHA256,
    SIGNATURE_HEADER,
    SIGNATURE_SETTINGS_HEADER,
    RequestValidator,
)
from werkzeug.datastructures import MultiDict

SHA1: str = HMAC_SHA1
SHA256: str = HMAC_SHA256
Form = Sequence[tuple[str, str]]

_NO_KEYS: Mapping[str, str] = MappingProxyType({})


def verify(
    *,
    url_base: str,
    raw_target: str,
    form: Form,
    headers: Mapping[str, str],
    auth_token: str,
    account_sid: str,
    shared_keys: Mapping[str, str] = _NO_KEYS,
) -> bool:
    """Whether Twilio signed this request for our account. Never raises: anything odd is False.

    `url_base` is PUBLIC_URL and `raw_target` the request target as it came over the wire
    (`RAW_URI`), because Werkzeug's own URL is decoded and normalised. The signed string carries
    no time and can be split in more than one way, so a genuine signature still proves neither
    freshness nor field borders: callers key on `MessageSid`.
    """
    try:
        if not raw_target.startswith("/") or not _ours(form, account_sid):
            return False
        folded = {name.lower(): value for name, value in headers.items()}
        signature = folded.get(SIGNATURE_HEADER.lower(), "")
        secret, algorithm = _secret(
            folded.get(SIGNATURE_SETTINGS_HEADER.lower()), auth_token, shared_keys
        )
        if not signature or not secret:
            return False
        return _signed(url_base.rstrip("/") + raw_target, form, signature, secret, algorithm)
    except (ValueError, TypeError, AttributeError):
        # A port that is none, a header that is no text: not from Twilio.
        return False


def sign(url: str, form: Form, secret: str, algorithm: str = SHA1) -> str:
    """The signature Twilio would put on this request; what the local Twilio sends."""
    try:
        signature: str = RequestValidator(secret).compute_signature(url, MultiDict(form), algorithm)
    except UnicodeEncodeError:  # the SDK signs proper UTF-8 only; some phone may send a surrogate
        return _exact(url, form, secret, algorithm.upper())
    return signature


def _ours(form: Form, account_sid: str) -> bool:
    named = [value for name, value in form if name == "AccountSid"]
    return bool(account_sid) and named == [account_sid]


def _secret(
    settings: str | None, auth_token: str, shared_keys: Mapping[str, str]
) -> tuple[str, str]:
    """The secret and algorithm to check with; an empty secret when there is none to trust."""
    if settings is None:
        return auth_token, SHA1
    named = dict(_pairs(settings))
    algorithm = named.get("algorithm", SHA1).upper()
    if algorithm not in (SHA1, SHA256):
        return "", algorithm
    if "key" in named:
        return shared_keys.get(named["key"], ""), algorithm
    # Only the old algorithm is ever keyed with the auth token.
    return (auth_token if algorithm == SHA1 else ""), algorithm


def _pairs(settings: str) -> list[tuple[str, str]]:
    parts = (part.partition("=") for part in settings.split(","))
    return [(name.strip(), value.strip()) for name, _, value in parts]


def _signed(url: str, form: Form, signature: str, secret: str, algorithm: str) -> bool:
    # The validator rebuilds the URL to try it with and without its port, and thereby loses a
    # bare "?"; so the URL is first tried exactly as it is.
    exact = _exact(url, form, secret, algorithm)
    if hmac.compare_digest(exact.encode(), signature.encode()):
        return True
    return bool(RequestValidator(secret).validate(url, MultiDict(form), signature, algorithm))


def _exact(url: str, form: Form, secret: str, algorithm: str) -> str:
    """What the SDK's validator computes (a test holds them together), at a tenth of the cost."""
    signed = url + "".join(f"{name}{value}" for name, value in sorted(set(form)))
    found = _keyed(secret, "sha256" if algorithm == SHA256 else "sha1").copy()
    found.update(signed.encode("utf-8", "surrogatepass"))
    return base64.b64encode(found.digest()).decode()


@lru_cache(maxsize=8)
def _keyed(secret: str, digest: str) -> hmac.HMAC:
    """To be copied. `hmac.digest` would let go of the interpreter, and wait for it in a burst."""
    return hmac.new(secret.encode(), digestmod=digest)
