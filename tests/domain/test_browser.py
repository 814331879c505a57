"""What browsers call themselves, in words."""

from __future__ import annotations

import pytest

from fieldcomm.domain.browser import browser_name

MOZILLA = "Mozilla/5.0"


@pytest.mark.parametrize(
    ("said", "name"),
    [
        (
            f"{MOZILLA} (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0",
            "Firefox on Windows",
        ),
        (f"{MOZILLA} (Windows NT 10.0) Chrome/140.0 Safari/537.36 Edg/140.0", "Edge on Windows"),
        (f"{MOZILLA} (X11; CrOS x86_64) Chrome/140.0 Safari/537.36", "Chrome on Chromebook"),
        (f"{MOZILLA} (iPhone; CPU iPhone OS 19) Version/19 Safari/604.1", "Safari on iPhone"),
        (f"{MOZILLA} (Linux; Android 16) Chrome/140.0 Mobile Safari/537.36", "Chrome on Android"),
        ("curl/8.5.0", "an unknown browser"),
        ("", "an unknown browser"),
    ],
)
def test_browsers_by_name(said: str, name: str) -> None:
    assert browser_name(said) == name
