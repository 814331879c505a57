"""Time zones to choose from: the country's first, then every other."""

from __future__ import annotations

from functools import cache

from flask import Flask

from fieldcomm.services.zone_names import zone_names

USUAL_ZONES = (
    "America/New_York",
    "America/Chicago",
    "America/Denver",
    "America/Phoenix",
    "America/Los_Angeles",
    "America/Anchorage",
    "Pacific/Honolulu",
    "America/Puerto_Rico",
)


def add_zones(app: Flask) -> None:
    """What `zone_options` of _parts.html offers."""
    app.jinja_env.globals.update(usual_zones=USUAL_ZONES, other_zones=other_zones)


@cache
def other_zones() -> tuple[str, ...]:
    return tuple(sorted(zone_names() - set(USUAL_ZONES)))
