"""What is kept of who calls: the same for a whole network, and the same as last month."""

from __future__ import annotations

from fieldcomm.services.caller_hash import caller_hash


def test_hashes_kept_already_go_on_being_found() -> None:
    assert caller_hash("address", "192.0.2.7").startswith("75a3464936bde9f1")
    assert caller_hash("account", "ana@example.com").startswith("9593773e0d4eae98")


def test_a_network_is_one_caller_and_what_is_no_address_another() -> None:
    assert caller_hash("address", "2001:db8::1") == caller_hash("address", "2001:db8::2")
    assert caller_hash("address", "2001:db8::1") != caller_hash("address", "2001:db8:0:1::1")
    assert caller_hash("address", "?") == caller_hash("address", "unknown")
