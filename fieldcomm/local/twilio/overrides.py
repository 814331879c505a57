"""Connection overrides: patience and retries an operator writes behind `#` in a webhook's URL.

https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

from fieldcomm.local.twilio.call import Patience


@dataclass(frozen=True, slots=True)
class Overrides:
    """`retry_on`: ct (no connection), rt (no answer), 4xx, 5xx."""

    retries: int
    retry_on: frozenset[str]
    patience: Patience


def overrides(url: str) -> Overrides:
    """Twilio's defaults (one retry, on a failed connection only) where the URL says nothing."""
    said = parse_qs(urlsplit(url).fragment)
    policy = said.get("rp", ["ct"])[0].split(",")
    return Overrides(
        retries=int(_number(said, "rc", 1, 0, 5)),
        retry_on=frozenset({"ct", "rt", "4xx", "5xx"} if "all" in policy else policy),
        patience=Patience(
            connect=_number(said, "ct", 5000, 100, 10_000) / 1000,
            total=_number(said, "tt", 15_000, 100, 15_000) / 1000,
        ),
    )


def _number(said: dict[str, list[str]], name: str, usual: int, least: int, most: int) -> float:
    raw = said.get(name, [""])[0]
    return min(max(int(raw), least), most) if raw.isdecimal() else usual
