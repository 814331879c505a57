"""Will Twilio have us: are the credentials right, is the number ours, does it lead to us?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fieldcomm.config import Config
from fieldcomm.messaging.gateway import NotSent, SendRefused, SendUnknown
from fieldcomm.services.checks.finding import Finding, problem, right

if TYPE_CHECKING:
    from fieldcomm.messaging.twilio import TwilioGateway

_ACCOUNT = "twilio"
_NUMBER = "number"
NOT_OURS = "is not this account's"
_VALUES = {
    "TWILIO_ACCOUNT_SID": "twilio_account_sid",
    "TWILIO_AUTH_TOKEN": "twilio_auth_token",
}


def examine_provider(config: Config) -> list[Finding]:
    """Asks Twilio over the real SDK. Sends no text."""
    missing = [name for name, field in _VALUES.items() if not getattr(config, field)]
    if not config.twilio_messaging_service_sid and not config.twilio_from_number:
        missing.append("TWILIO_FROM_NUMBER or TWILIO_MESSAGING_SERVICE_SID")
    if missing:
        do = "copy them from console.twilio.com; until then sending is paused, webhooks answer 403"
        return [problem(_ACCOUNT, f"not set: {', '.join(missing)}", do)]
    # Imported here: the SDK is large, and most of what can be wrong shows without it.
    from fieldcomm.messaging.twilio import TwilioGateway

    assert config.twilio_account_sid
    assert config.twilio_auth_token
    gateway = TwilioGateway(
        config.twilio_account_sid, config.twilio_auth_token, config.twilio_api_url, timeout=10.0
    )
    try:
        return _asked(config, gateway)
    except SendRefused as refused:
        return [_refused(config, refused)]
    except (SendUnknown, NotSent) as error:
        do = "look at status.twilio.com and at this machine's way out; texts wait, none is lost"
        return [problem(_ACCOUNT, f"cannot be asked ({error})", do)]
    finally:
        gateway.close()


def _asked(config: Config, gateway: TwilioGateway) -> list[Finding]:
    seen = gateway.probe()
    if seen.status != "active":
        do = "see console.twilio.com for why; no text leaves before it is active again"
        return [problem(_ACCOUNT, f"the account is {seen.status}", do)]
    found = [right(_ACCOUNT, f"takes our credentials ({seen.friendly_name})")]
    if config.twilio_from_number:
        found.append(_number(config, gateway))
    return found


def _number(config: Config, gateway: TwilioGateway) -> Finding:
    ours = config.twilio_from_number or ""
    seen = gateway.number(ours)
    webhook = f"{config.public_url}/twilio/sms"
    if seen is None:
        do = "set TWILIO_FROM_NUMBER to one of the account's numbers, or buy it there"
        return problem(_NUMBER, f"{ours} {NOT_OURS}", do)
    # A messaging service may lead texts elsewhere than its number does.
    if seen.sms_url.rstrip("/") == webhook or config.twilio_messaging_service_sid:
        return right(_NUMBER, f"{ours} is this account's")
    return problem(
        _NUMBER,
        f"texts to {ours} go to {seen.sms_url or 'nowhere'}",
        f"in the number's settings set 'A message comes in' to {webhook} (HTTP POST)",
    )


def _refused(config: Config, refused: SendRefused) -> Finding:
    if refused.code == 20003 or refused.status in (401, 403):
        do = "copy TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN anew from console.twilio.com"
        return problem(_ACCOUNT, "does not take our credentials", do)
    do = f"look up the code at twilio.com/docs/api/errors/{refused.code or ''}"
    return problem(_ACCOUNT, f"refuses our question (code {refused.code or refused.status})", do)
