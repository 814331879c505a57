"""What a text costs us, in US dollars a segment. The one place that knows."""

from __future__ import annotations

from decimal import ROUND_UP, Decimal

# Twilio's list price of an SMS segment in the US, and what carriers add for registered traffic.
SEGMENT = Decimal("0.0083")
CARRIER_FEE = Decimal("0.0030")


def cost_of(segments: int) -> Decimal:
    """Dollars for so many segments, carrier fees included; to the cent, rounded up."""
    return ((SEGMENT + CARRIER_FEE) * segments).quantize(Decimal("0.01"), ROUND_UP)
