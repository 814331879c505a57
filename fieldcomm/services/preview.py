"""A dispatcher's own words as they will stand on the customer's phone."""

from __future__ import annotations

from fieldcomm.messaging.render import Rendered
from fieldcomm.services.deps import Deps


def preview_manual(deps: Deps, body: str) -> Rendered:
    """Really rendered: line breaks gone, letters no phone network carries replaced."""
    words = " ".join(body.replace("\0", "").split())
    return deps.renderer.render(
        "manual",
        {"text": words},
        language="en",
        zone="UTC",
        now=deps.clock.machine(),
        company="",
        our_phone="",
        wording=0,
    )
