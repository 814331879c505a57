"""What texts cost: the one place with rates. US dollars, a 10DLC long code, per segment.

OUT and IN are Twilio's list price of a US segment; what carriers add differs by carrier and
registration, and the figures here are on the dear side. An estimate, not the bill.
"""

from __future__ import annotations

from decimal import ROUND_UP, Decimal

OUT = Decimal("0.0083")
IN = Decimal("0.0083")
CARRIER_OUT = Decimal("0.0035")
CARRIER_IN = Decimal("0.0025")
FAILED = Decimal("0.001")  # per text that was refused, whatever its length

# What the provider took is paid for, whether it arrived or not.
PAID = frozenset({"accepted", "sent", "delivered", "undelivered", "unconfirmed"})


def cost_to_send(segments: int) -> Decimal:
    """Dollars for so many segments out, carrier fees included; to the cent, rounded up."""
    return ((OUT + CARRIER_OUT) * segments).quantize(Decimal("0.01"), ROUND_UP)


def cost_of(direction: str, state: str, texts: int, segments: int) -> Decimal:
    """Of this many texts with together so many segments, all in one state."""
    if direction == "in":
        return segments * (IN + CARRIER_IN)
    if state == "failed":
        return texts * FAILED
    return segments * (OUT + CARRIER_OUT) if state in PAID else Decimal(0)
