"""Links in texts, to be tapped as on a phone. Only our own: everything else stays plain words."""

from __future__ import annotations

import re

from markupsafe import Markup, escape

from fieldcomm.web.deps import deps


def linked(body: str) -> Markup:
    """The text with links to customers' pages made clickable."""
    ours = re.escape(deps().config.public_url)
    parts = re.split(rf"({ours}/t/[0-9A-Za-z]{{22}})(?![0-9A-Za-z])", body)
    return Markup("").join(_link(part) if n % 2 else escape(part) for n, part in enumerate(parts))


def _link(address: str) -> Markup:
    path = address.removeprefix(deps().config.public_url)
    return Markup('<a href="{}" target="_blank" rel="noopener">{}</a>').format(path, address)
