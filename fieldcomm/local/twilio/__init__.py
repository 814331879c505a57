"""A Twilio on this machine: the REST API the real SDK talks to, signed webhooks, phones to play,
faults on demand. For the demo, the tests and anybody without an account."""

from fieldcomm.local.twilio.server import LocalTwilio, run
from fieldcomm.local.twilio.settings import Settings

__all__ = ["LocalTwilio", "Settings", "run"]
