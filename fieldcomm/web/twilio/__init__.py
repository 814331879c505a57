"""Twilio's webhooks: verify, store, commit, ring, 200. Nothing else happens here."""

from fieldcomm.web.twilio.door import TwilioDoor

__all__ = ["TwilioDoor"]
