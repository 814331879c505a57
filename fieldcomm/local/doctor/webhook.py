"""Would a text of a customer's reach us? Comes to our own door by the way Twilio comes."""

from __future__ import annotations

import http.client
import ipaddress
from urllib.parse import urlencode, urlsplit

from fieldcomm.config import LOOPBACK, Config
from fieldcomm.messaging.signature import sign
from fieldcomm.services.finding import Finding, problem, right

_ABOUT = "webhook"
_PATIENCE = 5.0  # seconds; what Twilio gives a connection
NO_SUCH_TEXT = "SM" + 32 * "0"
NO_SUCH_ATTEMPT = "doctor"


def examine_webhook(config: Config) -> list[Finding]:
    """The address, whether somebody of ours answers there, and whether signatures hold on the way."""
    address = _address(config)
    found = [] if address is None else [address]
    try:
        status, body = _ask(config.public_url, "GET", "/healthz", b"", {})
    except (OSError, http.client.HTTPException) as error:
        return [*found, _nobody(config, type(error).__name__)]
    if status != 200 or body.strip() != b"ok":
        return [*found, _nobody(config, f"it answers {status}")]
    if config.twilio_auth_token and config.twilio_account_sid:
        found.append(_signed(config))
    return found if any(f.is_problem for f in found) else [*found, _well(config)][-1:]


def _well(config: Config) -> Finding:
    return right(_ABOUT, f"{config.public_url} leads to us")


def _address(config: Config) -> Finding | None:
    """A problem where Twilio could not come, or others could listen; None where it could."""
    if config.local_twilio:
        return None
    parts = urlsplit(config.public_url)
    if _only_here(parts.hostname or ""):
        do = "set PUBLIC_URL to the https address customers' texts shall come to"
        return problem(_ABOUT, f"Twilio cannot reach {config.public_url}", do)
    if parts.scheme != "https":
        do = "set up TLS and an https PUBLIC_URL: texts hold names, addresses and links"
        return problem(_ABOUT, f"{config.public_url} is not encrypted", do)
    return None


def _only_here(host: str) -> bool:
    if host in LOOPBACK or host.endswith(".local"):
        return True
    try:
        return not ipaddress.ip_address(host).is_global
    except ValueError:
        return False


def _nobody(config: Config, why: str) -> Finding:
    do = "start `web`, and lead PUBLIC_URL to it (proxy, DNS, firewall)"
    return problem(_ABOUT, f"{config.public_url}/healthz is not ours ({why})", do)


def _signed(config: Config) -> Finding:
    """A delivery report about a text that does not exist, signed as Twilio signs."""
    assert config.twilio_account_sid
    assert config.twilio_auth_token
    form = {
        "AccountSid": config.twilio_account_sid,
        "MessageSid": NO_SUCH_TEXT,
        "MessageStatus": "queued",
    }
    path = f"/twilio/status/{NO_SUCH_ATTEMPT}"
    signature = sign(config.public_url + path, list(form.items()), config.twilio_auth_token)
    headers = {
        "Content-Type": "application/x-www-form-urlencoded",
        "X-Twilio-Signature": signature,
    }
    try:
        status, _ = _ask(config.public_url, "POST", path, urlencode(form).encode(), headers)
    except (OSError, http.client.HTTPException) as error:
        return _nobody(config, type(error).__name__)
    if status == 204:
        return right(_ABOUT, "a signed report is taken")
    if status == 403:
        do = (
            "start web with the same PUBLIC_URL and TWILIO_ values as here, and see that no proxy "
            "changes path or form"
        )
        return problem(_ABOUT, "a genuine signature is refused", do)
    return problem(
        _ABOUT,
        f"a signed report is answered {status}",
        "read the log of `web` and the findings above",
    )


def _ask(
    base: str, method: str, path: str, body: bytes, headers: dict[str, str]
) -> tuple[int, bytes]:
    """Raises OSError, HTTPException."""
    parts = urlsplit(base)
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    connection = kind(parts.netloc, timeout=_PATIENCE)
    try:
        connection.request(method, parts.path + path, body or None, headers)
        response = connection.getresponse()
        return response.status, response.read(1000)
    finally:
        connection.close()
