"""Will Twilio have us: are the credentials right, is the number ours, does it lead to us?"""

from __future__ import annotations

from fieldcomm.config import Config
from fieldcomm.messaging.gateway import NotSent, Provider, SendRefused, SendUnknown
from fieldcomm.services.finding import Finding, problem, right

_ACCOUNT = "twilio"
_NUMBER = "number"
_VALUES = {
    "TWILIO_ACCOUNT_SID": "twilio_account_sid",
    "TWILIO_AUTH_TOKEN": "twilio_auth_token",
}


def webhook_address(config: Config) -> str:
    """Where texts to our number must go."""
    return f"{config.public_url}/twilio/sms"


def check_values(config: Config) -> Finding | None:
    """The problem with what is not set; None: all there."""
    missing = [name for name, field in _VALUES.items() if not getattr(config, field)]
    if not config.twilio_messaging_service_sid and not config.twilio_from_number:
        missing.append("TWILIO_FROM_NUMBER or TWILIO_MESSAGING_SERVICE_SID")
    if not missing:
        return None
    do = "copy them from console.twilio.com; until then sending is paused, webhooks answer 403"
    return problem(_ACCOUNT, f"not set: {', '.join(missing)}", do)


def check_provider(config: Config, provider: Provider) -> list[Finding]:
    """Asks the provider. Sends no text, raises nothing that is to be expected."""
    try:
        return _asked(config, provider)
    except SendRefused as refused:
        return [_refused(refused)]
    except (SendUnknown, NotSent) as error:
        do = "look at status.twilio.com and at this machine's way out; texts wait, none is lost"
        return [problem(_ACCOUNT, f"cannot be asked ({error})", do)]


def _asked(config: Config, provider: Provider) -> list[Finding]:
    seen = provider.probe()
    if seen.status != "active":
        do = "see console.twilio.com for why; no text leaves before it is active again"
        return [problem(_ACCOUNT, f"the account is {seen.status}", do)]
    found = [right(_ACCOUNT, f"takes our credentials ({seen.friendly_name})")]
    if config.twilio_from_number:
        found.append(_number(config, provider))
    return found


def _number(config: Config, provider: Provider) -> Finding:
    ours = config.twilio_from_number or ""
    seen = provider.number(ours)
    webhook = webhook_address(config)
    if seen is None:
        do = "set TWILIO_FROM_NUMBER to one of the account's numbers, or buy it there"
        return problem(_NUMBER, f"{ours} is not this account's", do)
    # A messaging service may lead texts elsewhere than its number does.
    if seen.sms_url.rstrip("/") == webhook or config.twilio_messaging_service_sid:
        return right(_NUMBER, f"{ours} is this account's")
    return problem(
        _NUMBER,
        f"texts to {ours} go to {seen.sms_url or 'nowhere'}",
        f"in the number's settings set 'A message comes in' to {webhook} (HTTP POST)",
    )


def _refused(refused: SendRefused) -> Finding:
    if refused.code == 20003 or refused.status in (401, 403):
        do = "copy TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN anew from console.twilio.com"
        return problem(_ACCOUNT, "does not take our credentials", do)
    do = f"look up the code at twilio.com/docs/api/errors/{refused.code or ''}"
    return problem(_ACCOUNT, f"refuses our question (code {refused.code or refused.status})", do)
