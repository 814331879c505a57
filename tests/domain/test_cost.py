"""What texts cost."""

from __future__ import annotations

from decimal import Decimal

from fieldcomm.domain.cost import CARRIER_IN, CARRIER_OUT, FAILED, IN, OUT, cost_of


def test_segments_are_paid_for_whether_they_arrived_or_not() -> None:
    for state in ("accepted", "sent", "delivered", "undelivered"):
        assert cost_of("out", state, 3, 5) == 5 * (OUT + CARRIER_OUT)
    assert cost_of("in", "received", 1, 2) == 2 * (IN + CARRIER_IN)


def test_what_never_left_costs_nothing_and_a_refusal_a_little() -> None:
    for state in ("held", "queued", "suppressed", "expired"):
        assert cost_of("out", state, 3, 5) == Decimal(0)
    assert cost_of("out", "failed", 3, 5) == 3 * FAILED
