"""A new link to a customer's own page. The token is known only here and in the text that holds it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, NamedTuple

from fieldcomm.services.tokens import hash_token
from fieldcomm.services.unit import Unit

LIVES = timedelta(days=180)  # business time; a job that is over ends it sooner
LONGEST = 80  # characters a text has room for (messaging.facts); a link cut short leads nowhere


class Minted(NamedTuple):
    """`row` is to be written to tracking_links, in the same transaction."""

    url: str
    row: dict[str, Any]


def mint(work: Unit, job_id: int) -> Minted | None:
    """None where our own address is too long for a text."""
    token = work.deps.entropy.short_token()
    url = f"{work.deps.config.public_url}/t/{token}"
    if len(url) > LONGEST:
        return None
    row = {
        "token_hash": hash_token(token),
        "job_id": job_id,
        "created_at": work.now,
        "expires_at": work.now + LIVES,
    }
    return Minted(url, row)
