"""Signed inbound texts, as bytes ready for the wire: the load costs next to nothing to make."""

from __future__ import annotations

from urllib.parse import urlencode, urlsplit

from bench.ground import ACCOUNT, OURS, TOKEN
from bench.town import phone
from fieldcomm.messaging.signature import sign

BODY = "When is somebody coming? The kitchen is still wet"


def text(url: str, n: int, body: str = BODY) -> bytes:
    """The n-th text's request; the same n is the same text again."""
    form = {
        "ToCountry": "US",
        "ToState": "GA",
        "SmsMessageSid": f"SM{n:032x}",
        "NumMedia": "0",
        "ToCity": "ATLANTA",
        "FromZip": "30301",
        "SmsSid": f"SM{n:032x}",
        "FromState": "GA",
        "SmsStatus": "received",
        "FromCity": "ATLANTA",
        "Body": body,
        "FromCountry": "US",
        "To": OURS,
        "ToZip": "30301",
        "NumSegments": "1",
        "MessageSid": f"SM{n:032x}",
        "AccountSid": ACCOUNT,
        "From": phone(n),
        "ApiVersion": "2010-04-01",
    }
    raw = urlencode(form).encode()
    signature = sign(url + "/twilio/sms", list(form.items()), TOKEN)
    head = (
        f"POST /twilio/sms HTTP/1.1\r\nHost: {urlsplit(url).netloc}\r\n"
        f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(raw)}\r\n"
        f"X-Twilio-Signature: {signature}\r\nUser-Agent: TwilioProxy/1.1\r\nAccept: */*\r\n"
        "I-Twilio-Idempotency-Token: 1c1ed8a9-0000-4000-8000-000000000000\r\n\r\n"
    )
    return head.encode() + raw
