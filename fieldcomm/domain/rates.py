"""What a text costs us, in US dollars a segment. The one place that knows."""

from __future__ import annotations

from decimal import Decimal

# Twilio's list price of an SMS segment in the US, and what carriers add for registered traffic.
SEGMENT = Decimal("0.0083")
CARRIER_FEE = Decimal("0.0030")


def cost_of(segments: int) -> Decimal:
    """Dollars for so many segments, carrier fees included; to the cent, rounded up."""
    cents = (SEGMENT + CARRIER_FEE) * segments * 100
    return Decimal(-(-cents // 1)) / 100
