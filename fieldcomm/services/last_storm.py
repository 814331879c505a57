"""The report of the last storm: written by `fieldcomm storm`, shown by the demo."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from pathlib import Path

_HEAD = 64 * 1024  # characters


def last_storm(data: Path) -> Path:
    """Where it is kept in the data folder; not there before the first storm."""
    return data / "storm" / "last.html"


def style_of(page: Path) -> str:
    """The style such a page brings along: it stands in its head."""
    with page.open(encoding="utf-8") as file:
        head = file.read(_HEAD)
    return head.partition("<style>")[2].partition("</style>")[0]


def policy(style: str) -> str:
    """What such a page may do: nothing but be drawn in this style, which stands inside it."""
    digest = b64encode(sha256(style.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
