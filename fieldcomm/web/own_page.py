"""Where a form may lead back to: our own pages only."""

from __future__ import annotations

from urllib.parse import urlsplit


def own_page(wanted: str) -> str | None:
    """A path of ours, or None: `//evil.example` and its disguises lead elsewhere."""
    parts = urlsplit(wanted.replace("\\", "/"))
    if not wanted.startswith("/") or wanted[1:2] in ("/", "\\") or not wanted.isprintable():
        return None
    return wanted if not parts.scheme and not parts.netloc else None
