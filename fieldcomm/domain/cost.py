"""What texts cost: the one place with rates. US dollars, a 10DLC long code, per segment.

Sources: twilio.com/en-us/sms/pricing/us and its carrier-fee table; a carrier's fee differs by
carrier, and this takes the dearest of the big three. An estimate, not the bill.
"""

from __future__ import annotations

from decimal import Decimal

OUT = Decimal("0.0083")
IN = Decimal("0.0083")
CARRIER_OUT = Decimal("0.0035")
CARRIER_IN = Decimal("0.0025")
FAILED = Decimal("0.001")  # per text that was refused, whatever its length

# What the provider took is paid for, whether it arrived or not.
PAID = frozenset({"accepted", "sent", "delivered", "undelivered", "unconfirmed"})


def cost_of(direction: str, state: str, texts: int, segments: int) -> Decimal:
    """Of this many texts with together so many segments, all in one state."""
    if direction == "in":
        return segments * (IN + CARRIER_IN)
    if state == "failed":
        return texts * FAILED
    return segments * (OUT + CARRIER_OUT) if state in PAID else Decimal(0)
