"""The provider's own count of segments."""

from __future__ import annotations

import pytest

from fieldcomm.local.twilio.segments import segments


@pytest.mark.parametrize(
    ("body", "count"),
    [
        ("", 1),
        ("x" * 160, 1),
        ("x" * 161, 2),
        ("x" * 306, 2),
        ("x" * 307, 3),
        ("€" * 80, 1),
        ("€" * 81, 2),
        ("x" * 152 + "€" + "x" * 152, 3),  # the pair moves on, and the rest no longer fits
        ("é" * 160, 1),
        ("’" * 70, 1),
        ("’" * 71, 2),
        ("👍" * 35, 1),
        ("👍" * 36, 2),
        ("👍" * 67, 3),  # 33 pairs a segment: none is split
    ],
)
def test_segments_are_counted_as_they_are_billed(body, count):
    assert segments(body) == count
