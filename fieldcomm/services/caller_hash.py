"""Whoever calls, recognised and not read: neither e-mails, links nor addresses are kept."""

from __future__ import annotations

from hashlib import sha256
from ipaddress import ip_address, ip_network


def caller_hash(kind: str, value: str) -> str:
    """`kind` is address (of the network), account, code or page."""
    said = _net(value) if kind == "address" else value
    return sha256(f"{kind}:{said}".encode()).hexdigest()


def _net(address: str) -> str:
    """A household's whole IPv6 network counts as one."""
    try:
        found = ip_address(address)
    except ValueError:
        return "unknown"
    return str(ip_network(f"{found}/64", strict=False)) if found.version == 6 else str(found)
