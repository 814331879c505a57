"""Will Twilio have us? Asked over the real SDK."""

from __future__ import annotations

from fieldcomm.config import Config
from fieldcomm.services.check_provider import check_provider, check_values
from fieldcomm.services.finding import Finding


def examine_provider(config: Config) -> list[Finding]:
    """Asks Twilio over the real SDK. Sends no text."""
    if (missing := check_values(config)) is not None:
        return [missing]
    # Imported here: the SDK is large, and most of what can be wrong shows without it.
    from fieldcomm.messaging.twilio import TwilioGateway

    assert config.twilio_account_sid
    assert config.twilio_auth_token
    gateway = TwilioGateway(
        config.twilio_account_sid, config.twilio_auth_token, config.twilio_api_url, timeout=10.0
    )
    try:
        return check_provider(config, gateway)
    finally:
        gateway.close()
