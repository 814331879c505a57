"""How many segments the provider bills. Its own count: an independent check on the domain's."""

from __future__ import annotations

_GSM7 = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_ESCAPED = frozenset("[\\]^{|}~€\f")


def segments(body: str) -> int:
    """GSM-7 holds 160 alone and 153 joined; UCS-2 70 and 67 (3GPP TS 23.038)."""
    if all(char in _GSM7 or char in _ESCAPED for char in body):
        return _count([2 if char in _ESCAPED else 1 for char in body], 160, 153)
    return _count([2 if ord(char) > 0xFFFF else 1 for char in body], 70, 67)


def _count(sizes: list[int], alone: int, joined: int) -> int:
    """A character of two units is never split over two segments."""
    if sum(sizes) <= alone:
        return 1
    full, used = 1, 0
    for size in sizes:
        if used + size > joined:
            full, used = full + 1, 0
        used += size
    return full
