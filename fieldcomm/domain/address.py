"""What an address as people write it says about where the place is."""

from __future__ import annotations

import re

STATES = frozenset(
    [
        "AL",
        "AK",
        "AZ",
        "AR",
        "CA",
        "CO",
        "CT",
        "DE",
        "DC",
        "FL",
        "GA",
        "HI",
        "ID",
        "IL",
        "IN",
        "IA",
        "KS",
        "KY",
        "LA",
        "ME",
        "MD",
        "MA",
        "MI",
        "MN",
        "MS",
        "MO",
        "MT",
        "NE",
        "NV",
        "NH",
        "NJ",
        "NM",
        "NY",
        "NC",
        "ND",
        "OH",
        "OK",
        "OR",
        "PA",
        "PR",
        "RI",
        "SC",
        "SD",
        "TN",
        "TX",
        "UT",
        "VT",
        "VA",
        "WA",
        "WV",
        "WI",
        "WY",
    ]
)
# A house number stands first; a ZIP code stands at the end, or before the country.
_ZIP = re.compile(r"\b(\d{5})(?:-\d{4})?\s*(?:,?\s*(?:USA?|U\.S\.A?\.?|United States))?\s*$", re.I)
_STATE = re.compile(r"\b([A-Za-z]{2})\.?\s*(?:\d{5}(?:-\d{4})?)?\s*(?:,?\s*USA?)?\s*$")


def zip_of(address: str) -> str | None:
    """The five digits of its ZIP code."""
    found = _ZIP.search(address)
    return found[1] if found and found.start() > 0 else None


def city_and_state_of(address: str) -> tuple[str, str] | None:
    """`("Atlanta", "GA")` of `14 Oak St, Atlanta, GA`."""
    found = _STATE.search(address)
    if not found or found[1].upper() not in STATES:
        return None
    city = address[: found.start()].rstrip(", ").rsplit(",", 1)[-1].strip()
    return (city.title(), found[1].upper()) if city else None
