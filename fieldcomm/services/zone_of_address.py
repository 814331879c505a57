"""The time zone of a job site, by its ZIP code or its city and state.

Area codes do not tell it: a 415 phone in Atlanta lives on Atlanta time. `zipcodes` holds the Postal
Service's list; it is loaded with the first address, as it takes 50 MB.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from fieldcomm.domain.address import city_and_state_of, zip_of


def zone_of_address(address: str) -> str | None:
    """The IANA name, or None where the address does not say or lies in a place with two zones."""
    return _zone(zip_of(address), city_and_state_of(address))


@lru_cache(maxsize=512)
def _zone(code: str | None, place: tuple[str, str] | None) -> str | None:
    import zipcodes

    look: Any = zipcodes.filter_by  # has no types
    found: list[Any] = look(zip_code=code) if code else []
    if not found and place:
        found = look(city=place[0], state=place[1])
    zones = {row["timezone"] for row in found if row["timezone"]}
    return zones.pop() if len(zones) == 1 else None
